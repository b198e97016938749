"""What the server says of devices without a signature, and what a client does then."""

from mdaudit.spec.revocation.notices import end_session, notice_removal
from mdaudit.spec.sorts import PRIMARY, Account, IdentityKey, Index
from tests.generated.days import deliver, in_a_row, introduce, known, link, remove
from tests.generated.play import ALICE, BOB, CLIENT, Deed, Play


def hear_of_removal(play: Play, account: Account, index: Index, key: IdentityKey) -> None:
    """There is word that a device was removed: the client asks, or ends the session at once."""
    play.wait()
    play.happen(notice_removal, CLIENT, account)
    gone = play.do(end_session, CLIENT, account, index, key)
    number = play.diary.number(account, key)
    play.diary.noticed(play.clock, account, "remove", number, "removed" if gone else "queried")


def notify(play: Play, account: Account) -> None:
    """The server notifies of a device that the client knows, truly or not."""
    if devices := [(index, key) for index, key in known(play, account) if index > PRIMARY]:
        index, key = play.random.choice(devices)
        if play.random.random() < 2 / 3:
            hear_of_removal(play, account, index, key)
            return
        play.wait()
        kind = play.random.choice(("add", "update"))
        number = play.diary.number(account, key)
        play.diary.noticed(play.clock, account, kind, number, "ignored")


def notify_of_a_stranger(play: Play) -> None:
    """The server notifies of the removal of a device that the client does not know."""
    play.wait()
    effect = play.random.choice(("ignored", "queried"))
    play.diary.noticed(play.clock, ALICE, "remove", play.random.randint(1, 30), effect)


NOTICES: tuple[Deed, ...] = (
    lambda play: notify(play, ALICE),
    lambda play: notify(play, BOB),
    notify_of_a_stranger,
    in_a_row(link, deliver, introduce, remove, deliver, lambda play: notify(play, ALICE)),
)
"""What the server says without a signature on any day."""
