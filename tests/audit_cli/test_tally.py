"""What a report keeps of findings, and what it only counts."""

from dataclasses import replace

import pytest

from mdaudit.audit_cli import tally
from mdaudit.audit_cli.findings import Finding
from mdaudit.audit_cli.severity import Severity
from mdaudit.audit_cli.tally import Shown
from tests.audit_cli.honest import alice, honest, listed, shown
from tests.audit_cli.verdicts import audited


@pytest.fixture
def finding() -> Finding:
    """Return a finding."""
    evidence = honest()
    alice(evidence)["lists"].append(shown(150, listed(5, (0, 1, 2))))
    (found,) = audited(evidence).findings
    return found


@pytest.fixture(autouse=True)
def _room_for_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "MOST_FINDINGS", 2)


def kept(finding: Finding, *severities: Severity) -> Shown:
    """Return what is kept of findings with these severities."""
    found = Shown()
    for severity in severities:
        found.add(replace(finding, severity=severity))
    return found


LOW, MEDIUM, HIGH, NOTE = Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.NOTE


@pytest.mark.parametrize(
    ("came", "stay"),
    [
        ((LOW, HIGH), [LOW, HIGH]),
        ((LOW, HIGH, LOW), [LOW, HIGH]),
        ((LOW, HIGH, MEDIUM), [HIGH, MEDIUM]),
        ((NOTE, LOW, HIGH, HIGH, MEDIUM, HIGH), [HIGH, HIGH]),
    ],
)
def test_lesser_findings_make_room(
    finding: Finding, came: tuple[Severity, ...], stay: list[Severity]
) -> None:
    found = kept(finding, *came)
    assert [each.severity for each in found.kept] == stay
    assert found.left_out == len(came) - 2


def test_all_are_counted(finding: Finding) -> None:
    found = kept(finding, NOTE, LOW, HIGH, HIGH)
    assert (found.counted[HIGH], found.counted[NOTE], found.counting) == (2, 1, 3)
