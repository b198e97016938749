"""Removals as their owner lives through them: the wish, the list, and what the phone shows.

Only the phone knows of wishes, so they are written down where the observed client is the phone.
"""

from mdaudit.spec.revocation.removal import ask_removal, hand_over, restart_primary, show_removal
from mdaudit.spec.sorts import PRIMARY, Index
from tests.generated.days import deliver, for_bob, in_a_row, link, linked, remove
from tests.generated.play import BOB, CLIENT, Deed, Play
from tests.generated.written import Evidence


def unfinished(play: Play) -> list[Evidence]:
    """Return the removals that were asked for and not shown as done; none on a laptop."""
    if play.state.own_index(CLIENT) != PRIMARY:
        return []
    return [part for part in play.diary.removals() if part["shown_done_at"] is None]


def ask(play: Play) -> None:
    """The owner asks for the removal of a companion."""
    wanted = {part["key_index"] for part in unfinished(play)}
    indexes = sorted({*linked(play, BOB)} - wanted)
    if play.state.own_index(CLIENT) == PRIMARY and indexes:
        index = play.random.choice(indexes)
        play.wait()
        play.happen(ask_removal, BOB, index)
        play.diary.asked_to_remove(play.clock, index)


def sign(play: Play) -> None:
    """The phone signs the list without a companion that has to go."""
    waiting = [p["key_index"] for p in unfinished(play) if p["key_index"] in linked(play, BOB)]
    if waiting:
        remove(play, BOB, waiting[0])
        date_lists(play)


def date_lists(play: Play) -> None:
    """Write down when the lists without the companions were signed, however that came about."""
    key, s = play.phones[BOB], play.state
    for part in unfinished(play):
        if part["key_index"] not in linked(play, BOB):
            signed = s.removal_list_time(key, s.life_of(key), part["key_index"])
            part["list_timestamp"] = signed


def publish(play: Play) -> None:
    """The phone hands its newest list to the server, which may show it to the phone as well."""
    if play.state.newest(play.phones[BOB]) in play.mint.lists:
        play.wait()
        play.happen(hand_over, BOB)
        if play.random.random() < 1 / 2:
            deliver(play, BOB)


def crash(play: Play) -> None:
    """The phone restarts, and does not know whether the server has its newest list."""
    play.happen(restart_primary, BOB, False)  # noqa: FBT003


def show_as_done(play: Play) -> None:
    """The phone shows removals as done, as far as its rules let it."""
    date_lists(play)
    for part in unfinished(play):
        play.wait()
        if play.do(show_removal, BOB, Index(part["key_index"])):
            part["shown_done_at"] = play.clock


REMOVALS: tuple[Deed, ...] = (
    *(ask, sign, publish, show_as_done, crash),
    in_a_row(for_bob(link), ask, sign, publish, show_as_done),
)
"""What owners do about removals on any day."""
