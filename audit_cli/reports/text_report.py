"""The report for people: on a terminal of any width, or plain where it is piped."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, TextIO

from mdaudit.audit_cli import __version__
from mdaudit.audit_cli.assumptions import ASSUMPTIONS
from mdaudit.audit_cli.findings import Answer, Finding, Report, Result
from mdaudit.audit_cli.redact import DIGITS
from mdaudit.audit_cli.reports.console import console_for, flush
from mdaudit.audit_cli.reports.grid import grid
from mdaudit.audit_cli.severity import Severity

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

STYLES = {
    Severity.CRITICAL: "bold red",
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "cyan",
    Severity.NOTE: "dim",
}


def write_text_report(report: Report, problems: list[str], stream: TextIO) -> None:
    """Write the report. Colours follow the terminal and ``NO_COLOR``."""
    console = console_for(stream)
    inputs = f"{len(report.inputs)} document{'' if len(report.inputs) == 1 else 's'}"
    console.print(f"mdaudit {__version__}: {inputs} audited", style="bold")
    for document in report.inputs:
        console.print(f"{document.name}: {document.kind}, sha256 {document.digest[:DIGITS]}")
        if document.claimed_policy is not None:
            console.print("  it names thresholds of its own (x-policy), which are not applied")
    for finding in report.findings:
        _write_finding(console, finding)
    _write_results(console, report.results)
    _write_summary(console, report, problems)
    console.print("\nThis rests on assumptions:", style="bold")
    for assumption in ASSUMPTIONS:
        console.print(_item("-", assumption))
    flush(console, stream)


def _write_finding(console: Console, finding: Finding) -> None:
    from rich.text import Text

    head = Text(f"\n{finding.severity.word} ", style=STYLES[finding.severity])
    head.append(f"{finding.rule} ", style="bold")
    head.append(finding.title, style="bold")
    console.print(head)
    blame = "; ".join(f"{b.party.value} ({b.did})" for b in finding.blame) or "nobody"
    basis = "; ".join(dict.fromkeys(b.assumption for b in finding.blame))
    places = ", ".join(pointer or "the whole input" for pointer in finding.pointers)
    lines = {
        "account": finding.account,
        "subject": finding.subject,
        "expected": finding.expected,
        "got": finding.got,
        "to blame": blame,
        "assuming": basis,
        "evidence": f"{places} of {finding.source} (sha256 {finding.digest[:DIGITS]})",
        "to do": finding.advice,
        "confidence": finding.confidence.value,
        "rule page": finding.link,
        "fingerprint": finding.fingerprint,
    }
    console.print(grid((label, text) for label, text in lines.items() if text))


def _write_results(console: Console, results: Iterable[Result]) -> None:
    for (source, account), group in groupby(results, key=lambda r: (r.source, r.account)):
        console.print(f"\n{account}, {source}", style="bold")
        mine = list(group)
        rows = []
        for answer in Answer:
            chosen = [result for result in mine if result.answer is answer]
            if answer is Answer.INCONCLUSIVE:
                rows += [
                    (answer.value, f"{r.rule}: missing {', '.join(r.missing)}") for r in chosen
                ]
            elif chosen:
                rows.append((answer.value, " ".join(r.rule for r in chosen)))
        console.print(grid(rows))


def _write_summary(console: Console, report: Report, problems: list[str]) -> None:
    failed = [f for f in report.findings if f.answer is Answer.FAIL]
    counts = ", ".join(f"{count} {word}" for word, count in report.counts().items() if count)
    console.print(f"\nRules: {counts or 'none decided'}", style="bold")
    found = f"Findings: {len(failed)}, highest severity {report.highest.word}"
    console.print(found if failed else "Findings: none", style="bold")
    notes = len(report.findings) - len(failed)
    if notes:
        console.print(f"Notes: {notes}, which do not count")
    if problems:
        console.print(f"Not audited: {len(problems)}", style="bold red")


def _item(mark: str, text: str) -> RenderableType:
    from rich.table import Table

    grid = Table.grid(padding=(0, 1))
    grid.add_row(mark, text)
    return grid
