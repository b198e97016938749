"""What owners sign: the habits of the own account's primary, and two lists of one time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Any, Generic, TypeVar

from mdaudit.audit_cli.blame import Conduct, Origin
from mdaudit.audit_cli.trial.trail import Occasion
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.device_list.acceptance import same_content, same_time_same_content
from mdaudit.spec.device_list.owner import dated_later, index_is_fresh
from mdaudit.spec.linking.primary import few_enough
from mdaudit.spec.logic import Missing
from mdaudit.spec.sorts import PRIMARY, Account, Count, Index, Time
from mdaudit.spec.state.signed import (
    Certificate,
    SignedList,
    certificate_index,
    certificate_life,
    certificate_time,
    list_life,
    list_time,
)

T = TypeVar("T", SignedList, Certificate)


@dataclass(frozen=True)
class Signed(Generic[T]):
    """A list or certificate that the pinned primary signed, and where it stands."""

    says: T
    digest: str
    """SHA-256 of the bytes as received."""
    pointer: str
    observer: str = ""
    """Who saw it."""
    seen_at: Time | None = None
    """When the observer got it; None: not known."""
    clock: Time | Missing | None = None
    """What the primary's own clock said when it signed a list."""


def judge_split_view(world: World, account: Account, lists: Sequence[Signed[SignedList]]) -> None:
    """Two observers with lists of one life and time must have been told the same."""
    for one, other in combinations(lists, 2):
        first, second = one.says, other.says
        same_moment = (list_life(first), list_time(first)) == (list_life(second), list_time(second))
        if one.observer == other.observer or not same_moment:
            continue

        verdicts = world.ask(same_time_same_content, first, second)
        about = _occasion(account, other, f"{second.name}, as two observers saw it")
        about = replace(about, also=(one.pointer,))
        world.trail.add(*verdicts, about=about)


def judge_dates(world: World, account: Account, lists: Sequence[Signed[SignedList]]) -> None:
    """The own primary dates each list by its clock, and later than the one before."""
    ordered = sorted(lists, key=lambda shown: list_time(shown.says))
    for before, after in pairwise(ordered):
        last, time = list_time(before.says), list_time(after.says)
        if last == time and same_content(before.says, after.says):
            continue
        verdicts = world.ask(dated_later, time, after.clock, last)
        about = _occasion(account, after, after.says.name)
        world.trail.add(*verdicts, about=replace(about, also=(before.pointer,)))


def judge_length(world: World, account: Account, lists: Sequence[Signed[SignedList]]) -> None:
    """The own primary lists at most four companions; a peer does not refuse a list for more."""
    for shown in lists:
        companions = Count(len(shown.says.valid_indexes - {PRIMARY}))
        about = _occasion(account, shown, shown.says.name)
        world.trail.add(*world.ask(few_enough, companions), about=about)


def judge_indexes(
    world: World,
    account: Account,
    lists: Sequence[Signed[SignedList]],
    certificates: Sequence[Signed[Certificate]],
) -> None:
    """The own primary gives each companion an index above all that it gave out before."""
    complete = account not in world.incomplete
    for shown in certificates:
        index = certificate_index(shown.says)
        seen = _highest_before(shown, lists, certificates)
        known = index <= seen or (complete and index == seen + 1)
        high_water = seen if known else Missing("the primary's high-water mark")
        about = _occasion(account, shown, shown.says.name)
        world.trail.add(*world.ask(index_is_fresh, index, high_water), about=about)


def _highest_before(
    shown: Signed[Certificate],
    lists: Iterable[Signed[SignedList]],
    certificates: Iterable[Signed[Certificate]],
) -> Index:
    """The highest index that what was signed before shows as given out."""
    certificate = shown.says
    life, time = certificate_life(certificate), certificate_time(certificate)
    listed = (other.says for other in lists)
    approved = (other.says for other in certificates)
    in_lists = (
        max(other.current_index, *other.valid_indexes, Index(0))
        for other in listed
        if list_life(other) == life and list_time(other) < time
    )
    in_certificates = (
        certificate_index(other)
        for other in approved
        if certificate_life(other) == life and certificate_time(other) < time
    )
    return max((*in_lists, *in_certificates), default=Index(0))


def _occasion(account: Account, shown: Signed[Any], subject: str) -> Occasion:
    return Occasion(
        account=account,
        subject=subject,
        pointer=shown.pointer,
        conduct=Conduct.SIGNED,
        identity=("signed", shown.digest),
        origin=Origin.SIGNED,
    )
