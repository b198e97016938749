"""Occasions on which an identity changes, and only one rule says what has to follow from it."""

from tests.generated.codes import compare
from tests.generated.days import (
    announce,
    be_ready,
    begin_anew,
    change_phone,
    deliver,
    known_companion,
    linked,
    remove,
)
from tests.generated.lies import stranger
from tests.generated.play import ALICE, BOB, CLIENT, Play


def another_key_for_a_marked_contact(play: Play) -> None:
    """Alice, whose code was compared, gets another phone; then the client writes."""
    known_companion(play)
    compare(play)
    change_phone(play)
    announce(play)
    _write(play)


def another_life_of_a_marked_contact(play: Play) -> None:
    """Alice, whose code was compared, begins another life under the same key."""
    known_companion(play)
    compare(play)
    begin_anew(play)
    deliver(play)


def another_primary_for_the_own_account(play: Play) -> None:
    """A laptop that wrote is told that its account has another phone."""
    _write(play)
    play.pin(BOB, stranger(play))


def own_list_without_the_client(play: Play) -> None:
    """A laptop was removed, knows it, and writes."""
    if play.state.own_index(CLIENT) in linked(play, BOB):
        remove(play, BOB, play.state.own_index(CLIENT))
    _write(play)


def _write(play: Play) -> None:
    """The client writes, with an own list that has not expired."""
    be_ready(play)
    play.send(ALICE)
