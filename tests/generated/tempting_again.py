"""Occasions on which a message is encrypted once more though only one rule forbids it."""

from mdaudit.spec.fanout.resending import RETRIES
from mdaudit.spec.policy import DAY, HOUR
from mdaudit.spec.sorts import PRIMARY, Message
from tests.generated.again import Request, encrypt_again, encrypt_twice, sent_messages
from tests.generated.days import announce, be_ready, change_phone, known_companion
from tests.generated.groups import join, leave, write_to_group
from tests.generated.play import ALICE, CLIENT, Play


def copy_for_a_later_device(play: Play) -> None:
    """The server asks for an old message, for a companion that was linked since."""
    for message in _sent(play):
        play.wait(3 * HOUR, 10 * DAY)
        later = known_companion(play)
        be_ready(play)
        device = (later.certificate_index, later.certificate_key)
        encrypt_again(play, Request(message, ALICE, *device))


def copy_for_another_identity(play: Play) -> None:
    """The server asks for an old message, for the phone that Alice registered since."""
    announce(play)
    for message in _sent(play):
        change_phone(play)
        announce(play)
        be_ready(play)
        encrypt_again(play, _for_the_phone(play, message))


def sixth_retry(play: Play) -> None:
    """Alice's phone asks again and again."""
    for message in _sent(play):
        for _ in range(RETRIES + 1):
            encrypt_again(play, _for_the_phone(play, message))


def copy_of_a_group_message(play: Play) -> None:
    """The server asks for a message to the group, for a companion of Alice's, who joined since."""
    companion = known_companion(play)
    leave(play)
    be_ready(play)
    before = len(sent_messages(play))
    write_to_group(play)
    join(play)
    device = (companion.certificate_index, companion.certificate_key)
    for message in sent_messages(play)[before:]:
        encrypt_again(play, Request(message, ALICE, *device))


def copy_that_was_not_meant(play: Play) -> None:
    """A request that has one of the things against it that the rule names."""
    of_an_account = (copy_for_a_later_device, copy_for_another_identity, sixth_retry)
    play.random.choice((*of_an_account, copy_of_a_group_message))(play)


def two_copies_at_once(play: Play) -> None:
    """A message is encrypted twice for Alice's phone."""
    for message in _sent(play):
        encrypt_twice(play, _for_the_phone(play, message))


def _for_the_phone(play: Play, message: Message) -> Request:
    return Request(message, ALICE, PRIMARY, play.state.pin(CLIENT, ALICE))


def _sent(play: Play) -> list[Message]:
    """The client writes to Alice, if it still can: return the message."""
    be_ready(play)
    before = len(sent_messages(play))
    play.send(ALICE)
    return sent_messages(play)[before:]
