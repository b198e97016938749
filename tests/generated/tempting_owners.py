"""Occasions for the own account's phone to sign what only one of its rules forbids."""

from mdaudit.spec.device_list.owner import approve, refresh, unlink
from mdaudit.spec.linking.companion import adopt, countersign
from mdaudit.spec.sorts import PRIMARY, IdentityKey, Index, RawId, Time
from mdaudit.spec.state.signed import Certificate
from tests.generated.days import (
    deliver,
    drafted,
    introduce,
    is_honest,
    link,
    linked,
    primary_of,
    remove,
)
from tests.generated.play import BOB, Play


def fifth_companion(play: Play) -> None:
    """Bob's phone links more companions than an account may have."""
    if not is_honest(play, BOB):
        return
    while link(play, BOB) is not None:
        pass
    _approved(play, Index(play.state.high_water(*_own(play)) + 1))
    deliver(play, BOB)


def index_given_twice(play: Play) -> None:
    """Bob's phone gives a companion the index of one that it removed."""
    remove(play, BOB)
    shown = link(play, BOB)
    assert shown is not None
    deliver(play, BOB)
    introduce(play, BOB)
    remove(play, BOB, shown.certificate_index)
    deliver(play, BOB)
    again = _approved(play, shown.certificate_index)
    play.present(BOB, again.certificate_index, again.certificate_key, again)


def two_lists_under_one_date(play: Play) -> None:
    """Bob's phone dates a list like the one before; nobody noted what the client did with it."""
    remove(play, BOB)
    link(play, BOB)
    deliver(play, BOB)
    key, life = _own(play)
    time = play.state.newest(key).list_time
    gone = linked(play, BOB)[-1]
    rest = {*linked(play, BOB)} - {gone} | {PRIMARY}
    current = Index(max(rest))
    twin = play.mint.list(key, life, time, current, rest)
    play.do(unlink, BOB, gone, twin, time)
    play.offer(BOB, twin)
    for part in play.diary.about(BOB)["lists"]:
        del part["outcome"]


def list_that_its_clock_did_not_date(play: Play) -> None:
    """Bob's phone dates a list ahead of its own clock, which only the phone knows."""
    if play.own_key != primary_of(play, BOB):
        return
    remove(play, BOB)
    link(play, BOB)
    deliver(play, BOB)
    play.wait()
    key, life = _own(play)
    now, rest = play.clock_of(BOB), {*linked(play, BOB)} | {PRIMARY}
    ahead = play.mint.list(key, life, Time(now + 60), Index(max(rest)), rest)
    play.do(refresh, BOB, ahead, now)
    play.wait(least=100)
    play.offer(BOB, ahead)


def _own(play: Play) -> tuple[IdentityKey, RawId]:
    key = primary_of(play, BOB)
    return key, play.state.life_of(key)


def _approved(play: Play, index: Index) -> Certificate:
    """Bob's phone approves a companion at this index, as far as its rules let it."""
    play.wait()
    key, life = _own(play)
    now = play.clock_of(BOB)
    shown = play.mint.certificate(key, play.mint.key(), life, now, index)
    signed = drafted(play, BOB, {*linked(play, BOB), index})
    if play.do(approve, BOB, shown, signed, now):
        play.do(adopt, shown, key)
        play.do(countersign, shown, key)
    return shown
