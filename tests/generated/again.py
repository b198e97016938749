"""Messages that the client encrypts once more: a device asks again, or was missed at first."""

from dataclasses import dataclass

from mdaudit.spec.fanout.resending import once_per_attempt, send_again
from mdaudit.spec.reading import require
from mdaudit.spec.sorts import Account, IdentityKey, Index, Message
from mdaudit.spec.state import State
from tests.generated.days import deliver, in_a_row, introduce, known, link, write
from tests.generated.groups import write_to_group
from tests.generated.play import ALICE, BOB, CAROL, CLIENT, Deed, Play


@dataclass(frozen=True)
class Request:
    """The server asks for a message again, in the name of a device."""

    message: Message
    account: Account
    index: Index
    key: IdentityKey

    @property
    def place(self) -> tuple[Message, Account, Index, IdentityKey]:
        """The message, and the device that it is for."""
        return self.message, self.account, self.index, self.key


def encrypt_again(play: Play, asked: Request) -> bool:
    """The client makes one more copy, if its rules allow it."""
    play.wait()
    had_it = play.state.copied(*asked.place) or play.state.readable(*asked.place)
    kind = "retry" if had_it else "backfill"
    done = play.do(send_again, CLIENT, *asked.place, play.clock)
    if done:
        play.diary.sent_again(play.clock, asked.message, asked.account, asked.key, kind)
    return done


def encrypt_twice(play: Play, asked: Request) -> None:
    """The client makes a second copy in the moment of the first, if its rules allow it.

    No step does so, as the copies of a message are a set; the rule is asked of their number.
    """
    if play.do(second_ciphertext):
        at = play.diary.messages[-1]["sent_at"]
        play.diary.sent_again(at, asked.message, asked.account, asked.key)


def second_ciphertext(s: State) -> State:
    """For one device and attempt there is a second ciphertext."""
    require(once_per_attempt, 2)
    return s


def sent_messages(play: Play) -> list[Message]:
    """Return the messages that the client sent, to accounts and to the group, in order."""
    s = play.state
    return [name for (name,) in vars(s.first_sent)["rows"] if s.sender(name) == CLIENT]


def ask_again(play: Play) -> None:
    """A device asks for one of the last messages, which may be to another account or to a group."""
    account = play.random.choice((ALICE, ALICE, BOB, CAROL))
    messages, devices = sent_messages(play)[-3:], known(play, account)
    if messages and devices:
        asked = Request(play.random.choice(messages), account, *play.random.choice(devices))
        encrypt_again(play, asked)


AGAIN: tuple[Deed, ...] = (
    ask_again,
    in_a_row(write, ask_again, ask_again),
    in_a_row(write_to_group, ask_again, ask_again),
    in_a_row(write, link, deliver, introduce, ask_again),
)
"""Who asks again on any day."""
