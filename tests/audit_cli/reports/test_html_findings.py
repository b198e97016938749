"""Findings on the page, and the table that leads to many of them."""

from dataclasses import replace

from mdaudit.audit_cli.findings import Finding
from mdaudit.audit_cli.reports.html_findings import MOST_AT_A_GLANCE, findings
from mdaudit.audit_cli.severity import Severity
from tests.audit_cli.reports.eventful import eventful


def made(*severities: Severity) -> list[Finding]:
    """Return a finding of each severity, about a rule for each."""
    first, *_ = eventful().failed
    return [replace(first, severity=each, rule=f"RULE-{each.value}") for each in severities]


def shown(*severities: Severity) -> str:
    return "".join(findings(made(*severities), "finding"))


def test_a_few_findings_need_no_table() -> None:
    text = shown(*[Severity.LOW] * MOST_AT_A_GLANCE)
    assert text.count("<article ") == MOST_AT_A_GLANCE
    assert "<table" not in text


def test_many_findings_are_counted_by_rule_the_worst_first() -> None:
    text = shown(*[Severity.LOW] * 200, *[Severity.HIGH] * 2)
    low, high = (f"RULE-{each.value}</td>" for each in (Severity.LOW, Severity.HIGH))
    assert text.index(high) < text.index(low) < text.index("<article ")
    assert '<a href="#finding-201">2 findings</a>' in text
    assert '<a href="#finding-1">200 findings</a>' in text
    assert 'id="finding-201"' in text


def test_findings_of_other_kinds_have_other_ids() -> None:
    assert 'id="note-1"' in "".join(findings(made(Severity.NOTE), "note"))
