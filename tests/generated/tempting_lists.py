"""Occasions on which a list is shown that only one rule refuses."""

from mdaudit.spec.policy import DAY
from mdaudit.spec.sorts import PRIMARY, Index, RawId, Time
from mdaudit.spec.state.signed import list_time
from tests.generated.days import deliver, known_companion, remove, renew
from tests.generated.lies import forged_list, stranger, taken_over
from tests.generated.play import ALICE, CLIENT, Play


def list_of_a_stranger(play: Play) -> None:
    """The server shows a list under a key that is not pinned."""
    play.offer(ALICE, forged_list(play, stranger(play)))


def list_with_its_own_authority(play: Play) -> None:
    """The server shows a list under a key that comes along with it."""
    known_companion(play)
    key = stranger(play)
    shown = forged_list(play, key)
    play.mint.bring_along(key, shown)
    play.offer(ALICE, shown)


def old_list_of_another_life(play: Play) -> None:
    """A list of another life, older than what the client holds."""
    known_companion(play)
    owner = taken_over(play)
    life = RawId(play.random.randrange(2**32))
    before = Time(list_time(play.state.held(CLIENT, ALICE)) - 10)
    play.offer(ALICE, forged_list(play, owner, time=before, life=life, valid={PRIMARY}))


def replayed_list(play: Play) -> None:
    """The list that was held before a companion was linked."""
    known_companion(play)
    before = play.state.held(CLIENT, ALICE)
    renew(play)
    deliver(play)
    play.offer(ALICE, before)


def two_lists_of_one_time(play: Play) -> None:
    """A second list of the held one's time, without a companion."""
    known_companion(play)
    held = play.state.held(CLIENT, ALICE)
    twin = forged_list(play, taken_over(play), time=list_time(held), valid={PRIMARY})
    play.offer(ALICE, twin)


def list_from_the_future(play: Play) -> None:
    """A list that is dated a month ahead."""
    known_companion(play)
    later = Time(play.state.now + play.random.randint(2, 60) * DAY)
    play.offer(ALICE, forged_list(play, taken_over(play), time=later))


def index_above_the_current_one(play: Play) -> None:
    """A list that names an index above its own current one."""
    known_companion(play)
    mark = play.state.mark(CLIENT, ALICE)
    above = {PRIMARY, Index(mark + play.random.randint(1, 5))}
    play.offer(ALICE, forged_list(play, taken_over(play), valid=above, current=mark))


def index_that_returns(play: Play) -> None:
    """A list that names a removed companion's index again."""
    gone = known_companion(play).certificate_index
    remove(play, ALICE, gone)
    deliver(play)
    back = {*play.state.held(CLIENT, ALICE).valid_indexes, gone}
    play.offer(ALICE, forged_list(play, taken_over(play), valid=back))


def hosted_list(play: Play) -> None:
    """A list that says the account is hosted now."""
    known_companion(play)
    play.offer(ALICE, forged_list(play, taken_over(play), hosted=True))


def old_list_after_expiry(play: Play) -> None:
    """The client forgets an expired list, and is shown an older one."""
    known_companion(play)
    before = play.state.held(CLIENT, ALICE)
    renew(play)
    deliver(play)
    play.wait(36 * DAY, 60 * DAY)
    play.restart(forgotten=True)
    play.offer(ALICE, before)


def current_index_that_falls(play: Play) -> None:
    """A list with a low current index, then one in which a removed index returns."""
    gone = known_companion(play).certificate_index
    owner = taken_over(play)
    rest = {*play.state.held(CLIENT, ALICE).valid_indexes} - {gone}
    play.offer(ALICE, forged_list(play, owner, valid=rest, current=Index(max(rest))))
    play.wait()
    play.offer(ALICE, forged_list(play, owner, valid={*rest, gone}))
