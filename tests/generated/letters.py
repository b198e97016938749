"""Messages that others wrote: they arrive in time, late, twice, or too early to be shown."""

from dataclasses import dataclass

from mdaudit.spec.device_list.devices import park
from mdaudit.spec.receiving.showing import show, show_own
from mdaudit.spec.sorts import PRIMARY, Account, IdentityKey, Index, Message
from mdaudit.spec.state.signed import certificate_time
from tests.generated.days import known
from tests.generated.others import carol, write_to
from tests.generated.play import ALICE, BOB, CAROL, CLIENT, Deed, Play


@dataclass(frozen=True)
class Letter:
    """A message on its way to the client, over the session with a device."""

    account: Account
    index: Index
    key: IdentityKey
    message: Message
    to: Account

    @property
    def place(self) -> tuple[Account, Index, IdentityKey]:
        """The device that wrote it."""
        return self.account, self.index, self.key


def letter(
    play: Play, account: Account, index: Index, key: IdentityKey, to: Account
) -> list[Letter]:
    """Return what a device writes: one letter, or nothing if the device may not write any more."""
    message = write_to(play, account, index, key, to)
    return [] if message is None else [Letter(account, index, key, message, to)]


def arrive(play: Play, came: Letter, shown_as: Account | None = None, number: int = 0) -> bool:
    """A letter arrives; it is shown, or waits for a newer list, or is refused.

    `shown_as`: the server says that it is by a device of this number of another account.
    """
    play.wait()
    account, device = came.account, play.diary.number(came.account, came.key)
    if shown_as is not None:
        account, device = shown_as, number
    shown = play.do(show, CLIENT, account, *came.place, came.message, play.clock)
    play.diary.arrived(play.clock, came.message, account, device, came.key, shown=shown)
    if not shown:
        _park(play, came)
    return shown


def _park(play: Play, came: Letter) -> None:
    """A device that is newer than the list: its certificate is word of a newer one."""
    parked, _ = [
        side.take(park, CLIENT, *came.place, play.clock) for side in (play.played, play.obliged)
    ]
    if parked is None:
        named = certificate_time(play.state.evidence(CLIENT, *came.place))
        play.diary.heard(play.clock, came.account, came.account, came.key, named)


def arrive_as_own(play: Play, came: Letter) -> bool:
    """A copy of what a device wrote to somebody arrives, as something that the user wrote."""
    play.wait()
    shown = play.do(show_own, CLIENT, *came.place, came.message, came.to, play.clock)
    number = play.diary.number(came.account, came.key)
    play.diary.arrived(
        play.clock, came.message, came.account, number, came.key, shown=shown, kind="device_sent"
    )
    return shown


def on_their_way(play: Play) -> list[Letter]:
    """Return what known devices wrote to the client's account; some of it arrived already."""
    return [
        Letter(account, index, key, message, to)
        for key, message, to in vars(play.state.written)["rows"]
        if to == BOB
        for account in (ALICE, CAROL)
        for index, known_key in known(play, account)
        if known_key == key
    ]


def write_back(play: Play) -> None:
    """A known device of Alice's writes, and the letter arrives at once, or perhaps never."""
    if devices := known(play, ALICE):
        for came in letter(play, ALICE, *play.random.choice(devices), BOB):
            if play.random.random() < 2 / 3:
                arrive(play, came)


def write_as_carol(play: Play) -> None:
    """Carol writes."""
    for came in letter(play, CAROL, PRIMARY, carol(play), BOB):
        arrive(play, came)


def come_late(play: Play) -> None:
    """One of the last letters arrives, perhaps for the second time."""
    if letters := on_their_way(play):
        arrive(play, play.random.choice(letters[-3:]))


def write_elsewhere(play: Play) -> None:
    """The user writes to Alice on another device of theirs, perhaps twice delivered."""
    if devices := known(play, BOB):
        for came in letter(play, BOB, *play.random.choice(devices), ALICE):
            for _ in range(play.random.choice((1, 1, 2))):
                arrive_as_own(play, came)


LETTERS: tuple[Deed, ...] = (*(write_back, come_late) * 2, write_as_carol, write_elsewhere)
"""What arrives on any day."""
