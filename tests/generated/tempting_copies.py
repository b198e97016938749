"""Occasions on which a message is sent to more devices than one rule allows."""

from mdaudit.spec.policy import DAY, HOUR
from mdaudit.spec.sorts import PRIMARY
from mdaudit.spec.state.signed import list_time
from tests.generated.days import be_ready, deliver, known_companion, link, remove, renew
from tests.generated.lies import forged_list, present, taken_over
from tests.generated.play import ALICE, CLIENT, Play


def expired_list(play: Play) -> None:
    """A message, with companions known, when the lists have expired."""
    known_companion(play)
    play.wait(36 * DAY, 60 * DAY)
    be_ready(play)
    play.send(ALICE)


def late_delivery(play: Play) -> None:
    """A list that expired on the way, and is as good as new by its receipt."""
    shown = known_companion(play)
    renew(play)
    play.wait(36 * DAY, 60 * DAY)
    deliver(play)
    play.present(ALICE, shown.certificate_index, shown.certificate_key, shown)
    be_ready(play)
    play.send(ALICE)


def refusal_without_consequences(play: Play) -> None:
    """A newer list is refused as it names a returned index, and the client writes on."""
    gone = known_companion(play).certificate_index
    remove(play, ALICE, gone)
    known_companion(play)
    play.wait(2 * HOUR, DAY)
    back = {*play.state.held(CLIENT, ALICE).valid_indexes, gone}
    play.offer(ALICE, forged_list(play, taken_over(play), valid=back))
    play.wait(3 * DAY, 20 * DAY)
    be_ready(play)
    play.send(ALICE)


def copy_for_a_removed_device(play: Play) -> None:
    """A message, when the held list does not name a known companion any more."""
    gone = known_companion(play)
    remove(play, ALICE, gone.certificate_index)
    deliver(play)
    be_ready(play)
    play.send(ALICE)


def device_that_is_not_listed_yet(play: Play) -> None:
    """A message, when the client knows a companion that is newer than its list."""
    known_companion(play)
    remove(play)
    deliver(play)
    shown = link(play)
    assert shown is not None
    present(play, shown)
    be_ready(play)
    play.send(ALICE)


def withheld_list(play: Play) -> None:
    """A message, days after there was word of a list that the server does not show."""
    known_companion(play)
    renew(play)
    key = play.state.pin(CLIENT, ALICE)
    named = list_time(play.state.newest(key))
    play.hint(ALICE, ALICE, PRIMARY, key, named)
    play.wait(3 * DAY, 20 * DAY)
    be_ready(play)
    play.send(ALICE)


def stream_of_hints(play: Play) -> None:
    """Hint after hint of a list that the server does not show."""
    known_companion(play)
    renew(play)
    named = list_time(play.state.newest(play.state.pin(CLIENT, ALICE)))
    for _ in range(4):
        play.hint(ALICE, ALICE, PRIMARY, play.state.pin(CLIENT, ALICE), named)
        play.wait(DAY, 2 * DAY - HOUR)
    be_ready(play)
    play.send(ALICE)
