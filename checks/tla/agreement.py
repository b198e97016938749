"""Does TLC, on a model that is not derived from ours, see the same promises fall?

``python -m mdaudit.checks.tla.agreement`` asks both sides, prints a table, and fails if either of
them differs from `EXPECTED`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from mdaudit.checks.tla import model, ours
from mdaudit.checks.tla.ours import Judgement
from mdaudit.checks.tla.tlc import TlcError, missing

PROMISES: Final = ("1", "4a", "4b", "5")
"""Compared; each means the same in both, as far as the small model can say it."""

EXPECTED: Final[Mapping[str | None, frozenset[str]]] = {
    None: frozenset(),
    "LIST-1": frozenset({"1", "4b"}),
    "LIST-3": frozenset({"4a"}),
    "LIST-4": frozenset({"4a"}),
    "LIST-7": frozenset({"5"}),
    "FAN-1": frozenset({"1"}),
}
"""The rule that is dropped, and the promises that fall."""


@dataclass(frozen=True)
class Row:
    """One rule dropped, and what each side says."""

    rule: str | None
    expected: frozenset[str]
    by_tlc: frozenset[str]
    by_us: Mapping[str, Judgement]

    @property
    def differences(self) -> list[str]:
        """What either side says otherwise than expected."""
        says = {
            "TLC": self.by_tlc,
            "our specification": {n for n, judged in self.by_us.items() if judged.broken},
        }
        return [
            f"{title(self.rule)}: promise {number} {verdict(number in broken)} for {who}, "
            f"expected that it {verdict(number in self.expected)}"
            for who, broken in says.items()
            for number in PROMISES
            if (number in broken) != (number in self.expected)
        ]

    def line(self) -> str:
        """The row of the table."""
        cells = (
            f"TLC {verdict(number in self.by_tlc)}; ours {self.by_us[number].how}"
            for number in PROMISES
        )
        return f"| {title(self.rule)} | {' | '.join(cells)} |"


def title(rule: str | None) -> str:
    """Name what is dropped."""
    return "every rule on" if rule is None else f"without {rule}"


def verdict(is_broken: bool) -> str:  # noqa: FBT001 - the answer itself
    """Say whether a promise falls."""
    return "**falls**" if is_broken else "holds"


def heading() -> Iterator[str]:
    """The first two lines of a table."""
    yield f"| | {' | '.join(f'promise {number}' for number in PROMISES)} |"
    yield "|---" * (len(PROMISES) + 1) + "|"


def expected_table() -> Iterator[str]:
    """What both sides are expected to say, for the documentation."""
    yield from heading()
    for rule, broken in EXPECTED.items():
        cells = " | ".join(verdict(number in broken) for number in PROMISES)
        yield f"| {title(rule)} | {cells} |"


def compare(expected: Mapping[str | None, frozenset[str]]) -> Iterator[Row]:
    """Ask both sides about each rule. Raises `TlcError` if TLC gives no answer."""
    for rule, broken in expected.items():
        by_tlc = frozenset(model.broken(() if rule is None else (rule,)))
        yield Row(rule, broken, by_tlc, ours.judge(rule, PROMISES))


def unwitnessed() -> list[str]:
    """Runs that must be possible in the small model, and are not."""
    return [
        f"not possible in the TLA+ model: {scope.witness}"
        for scope in model.SCOPES
        if model.witnessed(scope).violated != scope.witness
    ]


def report(rows: Iterable[Row]) -> list[str]:
    """Print the table while it is found, and return the differences."""
    differences: list[str] = []
    _print(*heading())
    for row in rows:
        _print(row.line())
        differences += row.differences
    return differences


def _print(*lines: str) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Compare, and return the exit code."""
    absent = missing()
    if absent is not None:
        _print(absent)
        return 2
    try:
        differences = unwitnessed() + report(compare(EXPECTED))
    except TlcError as problem:
        _print(str(problem))
        return 2
    _print(*(differences or ["Both sides agree."]))
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
