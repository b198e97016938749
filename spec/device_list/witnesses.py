"""Runs that must stay possible, counted in days.

Alice has a phone and links a laptop; Bob writes to her. Whoever forbids too much forbids one of
these runs. They are also the scenes from which attacks start.
"""

from __future__ import annotations

from typing import Final

from mdaudit.spec.adversary import (
    corrupt,
    forge_certificate,
    forge_consent,
    forge_list,
    forge_payload,
    leak_secret,
    pass_time,
)
from mdaudit.spec.device_list.devices import accept_device, admit, park
from mdaudit.spec.device_list.hints import hear_hint, refuse_list
from mdaudit.spec.device_list.holding import (
    accept_list,
    accept_new_life,
    confirm_unchanged,
    pin_primary,
    restart,
    set_up,
)
from mdaudit.spec.device_list.owner import approve, begin_life, refresh, register, unlink
from mdaudit.spec.linking.companion import adopt, countersign
from mdaudit.spec.registry import Run, witness
from mdaudit.spec.sorts import (
    NO_KEY,
    PRIMARY,
    Account,
    Client,
    Duration,
    IdentityKey,
    Index,
    RawId,
    Time,
)
from mdaudit.spec.state.signed import Certificate, SignedList

ALICE: Final = Account("alice")
BOB: Final = Account("bob")
PHONE: Final = IdentityKey(b"alice-phone")
LAPTOP: Final = IdentityKey(b"alice-laptop")
BOBS_PHONE: Final = IdentityKey(b"bob-phone")
BOBS_CLIENT: Final = Client("bob's phone")
LIFE: Final = RawId(1)
LAPTOP_INDEX: Final = Index(1)

LAPTOP_CERTIFICATE: Final = Certificate(
    "the laptop's certificate", LIFE, Time(0), LAPTOP_INDEX, LAPTOP
)


def listing(name: str, day: int, current: int, *valid: int, life: RawId = LIFE) -> SignedList:
    """A list of some day that names these companions."""
    indexes = frozenset(Index(index) for index in (0, *valid))
    return SignedList(name, life, Time(day), Index(current), indexes)


WITH_LAPTOP: Final = listing("the list with the laptop", 0, 1, 1)


@witness("Alice links a laptop: both sides sign, and the list names it")
def a_phone_and_a_laptop(run: Run) -> None:
    """The primary approves; the companion adopts and signs back."""
    run.do(register, ALICE, PHONE, LIFE)
    run.do(approve, ALICE, LAPTOP_CERTIFICATE, WITH_LAPTOP, Time(0))
    run.do(adopt, LAPTOP_CERTIFICATE, PHONE)
    run.do(countersign, LAPTOP_CERTIFICATE, PHONE)


@witness("Bob meets Alice and pins her phone")
def bob_meets_alice(run: Run) -> None:
    """Bob's phone knows Alice's key, and holds no list yet."""
    a_phone_and_a_laptop.script(run)
    run.do(register, BOB, BOBS_PHONE, LIFE)
    run.do(set_up, BOBS_CLIENT, BOB, BOBS_PHONE, PRIMARY)
    run.do(pin_primary, BOBS_CLIENT, ALICE, PHONE, LIFE, False)


@witness("Bob holds Alice's list", scene_for=("device_list", "fanout"))
def bob_holds_her_list(run: Run) -> None:
    """Bob's phone holds the list, and has no session with the laptop yet."""
    bob_meets_alice.script(run)
    run.do(accept_list, BOBS_CLIENT, ALICE, WITH_LAPTOP, NO_KEY, Time(0))


@witness("Bob holds Alice's list and knows her laptop", scene_for=("device_list", "fanout"))
def bob_knows_the_laptop(run: Run) -> None:
    """Everything is as it should be: the next message goes to phone and laptop."""
    bob_holds_her_list.script(run)
    run.do(accept_device, BOBS_CLIENT, ALICE, LAPTOP_INDEX, LAPTOP, LAPTOP_CERTIFICATE, NO_KEY)


@witness("A removed laptop is replaced by another device under a new index")
def a_removed_device_is_replaced(run: Run) -> None:
    """The index of the removed companion is not used again; Bob follows, and restarts in between.

    The primary publishes its highest valid index as the current one, not its high-water mark.
    """
    bob_knows_the_laptop.script(run)
    run.do(pass_time, Duration(1))
    alone = listing("the list without the laptop", 1, 0)
    run.do(unlink, ALICE, LAPTOP_INDEX, alone, Time(1))
    run.do(accept_list, BOBS_CLIENT, ALICE, alone, PHONE, Time(1))
    run.do(restart, BOBS_CLIENT, ALICE, False)
    run.do(pass_time, Duration(1))
    tablet = IdentityKey(b"alice-tablet")
    shown = Certificate("the tablet's certificate", LIFE, Time(2), Index(2), tablet)
    with_tablet = listing("the list with the tablet", 2, 2, 2)
    run.do(approve, ALICE, shown, with_tablet, Time(2))
    run.do(adopt, shown, PHONE)
    run.do(countersign, shown, PHONE)
    run.do(accept_device, BOBS_CLIENT, ALICE, Index(2), tablet, shown, NO_KEY)
    run.do(park, BOBS_CLIENT, ALICE, Index(2), tablet, Time(2))
    run.do(accept_list, BOBS_CLIENT, ALICE, with_tablet, NO_KEY, Time(2))
    run.do(admit, BOBS_CLIENT, ALICE, Index(2), tablet, Time(2))


@witness("A peer that missed updates hears of one, and catches up")
def a_late_peer_catches_up(run: Run) -> None:
    """The phone's message names a newer list; the deadline is met in time."""
    bob_knows_the_laptop.script(run)
    run.do(pass_time, Duration(30))
    fresh = listing("the refreshed list", 30, 1, 1)
    run.do(refresh, ALICE, fresh, Time(30))
    run.do(confirm_unchanged, BOBS_CLIENT, ALICE, Time(30))
    run.do(hear_hint, BOBS_CLIENT, ALICE, ALICE, PRIMARY, PHONE, Time(30), Time(30))
    run.do(pass_time, Duration(1))
    run.do(accept_list, BOBS_CLIENT, ALICE, fresh, NO_KEY, Time(31))


@witness("Alice begins another life under her key; Bob follows")
def a_new_life_recovers(run: Run) -> None:
    """All companions are gone, and the next one starts with index 1 again."""
    bob_knows_the_laptop.script(run)
    run.do(pass_time, Duration(3))
    second = RawId(2)
    alone = listing("the first list of the second life", 3, 0, life=second)
    run.do(begin_life, ALICE, second, alone, Time(3))
    run.do(accept_new_life, BOBS_CLIENT, ALICE, alone, NO_KEY, Time(3))


@witness("A hosted account is known as one, with its hosted device")
def a_hosted_account_is_known(run: Run) -> None:
    """Bob pinned Alice's account as hosted, so he was told before anything is read there."""
    hosted = Certificate("the provider's certificate", LIFE, Time(0), LAPTOP_INDEX, LAPTOP, True)
    listed = SignedList(
        "the hosted list", LIFE, Time(0), LAPTOP_INDEX, frozenset({PRIMARY, LAPTOP_INDEX}), True
    )
    run.do(register, ALICE, PHONE, LIFE)
    run.do(approve, ALICE, hosted, listed, Time(0))
    run.do(adopt, hosted, PHONE)
    run.do(countersign, hosted, PHONE)
    run.do(register, BOB, BOBS_PHONE, LIFE)
    run.do(set_up, BOBS_CLIENT, BOB, BOBS_PHONE, PRIMARY)
    run.do(pin_primary, BOBS_CLIENT, ALICE, PHONE, LIFE, True)
    run.do(accept_list, BOBS_CLIENT, ALICE, listed, NO_KEY, Time(0))
    run.do(accept_device, BOBS_CLIENT, ALICE, LAPTOP_INDEX, LAPTOP, hosted, NO_KEY)


@witness("One list is signed twice, and Bob holds the one after the other")
def one_list_is_signed_twice(run: Run) -> None:
    """Other bytes that say the same at the same time: nobody is deceived."""
    bob_knows_the_laptop.script(run)
    again = listing("the list with the laptop, signed again", 0, 1, 1)
    run.do(corrupt, PHONE)
    run.do(forge_list, PHONE, again)
    run.do(accept_list, BOBS_CLIENT, ALICE, again, NO_KEY, Time(0))


@witness("A corrupt owner signs two lists of one time; Bob refuses the second and remembers it")
def equivocation_is_refused(run: Run) -> None:
    """The refused list counts as word of a list of its time."""
    bob_knows_the_laptop.script(run)
    twin = listing("another list of the same day", 0, 2, 1, 2)
    run.do(corrupt, PHONE)
    run.do(forge_list, PHONE, twin)
    run.do(refuse_list, BOBS_CLIENT, ALICE, twin, Time(0))


@witness("The adversary owns keys of its own, and signs what it likes with them")
def the_adversary_signs(run: Run) -> None:
    """An adversary may be an owner with devices, and may learn linking secrets."""
    mallory = IdentityKey(b"mallory")
    shown = Certificate("mallory's certificate", LIFE, Time(0), Index(1), mallory)
    run.do(corrupt, mallory)
    run.do(forge_certificate, mallory, shown)
    run.do(forge_consent, shown, mallory)
    run.do(leak_secret, LAPTOP)
    run.do(forge_payload, LAPTOP, shown, mallory)
