"""The comparison of two inputs, account by account."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mdaudit.audit_cli.cannot_look import CannotLookError
from mdaudit.audit_cli.diff.contradictions import Contradiction, contradictions
from mdaudit.audit_cli.diff.differences import UNDECIDED, Difference, Kind
from mdaudit.audit_cli.diff.proof import Pair
from mdaudit.audit_cli.diff.standing import identities, staleness
from mdaudit.audit_cli.diff.views import View, Views
from mdaudit.audit_cli.redact import Names, date
from mdaudit.audit_cli.severity import Severity
from mdaudit.spec.state.signed import list_time


@dataclass
class Comparison:
    """Everything that two inputs tell differently."""

    first: Views
    second: Views
    accounts: list[str] = field(default_factory=list)
    """The accounts in both, as reports name them."""
    differences: list[Difference] = field(default_factory=list)
    """By account; of one account, worst first."""

    @property
    def highest(self) -> Severity:
        """The highest severity found."""
        return max((each.severity for each in self.differences), default=Severity.NOTE)

    @property
    def inconclusive(self) -> bool:
        """Whether something could not be compared."""
        return any(each.kind in UNDECIDED for each in self.differences)

    @property
    def problems(self) -> list[str]:
        """A line for each part of the inputs that could not be audited."""
        return [*self.first.problems, *self.second.problems]

    @property
    def pairs(self) -> list[Pair]:
        """The lists that prove something to a third party."""
        return [each.pair for each in self.differences if each.pair is not None]


def compare(first: Views, second: Views, names: Names, *, hosted: bool) -> Comparison:
    """Compare what two inputs say about the accounts that are in both.

    Raises:
        CannotLookError: no account is in both, or of none of them anything can be compared.
    """
    common = [name for name in first.accounts if name in second.accounts]
    if not common:
        raise _nothing(first, second, "an account that is in both")
    result = Comparison(first, second)
    for name in common:
        one, other = first.accounts[name], second.accounts[name]
        result.accounts.append(names.account(name))
        found = list(_differences(one, other, names, hosted=hosted))
        result.differences += sorted(found, key=lambda each: list(Kind).index(each.kind))
    if all(_is_blank(v.accounts[name]) for v in (first, second) for name in common):
        raise _nothing(first, second, "pins or lists of an account that is in both")
    return result


def _is_blank(view: View) -> bool:
    return view.pins is None and view.lists is None


def _nothing(first: Views, second: Views, what: str) -> CannotLookError:
    where = f"{first.source} and {second.source}"
    return CannotLookError(where, what, "none", "collect evidence about the same account")


def _differences(one: View, other: View, names: Names, *, hosted: bool) -> Iterator[Difference]:
    yield from identities(one, other, names)
    for found in contradictions(one, other, names, hosted=hosted):
        yield _contradiction(found)
    yield from staleness(one, other, names, hosted=hosted)
    for view in (one, other):
        yield from _not_compared(view, names)


def _contradiction(found: Contradiction) -> Difference:
    finding, pair = found.finding, found.pair
    times = {date(list_time(seen.exhibit.listed)) for _, seen in pair.lists}
    if found.is_proof:
        says = f"two lists of {', '.join(times)} under one key, with different content"
    else:
        says = f"the list of {', '.join(times)} of the {pair.lists[0][0]} is not the pinned key's"
    return Difference(
        Kind.EQUIVOCATION if found.is_proof else Kind.FORGERY,
        pair.account,
        says,
        finding.advice,
        severity=finding.severity,
        confidence=finding.confidence,
        rule=finding.rule,
        blame=finding.blame,
        expected=finding.expected,
        got=finding.got,
        pair=pair if found.is_proof else None,
        digests=tuple(seen.exhibit.digest for _, seen in pair.lists),
    )


def _not_compared(view: View, names: Names) -> Iterator[Difference]:
    unread = sum(seen.exhibit.decoded is None for seen in view.lists or ())
    gaps = {
        "its pins were not collected, so no signature can be verified": view.pins is None,
        "its lists were not collected": view.lists is None,
        "it may have been shown more lists": view.lists is not None and not view.complete,
        f"{unread} of its lists cannot be read; `mdaudit check` says why": unread > 0,
    }
    for says, is_so in gaps.items():
        if is_so:
            yield Difference(
                Kind.NOT_COMPARED,
                names.account(view.account),
                f"{view.source}: {says}",
                "Collect it, or count this comparison as incomplete.",
            )
