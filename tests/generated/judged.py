"""What the audit says about a history, compared with what the history was made to show."""

from mdaudit.audit_cli.findings import Finding, Report
from mdaudit.audit_cli.results import Answer
from mdaudit.spec.registry import Blame
from tests.audit_cli.verdicts import audited
from tests.generated.written import Evidence


def failures(report: Report) -> list[Finding]:
    """Return the findings that are no notes."""
    return [finding for finding in report.findings if finding.answer is Answer.FAIL]


def told(findings: list[Finding]) -> str:
    """Return findings in words, for the message of a failed test."""
    return "\n".join(
        f"{f.rule} {f.subject}: expected {f.expected}, got {f.got}; to blame: "
        f"{', '.join(b.party.value for b in f.blame)}; {f.pointers[0]}"
        for f in findings
    )


def assert_nothing_found(evidence: Evidence) -> None:
    """Everybody did as they should: nothing is found."""
    found = failures(audited(evidence))
    assert found == [], told(found)


def assert_client_is_not_blamed(evidence: Evidence) -> None:
    """The client did as it should, whatever others did."""
    found = failures(audited(evidence))
    blamed = [f for f in found if any(b.party is Blame.CLIENT for b in f.blame)]
    assert blamed == [], told(blamed)


def assert_nobody_is_blamed(evidence: Evidence) -> None:
    """Whatever is found is nobody's: bytes that came from nobody knows whom, and no act."""
    found = failures(audited(evidence))
    blamed = [f for f in found if {b.party for b in f.blame} != {Blame.UNKNOWN}]
    assert blamed == [], told(blamed)


def assert_found(evidence: Evidence, rule: str, blame: tuple[Blame, ...]) -> None:
    """The rule is found broken, and exactly these are blamed for it."""
    found = failures(audited(evidence))
    said = {tuple(b.party for b in f.blame) for f in found if f.rule == rule}
    assert blame in said, f"{rule} by {blame} was not found in:\n{told(found)}"
