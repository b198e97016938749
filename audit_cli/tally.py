"""What a report counts, whether or not it keeps it: a stream of evidence has no end.

A report keeps a bounded number of inputs and findings, and says how many more there were. Findings
of a lower severity make room for others.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mdaudit.audit_cli.severity import Severity

if TYPE_CHECKING:
    from mdaudit.audit_cli.findings import Finding

MOST_INPUTS: Final = 5_000
"""Documents that a report names."""

MOST_FINDINGS: Final = 5_000
"""Findings and notes that a report shows, and as many suppressed ones."""


@dataclass
class Shown:
    """Findings, or suppressed ones: those that a report shows, and how many there were."""

    kept: list[Finding] = field(default_factory=list)
    counted: Counter[Severity] = field(default_factory=Counter)
    """All of them, by severity."""
    shown: Counter[Severity] = field(default_factory=Counter)
    """Those that are kept, by severity."""

    def add(self, finding: Finding) -> None:
        """Count a finding, and keep it if there is room, or if a lesser one can make room."""
        self.counted[finding.severity] += 1
        if len(self.kept) >= MOST_FINDINGS:
            least = min(+self.shown)
            if finding.severity <= least:
                return
            places = reversed(range(len(self.kept)))
            self.kept.pop(next(p for p in places if self.kept[p].severity is least))
            self.shown[least] -= 1
        self.kept.append(finding)
        self.shown[finding.severity] += 1

    @property
    def left_out(self) -> int:
        """How many are not shown."""
        return self.counted.total() - len(self.kept)

    @property
    def counting(self) -> int:
        """How many there were that are no notes."""
        return self.counted.total() - self.counted[Severity.NOTE]
