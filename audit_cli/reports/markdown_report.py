"""The report as Markdown, for a ticket, a comment or a page; every foreign text is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from mdaudit.audit_cli import __version__
from mdaudit.audit_cli.assumptions import ASSUMPTIONS
from mdaudit.audit_cli.findings import Finding, Report
from mdaudit.audit_cli.reports.words import (
    EVENT_COLUMNS,
    details_of,
    event_row,
    found,
    left_out,
    not_used,
    shortened,
    titled,
    verdicts,
)
from mdaudit.audit_cli.results import Answer, Result
from mdaudit.audit_cli.timeline import Timelines
from mdaudit.audit_cli.trial.answers import DirectAnswer

ACTIVE: Final = re.compile(r"[\\`*_{}\[\]<>#|~&$@!]|:(?=//)|(?<=www)\.", re.IGNORECASE)
"""What Markdown, or a page that shows it, would act on."""


def markdown_report(report: Report) -> str:
    """The whole report as one Markdown document."""
    parts = (
        _head(report),
        _findings("Findings", report.failed),
        _findings("Notes, which do not count", report.notes),
        _findings("Suppressed, and not counted", report.suppressed, counts=False),
        _answers(report.answers),
        _timelines(report.timelines),
        _results(report.results),
        _items("What this rests on", ASSUMPTIONS),
    )
    return "\n".join(line for part in parts for line in part)


def escaped(text: str) -> str:
    r"""The text, so that it is shown as it is.

    >>> escaped("<b> [x](https://example.org) | @you")
    '\\<b\\> \\[x\\](https\\://example.org) \\| \\@you'
    """
    return ACTIVE.sub(r"\\\g<0>", text)


def _head(report: Report) -> Iterator[str]:
    yield f"# Audit: {found(report)}"
    yield ""
    yield f"mdaudit {__version__}. Rules: {verdicts(report)}."
    yield ""
    for given in report.inputs:
        yield f"* {escaped(given.name)}: {given.kind}, sha256 `{given.digest}`"
        yield from (f"  {escaped(remark)}" for remark in given.remarks)
    yield from (f"* Not audited: {escaped(problem)}" for problem in report.problems)
    sentences = (*shortened(report), *not_used(report))
    yield from (f"* {escaped(sentence)}" for sentence in sentences)
    yield ""


def _findings(title: str, findings: Sequence[Finding], *, counts: bool = True) -> Iterator[str]:
    if not findings:
        return
    yield f"## {title}"
    yield ""
    for finding in findings:
        yield f"### {finding.severity.word}: {finding.rule} {escaped(finding.title)}"
        yield ""
        details = details_of(finding, counts=counts)
        yield from _table(("", ""), ((f"**{label}**", escaped(t)) for label, t in details.items()))


def _answers(answers: Iterable[DirectAnswer]) -> Iterator[str]:
    for answer in answers:
        yield f"## {escaped(answer.question)}"
        yield ""
        yield f"{escaped(answer.answer)} ({escaped(answer.source)})"
        yield ""
        for point in answer.points:
            yield f"* {escaped(point.words)} ({escaped(', '.join(point.pointers))})"
        yield from (f"* Cannot tell: {escaped(limit)}" for limit in answer.cannot_tell)
        yield ""


def _timelines(shown: Timelines) -> Iterator[str]:
    for timeline in shown.kept:
        yield f"## {escaped(titled(timeline))}"
        yield ""
        yield from _table(EVENT_COLUMNS, (map(escaped, event_row(e)) for e in timeline.lines))
    yield from (f"{escaped(sentence)}\n" for sentence in left_out(shown))


def _results(results: Iterable[Result]) -> Iterator[str]:
    for (source, account), group in groupby(results, key=lambda r: (r.source, r.account)):
        yield f"## {escaped(account)}, {escaped(source)}"
        yield ""
        yield from _table(("rule", "verdict", "judged", "missing"), map(_row, group))


def _row(result: Result) -> tuple[str, ...]:
    verdict = result.answer.value
    shown = f"**{verdict}**" if result.answer is Answer.FAIL else verdict
    return result.rule, shown, str(result.judged), escaped(", ".join(result.missing))


def _items(title: str, items: Iterable[str]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield from (f"* {item}" for item in items)
    yield ""


def _table(header: Sequence[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""
