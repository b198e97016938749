"""Runs of linking that must stay possible, and the scenes from which attacks start."""

from __future__ import annotations

from typing import Final

from mdaudit.spec.device_list.owner import approve, register
from mdaudit.spec.device_list.witnesses import (
    ALICE,
    BOB,
    BOBS_PHONE,
    LAPTOP,
    LAPTOP_CERTIFICATE,
    LIFE,
    PHONE,
    WITH_LAPTOP,
    a_phone_and_a_laptop,
)
from mdaudit.spec.linking.attempts import Attempt, Code
from mdaudit.spec.linking.codes import (
    CodeLinking,
    adopt_by_code,
    answer_primary,
    certify_by_code,
    show_code,
    take_over_primary,
    tell_code,
    type_code,
)
from mdaudit.spec.linking.exchange import (
    Exchange,
    adopt_primary,
    begin_attempt,
    give_up,
    scan_code,
)
from mdaudit.spec.linking.messages import (
    Details,
    agreement,
    both_keys,
    certificate,
    certified,
    claim,
    payload,
    secret,
    the_details,
    the_key,
)
from mdaudit.spec.linking.network import (
    forge_account_signature,
    forge_device_signature,
    make_authenticated,
    make_derived,
    make_pair,
    read_account_signature,
    read_device_signature,
    see_code,
    take_apart,
    take_over,
    think_of,
)
from mdaudit.spec.linking.primary import show_as_linked
from mdaudit.spec.registry import Run, witness
from mdaudit.spec.sorts import IdentityKey, Time

MALLORY: Final = IdentityKey(b"mallory")
DETAILS: Final = Details("index 1 of her first life")
OTHERS: Final = Details("details of mallory's choice")
ANOTHER: Final = IdentityKey(b"alice-laptop-again")
CODE: Final = Code("1HZP7K2C")
WRONG: Final = Code("ABCD1234")
ATTEMPT: Final = Attempt("the laptop's attempt", LAPTOP, CODE)


@witness("Alice has a phone", scene_for=("linking",))
def alice_has_a_phone(run: Run) -> None:
    """Nobody is linked yet."""
    run.do(register, ALICE, PHONE, LIFE)


@witness("Two accounts, and a laptop that one of them approved", scene_for=("linking",))
def a_laptop_was_approved(run: Run) -> None:
    """The laptop has not answered yet."""
    alice_has_a_phone.script(run)
    run.do(register, BOB, BOBS_PHONE, LIFE)
    run.do(approve, ALICE, LAPTOP_CERTIFICATE, WITH_LAPTOP, Time(0))


@witness("Alice's phone shows the laptop as linked once its signature is back")
def the_owner_sees_the_laptop(run: Run) -> None:
    """The device signature came back and was checked."""
    a_phone_and_a_laptop.script(run)
    run.do(show_as_linked, ALICE, LAPTOP_CERTIFICATE)


@witness("The network has a key of its own", system=Exchange)
def mallory_has_a_key(run: Run) -> None:
    """Before anybody links anything."""
    run.do(take_over, MALLORY)


@witness("A laptop shows its QR code", system=Exchange)
def a_laptop_shows_its_code(run: Run) -> None:
    """The attempt is open; of the laptop, the network knows the key."""
    mallory_has_a_key.script(run)
    run.do(begin_attempt, ATTEMPT, False)


@witness("Alice scans the laptop's code, and the laptop adopts her phone", system=Exchange)
def a_laptop_is_linked_by_qr(run: Run) -> None:
    """The network carries everything, takes apart what it carried, and learns no secret."""
    a_laptop_shows_its_code.script(run)
    run.do(scan_code, PHONE, ATTEMPT, DETAILS)
    signature = certified(DETAILS, LAPTOP, PHONE)
    run.do(take_apart, the_details(DETAILS), claim(PHONE, signature))
    run.do(read_account_signature, PHONE, certificate(DETAILS, LAPTOP))
    run.do(adopt_primary, ATTEMPT, PHONE, DETAILS, signature)
    run.do(read_device_signature, LAPTOP, agreement(DETAILS, LAPTOP, PHONE))


@witness("A laptop whose code nobody scanned gives up", system=Exchange)
def a_laptop_gives_up(run: Run) -> None:
    """The next attempt has a key of its own."""
    a_laptop_shows_its_code.script(run)
    run.do(give_up, ATTEMPT)
    again = Attempt("the laptop's second attempt", ANOTHER)
    run.do(begin_attempt, again, False)
    run.do(scan_code, PHONE, again, DETAILS)
    run.do(adopt_primary, again, PHONE, DETAILS, certified(DETAILS, ANOTHER, PHONE))


def forge_payload(run: Run, companion: IdentityKey, named: IdentityKey) -> None:
    """Mallory signs for a companion's key and names a primary; nothing is authenticated yet."""
    signature = certified(OTHERS, companion, MALLORY)
    run.do(think_of, named, OTHERS)
    run.do(make_pair, the_details(OTHERS), the_key(companion))
    run.do(forge_account_signature, MALLORY, certificate(OTHERS, companion))
    run.do(make_pair, the_key(named), signature)
    run.do(make_pair, the_details(OTHERS), claim(named, signature))


@witness("Whoever photographs the laptop's code can link it to another account", system=Exchange)
def a_photographed_code_links_a_stranger(run: Run) -> None:
    """The code was seen: this is what no message can prevent, and what promise 14 leaves out."""
    a_laptop_shows_its_code.script(run)
    run.do(see_code, ATTEMPT)
    signature = certified(OTHERS, LAPTOP, MALLORY)
    forge_payload(run, LAPTOP, named=MALLORY)
    run.do(make_authenticated, secret(ATTEMPT), payload(OTHERS, MALLORY, signature))
    run.do(make_derived, secret(ATTEMPT))
    run.do(adopt_primary, ATTEMPT, MALLORY, OTHERS, signature)


@witness("Alice scans a stranger's code, and links the stranger's device", system=Exchange)
def a_relayed_code_links_a_stranger(run: Run) -> None:
    """The stranger's device has a certificate of her phone, and signs it back."""
    strangers = Attempt("mallory's attempt", MALLORY)
    mallory_has_a_key.script(run)
    run.do(see_code, strangers)
    run.do(scan_code, PHONE, strangers, DETAILS)
    run.do(make_pair, the_key(MALLORY), the_key(PHONE))
    run.do(make_pair, the_details(DETAILS), both_keys(MALLORY, PHONE))
    run.do(forge_device_signature, MALLORY, agreement(DETAILS, MALLORY, PHONE))


@witness("A laptop shows eight characters, and Alice types them", system=CodeLinking)
def a_laptop_shows_its_characters(run: Run) -> None:
    """Nothing was answered yet."""
    run.do(show_code, ATTEMPT)
    run.do(type_code, ATTEMPT, PHONE)


@witness("Both ends answer once, and the laptop adopts Alice's phone", system=CodeLinking)
def a_laptop_is_linked_by_code(run: Run) -> None:
    """With the characters that Alice typed."""
    a_laptop_shows_its_characters.script(run)
    run.do(answer_primary, ATTEMPT, PHONE, CODE, False)
    run.do(certify_by_code, PHONE, ATTEMPT, CODE, LAPTOP, LAPTOP, False)
    run.do(adopt_by_code, ATTEMPT, PHONE)


@witness("A wrong guess ends the attempt, and another code is shown", system=CodeLinking)
def a_wrong_guess_ends_the_attempt(run: Run) -> None:
    """The stranger learns that the guess was wrong; it says nothing about the next code."""
    run.do(show_code, ATTEMPT)
    run.do(answer_primary, ATTEMPT, MALLORY, WRONG, True)
    again = Attempt("the laptop's second attempt", ANOTHER, CODE)
    run.do(show_code, again)
    run.do(type_code, again, PHONE)
    run.do(answer_primary, again, PHONE, CODE, False)
    run.do(adopt_by_code, again, PHONE)


@witness("Whoever is told the code can link the laptop to another account", system=CodeLinking)
def a_told_code_links_a_stranger(run: Run) -> None:
    """A stranger asked the owner for the characters; one right guess would do the same."""
    run.do(take_over_primary, MALLORY)
    run.do(show_code, ATTEMPT)
    run.do(tell_code, ATTEMPT)
    run.do(answer_primary, ATTEMPT, MALLORY, CODE, True)
    run.do(adopt_by_code, ATTEMPT, MALLORY)


@witness("One right guess links the laptop to another account", system=CodeLinking)
def a_right_guess_links_a_stranger(run: Run) -> None:
    """It happens once in 2 to the 35 at best; promise 14e says that there is no second guess."""
    run.do(show_code, ATTEMPT)
    run.do(answer_primary, ATTEMPT, MALLORY, CODE, True)
    run.do(adopt_by_code, ATTEMPT, MALLORY)
