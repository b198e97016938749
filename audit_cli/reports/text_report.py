"""The report for people: on a terminal of any width, or plain where it is piped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final, TextIO

from mdaudit.audit_cli import __version__
from mdaudit.audit_cli.assumptions import ASSUMPTIONS
from mdaudit.audit_cli.findings import Finding, Report
from mdaudit.audit_cli.redact import DIGITS
from mdaudit.audit_cli.reports.console import console_for, flush
from mdaudit.audit_cli.reports.grid import bullets, grid
from mdaudit.audit_cli.reports.words import (
    counted,
    details_of,
    event_row,
    left_out,
    not_used,
    shortened,
    titled,
    verdicts,
)
from mdaudit.audit_cli.results import Answer, Result
from mdaudit.audit_cli.severity import Severity
from mdaudit.audit_cli.timeline import Event, Timelines
from mdaudit.audit_cli.trial.answers import DirectAnswer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

STYLES = {
    Severity.CRITICAL: "bold red",
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "cyan",
    Severity.NOTE: "dim",
}

ROOM_FOR_TIMES: Final = 72
"""Columns of a terminal on which a time stays on one line."""


def write_text_report(report: Report, stream: TextIO) -> None:
    """Write the report. Colours follow the terminal, ``NO_COLOR`` and ``FORCE_COLOR``."""
    console = console_for(stream)
    inputs = counted(report.audited, "document")
    console.print(f"mdaudit {__version__}: {inputs} audited", style="bold")
    for document in report.inputs:
        console.print(f"{document.name}: {document.kind}, sha256 {document.digest[:DIGITS]}")
        for remark in document.remarks:
            console.print(f"  {remark}")
    for finding in report.findings:
        _write_finding(console, finding)
    _write_suppressed(console, report.suppressed)
    _write_answers(console, report.answers)
    _write_timelines(console, report.timelines)
    _write_results(console, report.results)
    _write_summary(console, report)
    console.print("\nThis rests on assumptions:", style="bold")
    console.print(bullets(ASSUMPTIONS))
    flush(console, stream)


def _write_finding(console: Console, finding: Finding, *, counts: bool = True) -> None:
    from rich.text import Text

    head = Text(f"\n{finding.severity.word} ", style=STYLES[finding.severity])
    head.append(f"{finding.rule} ", style="bold")
    head.append(finding.title, style="bold")
    console.print(head)
    console.print(grid(details_of(finding, counts=counts).items()))


def _write_suppressed(console: Console, suppressed: Sequence[Finding]) -> None:
    if suppressed:
        console.print(f"\nSuppressed, and not counted: {len(suppressed)}", style="bold")
    for finding in suppressed:
        _write_finding(console, finding, counts=False)


def _write_answers(console: Console, answers: Iterable[DirectAnswer]) -> None:
    for answer in answers:
        console.print(f"\n{answer.question}", style="bold")
        points = [f"{p.words} ({', '.join(p.pointers)})" for p in answer.points]
        rows = [("answer", answer.answer), ("about", answer.source)]
        rows += [("because", point) for point in points]
        rows += [("cannot tell", limit) for limit in answer.cannot_tell]
        console.print(grid(rows))


def _write_timelines(console: Console, shown: Timelines) -> None:
    from rich.text import Text

    for timeline in shown.kept:
        console.print(f"\n{titled(timeline)}", style="bold")
        table = _event_table(console.width)
        for event in timeline.lines:
            style = "" if event.severity is None else STYLES[event.severity]
            table.add_row(*(Text(cell, style=style, overflow="fold") for cell in _cells(event)))
        console.print(table)
    for sentence in left_out(shown):
        console.print(sentence)


def _event_table(width: int) -> Table:
    """A table in which the words get what the other columns leave of a narrow terminal."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("#", no_wrap=True)
    table.add_column("time, UTC", no_wrap=width >= ROOM_FOR_TIMES)
    for name in ("what", "held", "found"):
        table.add_column(name, overflow="fold")
    return table


def _cells(event: Event) -> tuple[str, ...]:
    number, time, what, _, held, rules = event_row(event)
    return number, time, f"{what}; {event.outcome}" if event.outcome else what, held, rules


def _write_results(console: Console, results: Iterable[Result]) -> None:
    for (source, account), group in groupby(results, key=lambda r: (r.source, r.account)):
        console.print(f"\n{account}, {source}", style="bold")
        mine = list(group)
        rows = [(answer.value, line) for answer in Answer for line in _lines(mine, answer)]
        console.print(grid(rows))


def _lines(results: Iterable[Result], answer: Answer) -> list[str]:
    """The rules with this answer: one line, or a line for those that miss the same."""
    rules: dict[tuple[str, ...], list[str]] = {}
    for result in results:
        if result.answer is answer:
            rules.setdefault(result.missing, []).append(result.rule)
    return [
        " ".join(group) + (f": missing {', '.join(missing)}" if missing else "")
        for missing, group in rules.items()
    ]


def _write_summary(console: Console, report: Report) -> None:
    failed, notes = report.found.counting, report.found.counted[Severity.NOTE]
    hidden = report.hidden.counted.total()
    console.print(f"\nRules: {verdicts(report)}", style="bold")
    found = f"Findings: {failed}, highest severity {report.highest.word}"
    console.print(found if failed else "Findings: none", style="bold")
    if notes:
        console.print(f"Notes: {notes}, which do not count")
    if hidden:
        console.print(f"Suppressed: {hidden}, which do not count")
    for sentence in (*shortened(report), *not_used(report)):
        console.print(sentence)
    if report.problems:
        console.print(f"Not audited: {len(report.problems)}", style="bold red")
        console.print(bullets(report.problems))
