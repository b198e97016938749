"""Runs of removals that must stay possible, counted in days."""

from __future__ import annotations

from typing import Final

from mdaudit.spec.adversary import pass_time
from mdaudit.spec.device_list.holding import accept_list, accept_new_life
from mdaudit.spec.device_list.owner import unlink
from mdaudit.spec.device_list.witnesses import (
    ALICE,
    BOBS_CLIENT,
    LAPTOP,
    LAPTOP_INDEX,
    bob_knows_the_laptop,
    listing,
)
from mdaudit.spec.registry import Run, witness
from mdaudit.spec.revocation.backup import back_up, restore_backup
from mdaudit.spec.revocation.notices import end_session, notice_removal
from mdaudit.spec.revocation.removal import (
    ask_removal,
    hand_over,
    hear_log_out,
    restart_primary,
    show_removal,
)
from mdaudit.spec.sorts import NO_KEY, Duration, RawId, Time

ALONE: Final = listing("the list without the laptop", 1, 1)


@witness("Alice made a backup and asks for her laptop to go", scene_for=("revocation",))
def alice_asks(run: Run) -> None:
    """Nothing is signed yet."""
    bob_knows_the_laptop.script(run)
    run.do(back_up, ALICE)
    run.do(pass_time, Duration(1))
    run.do(ask_removal, ALICE, LAPTOP_INDEX)


@witness("The phone crashes in the middle of a removal, and finishes it")
def a_removal_survives_a_crash(run: Run) -> None:
    """Wish and list are still there; the list is handed over once more."""
    alice_asks.script(run)
    run.do(restart_primary, ALICE, False)
    run.do(unlink, ALICE, LAPTOP_INDEX, ALONE, Time(1))
    run.do(hand_over, ALICE)
    run.do(restart_primary, ALICE, False)
    run.do(hand_over, ALICE)
    run.do(show_removal, ALICE, LAPTOP_INDEX)


@witness("Bob is told of the removal, asks for the list, and ends the session")
def bob_follows_the_list(run: Run) -> None:
    """The notice alone changes nothing; the list does."""
    a_removal_survives_a_crash.script(run)
    run.do(notice_removal, BOBS_CLIENT, ALICE)
    run.do(accept_list, BOBS_CLIENT, ALICE, ALONE, NO_KEY, Time(1))
    run.do(end_session, BOBS_CLIENT, ALICE, LAPTOP_INDEX, LAPTOP)


@witness("The laptop logs out, and the phone signs a list without it")
def the_laptop_logs_out(run: Run) -> None:
    """A log-out ends in the same signed list as a removal by the owner."""
    bob_knows_the_laptop.script(run)
    run.do(pass_time, Duration(1))
    run.do(hear_log_out, ALICE, LAPTOP_INDEX)
    run.do(unlink, ALICE, LAPTOP_INDEX, ALONE, Time(1))
    run.do(hand_over, ALICE)
    run.do(show_removal, ALICE, LAPTOP_INDEX)


@witness("The phone comes back from a backup and begins another life; Bob follows")
def a_restored_phone_recovers(run: Run) -> None:
    """In the backup the laptop was linked; it is not brought back."""
    a_removal_survives_a_crash.script(run)
    run.do(pass_time, Duration(1))
    second = RawId(2)
    first = listing("the first list after the backup", 2, 0, life=second)
    run.do(restore_backup, ALICE, second, first, Time(2))
    run.do(accept_new_life, BOBS_CLIENT, ALICE, first, NO_KEY, Time(2))
