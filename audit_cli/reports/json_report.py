"""The report for programs: JSON, with a version."""

from __future__ import annotations

from typing import Final

from msgspec import Raw, json

from mdaudit.audit_cli import __version__
from mdaudit.audit_cli.assumptions import ASSUMPTIONS
from mdaudit.audit_cli.audited_input import Input
from mdaudit.audit_cli.findings import Finding, Report
from mdaudit.audit_cli.reports.json_layout import (
    AnswerMember,
    BlameMember,
    EventMember,
    EvidenceMember,
    FindingMember,
    InputMember,
    PointMember,
    ReportLayout,
    ResultMember,
    SeverityCounts,
    SeverityWord,
    Summary,
    SuppressionMember,
    TimelineMember,
    Tool,
    VerdictCounts,
)
from mdaudit.audit_cli.results import Result
from mdaudit.audit_cli.severity import Severity
from mdaudit.audit_cli.timeline import Event, Timeline
from mdaudit.audit_cli.trial.answers import DirectAnswer

SCHEMA: Final = "mdaudit-report/1"
"""The layout's name."""

WORDS: Final[dict[Severity, SeverityWord]] = {
    Severity.NOTE: "note",
    Severity.LOW: "low",
    Severity.MEDIUM: "medium",
    Severity.HIGH: "high",
    Severity.CRITICAL: "critical",
}
"""How the layout spells severities."""


def json_report(report: Report) -> str:
    """The whole report as one JSON object, ending with a newline."""
    return json.format(json.encode(layout(report)), indent=2).decode() + "\n"


def layout(report: Report) -> ReportLayout:
    """The report as it is written in JSON."""
    return ReportLayout(
        schema=SCHEMA,
        tool=Tool("mdaudit", __version__),
        inputs=tuple(map(_input, report.inputs)),
        policy=report.policy,
        summary=_summary(report),
        findings=tuple(_finding(finding, expired=True) for finding in report.findings),
        suppressed=tuple(_finding(finding, expired=False) for finding in report.suppressed),
        results=tuple(map(_result, report.results)),
        timelines=tuple(map(_timeline, report.timelines.kept)),
        answers=tuple(map(answer_member, report.answers)),
        assumptions=ASSUMPTIONS,
    )


def _input(given: Input) -> InputMember:
    claimed = Raw((given.claimed_policy or "null").encode("ascii"))
    return InputMember(given.name, given.kind, given.digest, claimed, given.remarks)


def _summary(report: Report) -> Summary:
    counted: dict[str, int] = report.counts()
    found = report.found.counted
    return Summary(
        results=VerdictCounts(
            fail=counted["fail"],
            inconclusive=counted["inconclusive"],
            pass_=counted["pass"],
            note=counted["note"],
        ),
        findings=SeverityCounts(
            critical=found[Severity.CRITICAL],
            high=found[Severity.HIGH],
            medium=found[Severity.MEDIUM],
            low=found[Severity.LOW],
        ),
        notes=found[Severity.NOTE],
        suppressed=report.hidden.counted.total(),
        unused_suppressions=tuple(f"{entry.rule} {entry.subject}" for entry in report.unused),
        highest_severity=WORDS[report.highest] if report.found.counting else None,
        timelines_left_out=report.timelines.left_out,
        inputs_left_out=report.audited - len(report.inputs),
        findings_left_out=report.found.left_out,
        suppressed_left_out=report.hidden.left_out,
        results_added_up=report.judged.added_up,
        not_audited=tuple(report.problems),
    )


def _finding(finding: Finding, *, expired: bool) -> FindingMember:
    return FindingMember(
        rule=finding.rule,
        title=finding.title,
        verdict="fail" if finding.severity else "note",
        severity=WORDS[finding.severity],
        confidence=finding.confidence.value,
        blame=tuple(blamed.party.value for blamed in finding.blame),
        blame_basis=tuple(BlameMember(b.party.value, b.did, b.assumption) for b in finding.blame),
        account=finding.account,
        subject=finding.subject,
        expected=finding.expected,
        got=finding.got,
        advice=finding.advice,
        evidence=EvidenceMember(finding.source, finding.digest, finding.pointers),
        link=finding.link,
        fingerprint=finding.fingerprint,
        suppression=_suppression(finding, expired=expired),
    )


def _suppression(finding: Finding, *, expired: bool) -> SuppressionMember | None:
    entry = finding.suppression
    if entry is None:
        return None
    return SuppressionMember(entry.subject, entry.reason, entry.expires, expired)


def _result(result: Result) -> ResultMember:
    return ResultMember(
        result.source,
        result.account,
        result.rule,
        result.answer.value,
        result.judged,
        result.missing,
    )


def _timeline(shown: Timeline) -> TimelineMember:
    events = tuple(map(_event, shown.events))
    return TimelineMember(shown.source, shown.account, shown.observer, events, shown.left_out)


def _event(event: Event) -> EventMember:
    return EventMember(
        number=event.number,
        at=event.at,
        kind=event.kind,
        what=event.what,
        outcome=event.outcome,
        held=event.held,
        index=event.index,
        rules=event.rules,
        severity=None if event.severity is None else WORDS[event.severity],
        pointer=event.pointer,
        suppressed=event.suppressed,
    )


def answer_member(answer: DirectAnswer) -> AnswerMember:
    """An answer as it is written in JSON."""
    points = tuple(PointMember(point.words, point.pointers) for point in answer.points)
    return AnswerMember(answer.source, answer.question, answer.answer, points, answer.cannot_tell)
