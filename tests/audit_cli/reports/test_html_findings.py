"""Findings on the page: apart, together, and under the table that leads to them."""

from dataclasses import replace

from mdaudit.audit_cli.findings import Finding
from mdaudit.audit_cli.reports.html_findings import MOST_APART, findings
from mdaudit.audit_cli.severity import Severity
from tests.audit_cli.reports.eventful import eventful

MANY = 200


def made(*severities: Severity) -> list[Finding]:
    """Return a finding of each severity, about a rule for each and a subject of its own."""
    first, *_ = eventful().failed
    return [
        replace(first, severity=each, rule=f"RULE-{each.value}", subject=f"subject {number}")
        for number, each in enumerate(severities)
    ]


def shown(*found: Finding) -> str:
    return "".join(findings(found, "finding"))


def test_a_few_findings_stand_apart_without_a_table() -> None:
    text = shown(*made(*[Severity.LOW] * MOST_APART))
    assert text.count("<article ") == MOST_APART
    assert "<table" not in text


def test_many_findings_are_counted_by_rule_the_worst_first() -> None:
    text = shown(*made(*[Severity.LOW] * MANY, *[Severity.HIGH] * 2))
    low, high = (f"RULE-{each.value}" for each in (Severity.LOW, Severity.HIGH))
    assert text.index(f"<td>{high}</td>") < text.index(f"<td>{low}</td>") < text.index("<article ")
    for name, count in ((f"{low}-low", f"{MANY} findings"), (f"{high}-high", "2 findings")):
        assert f'<a href="#finding-{name}">{count}</a>' in text
        assert text.count(f'id="finding-{name}"') == 1


def test_many_findings_of_one_rule_say_once_what_is_the_same_of_all() -> None:
    found = made(*[Severity.LOW] * MANY)
    text = shown(*found)
    assert text.count("<article ") == 1
    assert text.count(f"<dd>{found[0].advice}</dd>") == 1
    assert all(f"<td>{each.subject}</td>" in text for each in found)
    assert '<th scope="col">subject</th>' in text
    assert '<th scope="col">to do</th>' not in text


def test_what_only_some_have_is_a_column() -> None:
    found = made(*[Severity.LOW] * MANY)
    found[7] = replace(found[7], blame=())
    text = shown(*found)
    assert '<th scope="col">assuming</th>' in text
    assert "<td>nobody</td><td>-</td>" in text


def test_a_rule_with_findings_and_notes_has_two_places() -> None:
    found = [replace(each, rule="RULE-1") for each in made(Severity.NOTE, *[Severity.LOW] * MANY)]
    text = shown(*found)
    assert text.count("<article ") == 2
    assert text.index('id="finding-RULE-1-low"') < text.index('id="finding-RULE-1-note"')


def test_findings_of_other_kinds_have_other_ids() -> None:
    (note,) = made(Severity.NOTE)
    assert f'id="note-{note.rule}-note"' in "".join(findings([note], "note"))
