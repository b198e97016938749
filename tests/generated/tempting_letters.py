"""Occasions on which a message is shown that only one rule forbids to show."""

from mdaudit.spec.adversary import corrupt
from mdaudit.spec.receiving.showing import write_as
from mdaudit.spec.sorts import PRIMARY, Message
from tests.generated.days import be_ready, deliver, known_companion, remove
from tests.generated.letters import Letter, arrive, arrive_as_own, letter
from tests.generated.others import carol
from tests.generated.play import ALICE, BOB, CAROL, Play


def message_of_a_removed_device(play: Play) -> None:
    """A companion wrote while it was listed, and its letter arrives when it is not any more."""
    came = _letter_of_a_companion(play)
    remove(play, ALICE, came.index)
    deliver(play)
    be_ready(play)
    arrive(play, came)


def message_that_comes_twice(play: Play) -> None:
    """A letter of Alice's phone or companion is delivered twice."""
    came = _letter_of_a_companion(play)
    be_ready(play)
    arrive(play, came)
    play.wait()
    arrive(play, came)


def message_with_another_name(play: Play) -> None:
    """Carol wrote, and the server says that it was Alice, on her phone or her companion."""
    companion = known_companion(play)
    be_ready(play)
    number = play.diary.number(ALICE, companion.certificate_key)
    for came in letter(play, CAROL, PRIMARY, carol(play), BOB):
        arrive(play, came, ALICE, play.random.choice((0, number)))


def words_in_the_users_mouth(play: Play) -> None:
    """A companion of Alice's, taken over, says that its message is the user's own, to Carol."""
    companion = known_companion(play)
    be_ready(play)
    carol(play)
    index, key = companion.certificate_index, companion.certificate_key
    message = Message("what the user never wrote")
    play.happen(corrupt, key)
    play.happen(write_as, key, message, CAROL)
    arrive_as_own(play, Letter(ALICE, index, key, message, CAROL))


def _letter_of_a_companion(play: Play) -> Letter:
    companion = known_companion(play)
    place = (companion.certificate_index, companion.certificate_key)
    (came,) = letter(play, ALICE, *place, BOB)
    return came
