"""What the adversary does where a rule about receiving is missing."""

from __future__ import annotations

from typing import Final

from mdaudit.spec.adversary import corrupt, pass_time
from mdaudit.spec.device_list.holding import accept_list, pin_primary
from mdaudit.spec.device_list.owner import unlink
from mdaudit.spec.device_list.witnesses import (
    ALICE,
    BOB,
    BOBS_CLIENT,
    LAPTOP,
    LAPTOP_INDEX,
    LIFE,
    listing,
)
from mdaudit.spec.receiving.showing import show, show_own, write_as
from mdaudit.spec.receiving.witnesses import a_message_is_shown
from mdaudit.spec.registry import Run, attack
from mdaudit.spec.sorts import NO_KEY, PRIMARY, Account, Duration, IdentityKey, Message, Time

MALLORY: Final = Account("mallory")
HER_KEY: Final = IdentityKey(b"mallory")
WORDS: Final = Message("words of Mallory")


def bob_meets_mallory(run: Run) -> None:
    """Bob's phone has a session with Mallory, under her own name."""
    run.do(pin_primary, BOBS_CLIENT, MALLORY, HER_KEY, LIFE, False)
    run.do(corrupt, HER_KEY)


@attack("RCV-1", promise="15", scene=a_message_is_shown)
def a_message_is_shown_as_somebody_elses(run: Run) -> None:
    """Mallory writes, and the server puts Alice's name on the envelope."""
    bob_meets_mallory(run)
    run.do(write_as, HER_KEY, WORDS, BOB)
    run.do(show, BOBS_CLIENT, ALICE, MALLORY, PRIMARY, HER_KEY, WORDS, Time(0))


@attack("FAN-5", promise="15", scene=a_message_is_shown)
def words_are_put_into_the_users_mouth(run: Run) -> None:
    """Mallory sends a device-sent copy: Bob, so it says, wrote this to Alice."""
    bob_meets_mallory(run)
    run.do(write_as, HER_KEY, WORDS, ALICE)
    run.do(show_own, BOBS_CLIENT, MALLORY, PRIMARY, HER_KEY, WORDS, ALICE, Time(0))


@attack("RCV-2", "DEV-3", promise="15", scene=a_message_is_shown)
def a_removed_device_is_still_heard(run: Run) -> None:
    """Alice removes her laptop; its message arrives after Bob holds the list without it."""
    late = Message("too late")
    alone = listing("the list without the laptop", 1, 1)
    run.do(pass_time, Duration(1))
    run.do(unlink, ALICE, LAPTOP_INDEX, alone, Time(1))
    run.do(accept_list, BOBS_CLIENT, ALICE, alone, NO_KEY, Time(1))
    run.do(corrupt, LAPTOP)
    run.do(write_as, LAPTOP, late, BOB)
    run.do(show, BOBS_CLIENT, ALICE, ALICE, LAPTOP_INDEX, LAPTOP, late, Time(1))


@attack("RCV-3", promise="20", scene=a_message_is_shown)
def a_message_is_shown_twice(run: Run) -> None:
    """The server delivers the ciphertext of a retry, too."""
    again = Message("from the laptop")
    run.do(show, BOBS_CLIENT, ALICE, ALICE, LAPTOP_INDEX, LAPTOP, again, Time(0))
