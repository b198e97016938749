"""Attacks on removals, as scripts.

There is none for REV-4, which is functional.
"""

from __future__ import annotations

from mdaudit.spec.adversary import pass_time
from mdaudit.spec.device_list.devices import accept_device
from mdaudit.spec.device_list.holding import accept_list
from mdaudit.spec.device_list.owner import approve, unlink
from mdaudit.spec.device_list.witnesses import (
    ALICE,
    BOBS_CLIENT,
    LAPTOP,
    LAPTOP_INDEX,
    LIFE,
    PHONE,
    bob_knows_the_laptop,
    listing,
)
from mdaudit.spec.fanout.sending import send
from mdaudit.spec.linking.companion import adopt, countersign
from mdaudit.spec.registry import Run, attack
from mdaudit.spec.revocation.backup import back_up, restore_backup
from mdaudit.spec.revocation.notices import end_session, notice_removal
from mdaudit.spec.revocation.removal import restart_primary, show_removal
from mdaudit.spec.revocation.witnesses import ALONE, a_removal_survives_a_crash, alice_asks
from mdaudit.spec.sorts import NO_KEY, Duration, IdentityKey, Index, Message, Time
from mdaudit.spec.state.signed import Certificate


@attack("REV-2", promise="12", scene=alice_asks)
def a_removal_is_shown_before_it_is_signed(run: Run) -> None:
    """The owner reads that the device is gone, and the newest list names it."""
    run.do(show_removal, ALICE, LAPTOP_INDEX)


@attack("REV-2:shown-before-publication", promise="12", scene=alice_asks)
def a_removal_is_shown_before_it_is_published(run: Run) -> None:
    """The list without the device is signed, and never leaves the phone."""
    run.do(unlink, ALICE, LAPTOP_INDEX, ALONE, Time(1))
    run.do(show_removal, ALICE, LAPTOP_INDEX)


@attack("REV-2:wishes-are-not-durable", promise="12b", scene=alice_asks)
def a_wish_is_lost_in_a_crash(run: Run) -> None:
    """The phone restarts and knows nothing of it."""
    run.do(restart_primary, ALICE, True)


@attack("REV-1", promise="12c", scene=alice_asks)
def a_notice_ends_a_session(run: Run) -> None:
    """The server says that the laptop is gone, although Bob's list names it."""
    run.do(notice_removal, BOBS_CLIENT, ALICE)
    run.do(end_session, BOBS_CLIENT, ALICE, LAPTOP_INDEX, LAPTOP)


@attack("OWN-3", promise="12", scene=a_removal_survives_a_crash)
def a_backup_brings_a_removed_device_back(run: Run) -> None:
    """In the backup the laptop is linked, and the phone goes on from there."""
    run.do(pass_time, Duration(1))
    back = listing("the list after the backup", 2, 1, 1)
    run.do(restore_backup, ALICE, LIFE, back, Time(2))


@attack("OWN-3", promise="6", scene=bob_knows_the_laptop)
def a_backup_gives_an_index_twice(run: Run) -> None:
    """A tablet gets index 2 and is removed; the restored phone gives index 2 to a watch.

    Bob missed the removal. The newer list names index 2, and for Bob that is the tablet.
    """
    tablet, watch = IdentityKey(b"alice-tablet"), IdentityKey(b"alice-watch")
    first = Certificate("the tablet's certificate", LIFE, Time(1), Index(2), tablet)
    second = Certificate("the watch's certificate", LIFE, Time(4), Index(2), watch)
    with_tablet = listing("the list with the tablet", 1, 2, 1, 2)
    run.do(back_up, ALICE)
    run.do(pass_time, Duration(1))
    run.do(approve, ALICE, first, with_tablet, Time(1))
    run.do(adopt, first, PHONE)
    run.do(countersign, first, PHONE)
    run.do(accept_list, BOBS_CLIENT, ALICE, with_tablet, NO_KEY, Time(1))
    run.do(accept_device, BOBS_CLIENT, ALICE, Index(2), tablet, first, NO_KEY)
    run.do(pass_time, Duration(1))
    run.do(unlink, ALICE, Index(2), listing("the list without it", 2, 2, 1), Time(2))
    run.do(pass_time, Duration(1))
    run.do(restore_backup, ALICE, LIFE, listing("the restored list", 3, 1, 1), Time(3))
    run.do(pass_time, Duration(1))
    with_watch = listing("the list with the watch", 4, 2, 1, 2)
    run.do(approve, ALICE, second, with_watch, Time(4))
    run.do(accept_list, BOBS_CLIENT, ALICE, with_watch, NO_KEY, Time(4))
    run.do(pass_time, Duration(34))
    run.do(send, BOBS_CLIENT, Message("to the tablet"), ALICE, Time(38))
