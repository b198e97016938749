"""Occasions in a group: a sender key that is given, used or kept though one rule forbids it."""

from mdaudit.spec.policy import DAY
from mdaudit.spec.sorts import PRIMARY
from mdaudit.spec.state.signed import Certificate, list_time
from tests.generated.days import (
    announce,
    be_ready,
    begin_anew,
    change_phone,
    deliver,
    known_companion,
    remove,
    renew,
)
from tests.generated.groups import bring, join, leave, write_to_group
from tests.generated.play import ALICE, CLIENT, Deed, Play


def key_for_a_removed_device(play: Play) -> None:
    """A sender key is given when the held list does not name a known companion any more."""
    gone = known_companion(play)
    join(play)
    remove(play, ALICE, gone.certificate_index)
    deliver(play)
    _write(play)


def key_for_no_member(play: Play) -> None:
    """A sender key is given when Alice, whose devices are known, is not in the group."""
    known_companion(play)
    leave(play)
    _write(play)


def key_for_somebody_outside(play: Play) -> None:
    """A sender key is given, and a known device is not in the fan-out for the group."""
    play.random.choice((key_for_a_removed_device, key_for_no_member))(play)


def holder_that_left(play: Play) -> None:
    """Alice leaves the group between two messages."""
    _give_to_alice(play)
    leave(play)
    _write(play)


def holder_that_was_removed(play: Play) -> None:
    """Alice's companion is removed between two messages."""
    gone = _give_to_alice(play)
    remove(play, ALICE, gone.certificate_index)
    deliver(play)
    _write(play)


def holder_under_an_expired_list(play: Play) -> None:
    """Alice's list expires between two messages."""
    _give_to_alice(play)
    play.wait(36 * DAY, 60 * DAY)
    _write(play)


def holder_past_the_deadline(play: Play) -> None:
    """There is word of a list of Alice's between two messages, and the server does not show it."""
    _give_to_alice(play)
    renew(play)
    key = play.state.pin(CLIENT, ALICE)
    play.hint(ALICE, ALICE, PRIMARY, key, list_time(play.state.newest(key)))
    play.wait(3 * DAY, 20 * DAY)
    _write(play)


UNSEEN: tuple[Deed, ...] = (holder_under_an_expired_list, holder_past_the_deadline)
"""A holder leaves the fan-out, and nobody is seen to leave."""


def holder_that_nobody_saw_leave(play: Play) -> None:
    """A holder of the sender key leaves the fan-out as time passes."""
    play.random.choice(UNSEEN)(play)


def holder_outside_the_fan_out(play: Play) -> None:
    """A holder of the sender key leaves the fan-out between two messages."""
    play.random.choice((*UNSEEN, holder_that_left, holder_that_was_removed))(play)


def key_of_a_removed_companion(play: Play) -> None:
    """The client has the sender key of a companion that Alice removes, perhaps with all others."""
    gone = known_companion(play)
    bring(play, ALICE, gone.certificate_index, gone.certificate_key)
    if play.random.random() < 1 / 2:
        remove(play, ALICE, gone.certificate_index)
    else:
        begin_anew(play)
    deliver(play)


def key_of_an_old_phone(play: Play) -> None:
    """The client has the sender key of Alice's phone, and then she has another phone."""
    announce(play)
    bring(play, ALICE, PRIMARY, play.state.pin(CLIENT, ALICE))
    change_phone(play)
    announce(play)


def key_of_a_device_that_went(play: Play) -> None:
    """The client has the sender key of a device that goes."""
    play.random.choice((key_of_a_removed_companion, key_of_an_old_phone))(play)


def _give_to_alice(play: Play) -> Certificate:
    """The client writes to a group that Alice is in, with a companion."""
    companion = known_companion(play)
    join(play)
    _write(play)
    return companion


def _write(play: Play) -> None:
    """The client writes to the group, with a fresh list of its own account."""
    be_ready(play)
    write_to_group(play)
