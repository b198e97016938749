"""What owners sign: the habits of the own account's primary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from mdaudit.audit_cli.blame import Conduct, Origin
from mdaudit.audit_cli.trial.trail import Occasion
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.device_list.acceptance import same_content
from mdaudit.spec.device_list.owner import dated_later, index_is_fresh
from mdaudit.spec.linking.primary import few_enough
from mdaudit.spec.logic import Missing
from mdaudit.spec.sorts import PRIMARY, Account, Count, IdentityKey, Index, RawId, Time
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
    key: IdentityKey
    """Whose signature it is."""
    digest: str
    """SHA-256 of the bytes as received."""
    pointer: str
    observer: str = ""
    """Who saw it."""
    seen_at: Time | None = None
    """When the observer got it; None: not known."""
    clock: Time | Missing | None = None
    """What the primary's own clock said when it signed a list."""
    refused: bool = False
    """The observer did not take it in."""

    @property
    def chain(self) -> tuple[IdentityKey, RawId]:
        """The key and the life: what is signed under one of them is ordered, and kept to."""
        says: Any = self.says
        life = list_life(says) if isinstance(says, SignedList) else certificate_life(says)
        return self.key, life


def judge_dates(world: World, account: Account, lists: Sequence[Signed[SignedList]]) -> None:
    """The own primary dates each list by its clock, and later than the one before.

    Of a list of which none before is in evidence, only its own date can be wrong.
    """
    unknown: Any = Missing("the list before it")
    last: dict[tuple[IdentityKey, RawId], Signed[SignedList]] = {}
    for shown in sorted(lists, key=lambda each: list_time(each.says)):
        before = last.get(shown.chain)
        if before is not None and _is_again(before, shown):
            before = None
        since = unknown if before is None else list_time(before.says)
        verdicts = world.ask(dated_later, list_time(shown.says), shown.clock, since)
        about = signed_occasion(account, shown, shown.says.name)
        about = replace(about, also=() if before is None else (before.pointer,))
        told = [each for each in verdicts if before is not None or each.answer is False]
        world.trail.add(*told, about=about)
        last[shown.chain] = shown


def _is_again(before: Signed[SignedList], shown: Signed[SignedList]) -> bool:
    """Whether it is the same list."""
    same_time = list_time(before.says) == list_time(shown.says)
    return same_time and same_content(before.says, shown.says) is True


def judge_length(world: World, account: Account, lists: Sequence[Signed[SignedList]]) -> None:
    """The own primary lists at most four companions; a peer does not refuse a list for more."""
    for shown in lists:
        companions = Count(len(shown.says.valid_indexes - {PRIMARY}))
        about = signed_occasion(account, shown, shown.says.name)
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
        about = signed_occasion(account, shown, shown.says.name)
        world.trail.add(*world.ask(index_is_fresh, index, high_water), about=about)


def _highest_before(
    shown: Signed[Certificate],
    lists: Iterable[Signed[SignedList]],
    certificates: Iterable[Signed[Certificate]],
) -> Index:
    """The highest index that what was signed before shows as given out."""
    time = certificate_time(shown.says)
    in_lists = (
        max(other.says.current_index, *other.says.valid_indexes, Index(0))
        for other in lists
        if other.chain == shown.chain and list_time(other.says) < time
    )
    in_certificates = (
        certificate_index(other.says)
        for other in certificates
        if other.chain == shown.chain and certificate_time(other.says) < time
    )
    return max((*in_lists, *in_certificates), default=Index(0))


def signed_occasion(account: Account, shown: Signed[Any], subject: str) -> Occasion:
    """What is said of something that the primary signed."""
    return Occasion(
        account=account,
        subject=subject,
        pointer=shown.pointer,
        conduct=Conduct.SIGNED,
        identity=("signed", shown.digest),
        origin=Origin.SIGNED,
    )
