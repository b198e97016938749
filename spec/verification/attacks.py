"""What the adversary does where a rule about verification is missing."""

from __future__ import annotations

from typing import Final

from mdaudit.spec.adversary import corrupt, forge_list, pass_time
from mdaudit.spec.device_list.devices import accept_device
from mdaudit.spec.device_list.holding import accept_list, pin_primary
from mdaudit.spec.device_list.owner import approve, refresh, unlink
from mdaudit.spec.device_list.witnesses import (
    ALICE,
    BOB,
    BOBS_CLIENT,
    BOBS_PHONE,
    LIFE,
    bob_knows_the_laptop,
    listing,
)
from mdaudit.spec.fanout.sending import send
from mdaudit.spec.linking.companion import adopt, countersign
from mdaudit.spec.registry import Run, attack
from mdaudit.spec.sorts import NO_KEY, Duration, IdentityKey, Index, Message, Time
from mdaudit.spec.state.signed import Certificate, Contact
from mdaudit.spec.verification.comparing import compare_codes
from mdaudit.spec.verification.contacts import forge_contact, take_over_contact
from mdaudit.spec.verification.witnesses import (
    BOBS_LAPTOP_CLIENT,
    bob_compares,
    bob_links_a_laptop,
)

MALLORY: Final = IdentityKey(b"mallory")
SECRET: Final = Message("a secret")


@attack("VER-1", promise="1b", scene=bob_compares)
def the_mark_moves_to_another_key(run: Run) -> None:
    """The server shows Mallory's key for Alice, and the mark stays."""
    run.do(pin_primary, BOBS_CLIENT, ALICE, MALLORY, LIFE, False)
    run.do(send, BOBS_CLIENT, SECRET, ALICE, Time(0))


@attack("VER-2", promise="8", scene=bob_compares)
def a_new_list_clears_the_mark(run: Run) -> None:
    """Alice renews her list; users who lose the mark each time stop comparing."""
    run.do(pass_time, Duration(1))
    fresh = listing("the refreshed list", 1, 1, 1)
    run.do(refresh, ALICE, fresh, Time(1))
    run.do(accept_list, BOBS_CLIENT, ALICE, fresh, NO_KEY, Time(1))


@attack("VER-3", promise="8b", scene=bob_compares)
def a_message_goes_to_an_unseen_identity(run: Run) -> None:
    """The server shows Mallory's key for Alice, and Bob writes before he looks."""
    run.do(pin_primary, BOBS_CLIENT, ALICE, MALLORY, LIFE, False)
    run.do(send, BOBS_CLIENT, SECRET, ALICE, Time(0))


@attack("VER-4", promise="1b", scene=bob_knows_the_laptop)
def different_codes_pass_as_equal(run: Run) -> None:
    """Bob talks to Mallory's key, and the comparison says it is Alice's."""
    run.do(pin_primary, BOBS_CLIENT, ALICE, MALLORY, LIFE, False)
    run.do(compare_codes, BOBS_CLIENT, ALICE)
    run.do(send, BOBS_CLIENT, SECRET, ALICE, Time(0))


@attack("VER-5", promise="3b", scene=bob_links_a_laptop)
def a_companion_follows_another_owner(run: Run) -> None:
    """The server shows Bob's laptop Mallory's key as its own primary."""
    run.do(pin_primary, BOBS_LAPTOP_CLIENT, BOB, MALLORY, LIFE, False)


@attack("VER-5", promise="2b", scene=bob_links_a_laptop)
def a_removed_companion_goes_on(run: Run) -> None:
    """Bob removes his laptop, which holds the list without itself, and sends all the same."""
    run.do(pass_time, Duration(1))
    alone = listing("Bob's list without the laptop", 1, 1)
    run.do(unlink, BOB, Index(1), alone, Time(1))
    run.do(accept_list, BOBS_LAPTOP_CLIENT, BOB, alone, NO_KEY, Time(1))
    run.do(send, BOBS_LAPTOP_CLIENT, SECRET, ALICE, Time(1))


@attack("VER-6", promise="1b", scene=bob_links_a_laptop)
def a_corrupt_companion_vouches(run: Run) -> None:
    """Bob's tablet is corrupt, and hands Mallory's key to his laptop as Alice's, verified."""
    tablet = IdentityKey(b"bob-tablet")
    shown = Certificate("the certificate of Bob's tablet", LIFE, Time(1), Index(2), tablet)
    both_linked = listing("Bob's list with both", 1, 2, 1, 2)
    false_list = listing("Mallory's list", 1, 0)
    record = Contact("Mallory as Alice", ALICE, MALLORY, LIFE, True, false_list)
    run.do(pass_time, Duration(1))
    run.do(approve, BOB, shown, both_linked, Time(1))
    run.do(adopt, shown, BOBS_PHONE)
    run.do(countersign, shown, BOBS_PHONE)
    run.do(accept_device, BOBS_LAPTOP_CLIENT, BOB, Index(2), tablet, shown, NO_KEY)
    run.do(corrupt, tablet)
    run.do(corrupt, MALLORY)
    run.do(forge_list, MALLORY, false_list)
    run.do(forge_contact, tablet, record)
    run.do(take_over_contact, BOBS_LAPTOP_CLIENT, record, Index(2), tablet, Time(1))
    run.do(send, BOBS_LAPTOP_CLIENT, SECRET, ALICE, Time(1))
