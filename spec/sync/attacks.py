"""Attacks on the own-account channel and on app state, as scripts.

The one on REV-3 is here, because what it protects is here.
"""

from __future__ import annotations

from mdaudit.spec.adversary import pass_time
from mdaudit.spec.device_list.owner import unlink
from mdaudit.spec.device_list.witnesses import (
    ALICE,
    BOBS_CLIENT,
    LAPTOP_INDEX,
    PHONE,
    bob_knows_the_laptop,
    listing,
)
from mdaudit.spec.registry import Run, attack
from mdaudit.spec.sorts import PRIMARY, Duration, Time
from mdaudit.spec.sync.channel import take_app_state_key, take_history
from mdaudit.spec.sync.patches import begin_app_state_again, replay_patch, write_patch
from mdaudit.spec.sync.witnesses import (
    FIRST_KEY,
    FORGED,
    LAPTOPS_CLIENT,
    MUTED,
    SECOND_KEY,
    SNAPSHOT,
    a_snapshot_is_replayed,
    a_tablet_is_removed,
    patch,
)


@attack("SYNC-1", promise="13", scene=bob_knows_the_laptop)
def a_stranger_sends_history(run: Run) -> None:
    """Bob's phone takes a bundle of messages from Alice."""
    run.do(take_history, BOBS_CLIENT, ALICE, PRIMARY, PHONE, Time(0))


@attack("SYNC-2", promise="19c", scene=a_snapshot_is_replayed)
def a_patch_is_left_out(run: Run) -> None:
    """The server holds back a deletion and shows the patch after it."""
    later = patch("the patch after the next", 3, "settings, a deletion", "settings, a star")
    run.do(write_patch, ALICE, later)
    run.do(replay_patch, LAPTOPS_CLIENT, FIRST_KEY, later, Time(0))


@attack("SYNC-2", promise="19c", scene=a_snapshot_is_replayed)
def an_old_state_comes_back(run: Run) -> None:
    """The server shows the snapshot again after another patch."""
    run.do(write_patch, ALICE, MUTED)
    run.do(replay_patch, LAPTOPS_CLIENT, FIRST_KEY, MUTED, Time(0))
    run.do(replay_patch, LAPTOPS_CLIENT, FIRST_KEY, SNAPSHOT, Time(0))


@attack("SYNC-2", promise="19c", scene=a_snapshot_is_replayed)
def an_old_snapshot_is_begun_from(run: Run) -> None:
    """The server delivers what the phone sent to begin again only after a newer patch."""
    run.do(write_patch, ALICE, MUTED)
    run.do(replay_patch, LAPTOPS_CLIENT, FIRST_KEY, MUTED, Time(0))
    the_phone = (LAPTOPS_CLIENT, ALICE, PRIMARY, PHONE)
    run.do(begin_app_state_again, *the_phone, FIRST_KEY, SNAPSHOT, Time(0))


@attack("SYNC-2:macs-are-not-checked", promise="19c", scene=a_snapshot_is_replayed)
def the_server_writes_a_patch(run: Run) -> None:
    """Nobody who has the key wrote it."""
    run.do(replay_patch, LAPTOPS_CLIENT, FIRST_KEY, MUTED, Time(0))


@attack("SYNC-3", promise="19", scene=a_tablet_is_removed)
def a_removed_tablet_changes_app_state(run: Run) -> None:
    """The laptop goes on with a key that the tablet has."""
    a_late_key_is_the_newest.script(run)


@attack("SYNC-3:highest-epoch-is-enough", promise="19", scene=a_tablet_is_removed)
def a_late_key_is_the_newest(run: Run) -> None:
    """The server delivers the second key only now; its epoch is above all that the laptop has."""
    run.do(take_app_state_key, LAPTOPS_CLIENT, ALICE, PRIMARY, PHONE, SECOND_KEY, Time(2))
    run.do(replay_patch, LAPTOPS_CLIENT, SECOND_KEY, FORGED, Time(2))


@attack("REV-3", promise="19b", scene=a_snapshot_is_replayed)
def a_removed_laptop_reads_on(run: Run) -> None:
    """The phone writes under the key that the removed laptop was given."""
    run.do(pass_time, Duration(1))
    run.do(unlink, ALICE, LAPTOP_INDEX, listing("the list without the laptop", 1, 1), Time(1))
    run.do(pass_time, Duration(1))
    run.do(write_patch, ALICE, MUTED)
