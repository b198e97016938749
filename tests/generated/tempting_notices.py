"""Occasions on which somebody takes a removal for done that only one rule calls unfinished."""

from tests.generated.days import deliver, known_companion, link
from tests.generated.notices import hear_of_removal
from tests.generated.play import ALICE, BOB, Play
from tests.generated.removals import ask, show_as_done


def notice_without_a_list(play: Play) -> None:
    """The server says that a companion was removed, and shows no list without it."""
    shown = known_companion(play)
    hear_of_removal(play, ALICE, shown.certificate_index, shown.certificate_key)


def removal_that_was_only_asked_for(play: Play) -> None:
    """Bob's phone shows a companion as removed that its newest list still names."""
    link(play, BOB)
    deliver(play, BOB)
    ask(play)
    show_as_done(play)
