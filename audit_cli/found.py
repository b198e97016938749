"""What was found, by where its evidence is, so that a timeline can say it where it happened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mdaudit.audit_cli.printable import printable
from mdaudit.audit_cli.redact import Names
from mdaudit.audit_cli.severity import Severity

if TYPE_CHECKING:
    from mdaudit.audit_cli.findings import Finding


class Found:
    """What was found, by where its evidence is."""

    def __init__(self, counted: Iterable[Finding], suppressed: Iterable[Finding] = ()) -> None:
        self.counted = _by_pointer(counted)
        self.suppressed = _by_pointer(suppressed)

    def at(self, pointer: str) -> list[Finding]:
        """What was found there, whether it counts or not."""
        return [*self.counted.get(pointer, ()), *self.suppressed.get(pointer, ())]

    def rules_at(self, pointer: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The rules about which something was found there: what counts, and what is suppressed."""
        return _rules(self.counted.get(pointer, ())), _rules(self.suppressed.get(pointer, ()))

    def severity_at(self, pointer: str) -> Severity | None:
        """The worst severity of what counts there."""
        return max((each.severity for each in self.counted.get(pointer, ())), default=None)

    def concerns(self, names: Names, pointer: str, account: str) -> bool:
        """Whether something that was found there is about an account."""
        return any(each.account == printable(names.account(account)) for each in self.at(pointer))


def _by_pointer(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Findings by where their evidence is, the worst first."""
    found: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda each: -each.severity):
        found.setdefault(finding.pointers[0], []).append(finding)
    return found


def _rules(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding.rule for finding in findings))
