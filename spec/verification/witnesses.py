"""Runs of verification that must stay possible, counted in days."""

from __future__ import annotations

from typing import Final

from mdaudit.spec.adversary import corrupt, pass_time
from mdaudit.spec.device_list.devices import accept_device
from mdaudit.spec.device_list.holding import accept_list, pin_primary, set_up
from mdaudit.spec.device_list.owner import approve, register
from mdaudit.spec.device_list.witnesses import (
    ALICE,
    BOB,
    BOBS_CLIENT,
    BOBS_PHONE,
    LAPTOP,
    LAPTOP_CERTIFICATE,
    LAPTOP_INDEX,
    LIFE,
    PHONE,
    WITH_LAPTOP,
    bob_knows_the_laptop,
    listing,
)
from mdaudit.spec.fanout.sending import send
from mdaudit.spec.linking.companion import adopt, countersign
from mdaudit.spec.registry import Run, witness
from mdaudit.spec.sorts import (
    NO_KEY,
    PRIMARY,
    Client,
    Duration,
    IdentityKey,
    Index,
    Message,
    RawId,
    Time,
)
from mdaudit.spec.state.signed import Certificate, Contact
from mdaudit.spec.verification.comparing import compare_codes, confirm_change
from mdaudit.spec.verification.contacts import forge_contact, hand_over_contact, take_over_contact

BOBS_LAPTOP: Final = IdentityKey(b"bob-laptop")
BOBS_LAPTOP_CLIENT: Final = Client("bob's laptop")
BOBS_CERTIFICATE: Final = Certificate(
    "the certificate of Bob's laptop", LIFE, Time(0), Index(1), BOBS_LAPTOP
)
BOBS_LIST: Final = listing("Bob's list", 0, 1, 1)
ALICE_AS_BOB_KNOWS_HER: Final = Contact(
    "Alice's record", ALICE, PHONE, LIFE, True, WITH_LAPTOP, LAPTOP_INDEX
)


@witness("Bob and Alice compare codes; his next message goes out under the mark")
def bob_compares(run: Run) -> None:
    """The mark covers Alice's laptop without another comparison."""
    bob_knows_the_laptop.script(run)
    run.do(compare_codes, BOBS_CLIENT, ALICE)
    run.do(send, BOBS_CLIENT, Message("to a verified contact"), ALICE, Time(0))


@witness("Alice gets a new phone; Bob is told, confirms, and compares again")
def a_change_is_confirmed(run: Run) -> None:
    """The mark ends with the old key, and nothing is sent before Bob looked."""
    bob_compares.script(run)
    run.do(pass_time, Duration(1))
    new_phone = IdentityKey(b"alice-new-phone")
    run.do(register, ALICE, new_phone, RawId(2))
    run.do(pin_primary, BOBS_CLIENT, ALICE, new_phone, RawId(2), False)
    run.do(confirm_change, BOBS_CLIENT, ALICE)
    run.do(send, BOBS_CLIENT, Message("to the new phone"), ALICE, Time(1))
    run.do(compare_codes, BOBS_CLIENT, ALICE)


@witness("Bob links a laptop, which follows his phone and his list")
def bob_links_a_laptop(run: Run) -> None:
    """A companion is a client too: it pins its own primary and holds its own account's list."""
    bob_knows_the_laptop.script(run)
    run.do(compare_codes, BOBS_CLIENT, ALICE)
    run.do(approve, BOB, BOBS_CERTIFICATE, BOBS_LIST, Time(0))
    run.do(adopt, BOBS_CERTIFICATE, BOBS_PHONE)
    run.do(countersign, BOBS_CERTIFICATE, BOBS_PHONE)
    run.do(set_up, BOBS_LAPTOP_CLIENT, BOB, BOBS_LAPTOP, Index(1))
    run.do(pin_primary, BOBS_LAPTOP_CLIENT, BOB, BOBS_PHONE, LIFE, False)
    run.do(accept_list, BOBS_LAPTOP_CLIENT, BOB, BOBS_LIST, NO_KEY, Time(0))


@witness("Bob's laptop takes Alice over from his phone, and writes to her while the phone is off")
def a_companion_takes_over(run: Run) -> None:
    """The mark, the list and its mark come along; the phone does nothing after that."""
    bob_links_a_laptop.script(run)
    run.do(hand_over_contact, BOBS_CLIENT, ALICE_AS_BOB_KNOWS_HER)
    run.do(
        take_over_contact, BOBS_LAPTOP_CLIENT, ALICE_AS_BOB_KNOWS_HER, PRIMARY, BOBS_PHONE, Time(0)
    )
    run.do(
        accept_device,
        BOBS_LAPTOP_CLIENT,
        ALICE,
        LAPTOP_INDEX,
        LAPTOP,
        LAPTOP_CERTIFICATE,
        NO_KEY,
    )
    run.do(pass_time, Duration(7))
    run.do(send, BOBS_LAPTOP_CLIENT, Message("without the phone"), ALICE, Time(7))


@witness("A corrupt companion hands over a record of its own making")
def a_record_is_forged(run: Run) -> None:
    """What VER-6 is for: the record comes from a companion, so nobody takes it over."""
    bob_links_a_laptop.script(run)
    run.do(corrupt, BOBS_LAPTOP)
    run.do(forge_contact, BOBS_LAPTOP, ALICE_AS_BOB_KNOWS_HER)
