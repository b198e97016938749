"""Everything that may happen on any day, and a life of such days."""

from tests.generated.again import AGAIN
from tests.generated.codes import CODES
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
from tests.generated.groups import GROUPS
from tests.generated.letters import LETTERS
from tests.generated.notices import NOTICES
from tests.generated.own_data import OWN_DATA
from tests.generated.play import Deed, Play
from tests.generated.removals import REMOVALS
from tests.generated.views import VIEWS

OWN: tuple[Deed, ...] = tuple(
    map(for_bob, (link, remove, renew, deliver, deliver, introduce, mention))
)
"""What happens to the client's own account."""

DAILY: tuple[Deed, ...] = (
    *(link, deliver, introduce, write) * 3,
    *(remove, mention, sleep) * 2,
    renew,
    begin_anew,
    change_phone,
    announce,
    come_back,
    confirm,
    *AGAIN,
    *GROUPS,
    *LETTERS,
    *VIEWS,
    *CODES,
    *NOTICES,
    *OWN_DATA,
    *REMOVALS,
    *OWN,
)
"""Everything that may happen, what is usual more often."""

SEASONS: tuple[tuple[Deed, ...], ...] = (
    DAILY,
    (*CODES, change_phone, announce, begin_anew, deliver, write, *OWN),
    (*NOTICES * 2, *(link, remove, deliver, deliver, introduce)),
    (*OWN_DATA * 2, *OWN),
    (*REMOVALS * 2, *OWN),
    (*GROUPS * 2, *(link, remove, deliver, deliver, introduce, sleep)),
    (*AGAIN * 2, *LETTERS, *(link, deliver, introduce, write, sleep)),
)
"""What may be usual for a time, so that it is more than begun."""


def live(play: Play, deeds: tuple[Deed, ...], length: int) -> None:
    """Let so many things happen, half of them what is usual in the season."""
    season = play.random.choice(SEASONS)
    for _ in range(length):
        play.random.choice(play.random.choice((season, deeds)))(play)
