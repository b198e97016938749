"""Removals that the own account's user asked for, and what the user was shown of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mdaudit.audit_cli.blame import Conduct, Origin
from mdaudit.audit_cli.redact import date
from mdaudit.audit_cli.trial.owner import Signed
from mdaudit.audit_cli.trial.trail import Occasion
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.logic import Missing
from mdaudit.spec.revocation.removal import removal_is_published
from mdaudit.spec.sorts import Account, IdentityKey, Index, Time
from mdaudit.spec.state.signed import NO_LIST, SignedList, list_time, lists
from mdaudit.spec.state.system import replace


@dataclass(frozen=True)
class ShownRemoval:
    """A removal that was shown as done."""

    account: Account
    primary: IdentityKey | Missing
    index: Index
    shown_at: Time | Missing
    signed: Time | Missing | None
    """The time of the list without the device; None: there is none."""
    pointer: str


def judge_removal(world: World, removal: ShownRemoval, own: Iterable[Signed[SignedList]]) -> None:
    """Judge by the newest list of that moment."""
    newest = _newest(removal, own, words=world.names.account(removal.account))
    newest_list: Any = newest.says if isinstance(newest, Signed) else newest
    primary: Any = removal.primary
    confirmed = world.state.confirmed
    if not isinstance(newest_list, Missing) and not isinstance(primary, Missing):
        had = _was_handed_over(newest, removal.shown_at)
        confirmed = confirmed.but(primary, newest_list, becomes=had)
    s = replace(world.state, confirmed=confirmed)
    about = Occasion(
        account=removal.account,
        subject=f"the removal of index {removal.index}",
        pointer=removal.pointer,
        conduct=Conduct.SIGNED,
        identity=("removal", str(removal.index), str(removal.shown_at)),
        origin=Origin.SIGNED,
        also=(newest.pointer,) if isinstance(newest, Signed) else (),
    )
    verdicts = world.ask(removal_is_published, s, primary, newest_list, removal.index)
    world.trail.add(*verdicts, about=about)


def _newest(
    removal: ShownRemoval, own: Iterable[Signed[SignedList]], *, words: str
) -> Signed[SignedList] | SignedList | Missing:
    """The newest list by the time that the removal was shown as done."""
    if isinstance(removal.shown_at, Missing):
        return removal.shown_at
    if removal.signed is None:
        return NO_LIST
    earlier = [each for each in own if list_time(each.says) <= removal.shown_at]
    chains = {each.chain for each in _named(removal, earlier) or earlier}
    if len(chains) > 1:
        return Missing(f"the life in which index {removal.index} of {words} was removed")
    of_that_life = (each for each in earlier if each.chain in chains)
    newest = max(of_that_life, key=lambda each: list_time(each.says), default=None)
    return _unless_unseen(removal, newest, words)


def _named(removal: ShownRemoval, own: Iterable[Signed[SignedList]]) -> list[Signed[SignedList]]:
    """The list that is said to be the one without the device, if it is in evidence."""
    signed = removal.signed
    if isinstance(signed, Missing):
        return []
    return [each for each in own if list_time(each.says) == signed]


def _unless_unseen(
    removal: ShownRemoval, newest: Signed[SignedList] | None, words: str
) -> Signed[SignedList] | SignedList | Missing:
    """The newest list in evidence, if there can be no newer one."""
    signed: Any = removal.signed
    if isinstance(signed, Missing):
        # Nobody has to show a phone the list that it signed itself.
        return signed if newest is None or lists(newest.says, removal.index) else newest
    is_there = newest is not None and list_time(newest.says) >= signed
    if signed <= removal.shown_at and not is_there:
        return Missing(f"the list of {date(signed)} of {words}")
    return newest or NO_LIST


def _was_handed_over(
    newest: Signed[SignedList] | SignedList | Missing, shown_at: Any
) -> bool | Missing:
    """Whoever got the list from the server shows that the server had it by then."""
    if isinstance(newest, Signed) and newest.seen_at is not None and newest.seen_at <= shown_at:
        return True
    return Missing("when the newest list was handed to the server")
