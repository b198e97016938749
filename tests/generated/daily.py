"""Everything that may happen on any day, and a life of such days."""

from tests.generated.days import (
    announce,
    begin_anew,
    change_phone,
    come_back,
    confirm,
    deliver,
    for_bob,
    introduce,
    link,
    mention,
    remove,
    renew,
    sleep,
    write,
)
from tests.generated.letters import LETTERS
from tests.generated.play import Deed, Play

DAILY: tuple[Deed, ...] = (
    *(link, deliver, introduce, write) * 3,
    *(remove, mention, sleep) * 2,
    renew,
    begin_anew,
    change_phone,
    announce,
    come_back,
    confirm,
    *LETTERS,
    *map(for_bob, (link, remove, renew, deliver, deliver, introduce, mention)),
)
"""Everything that may happen, what is usual more often."""


def live(play: Play, deeds: tuple[Deed, ...], length: int) -> None:
    """Let so many things happen."""
    for _ in range(length):
        play.random.choice(deeds)(play)
