"""The comparison for people: on a terminal of any width, or plain where it is piped."""

from __future__ import annotations

from itertools import groupby
from typing import TextIO

from mdaudit.audit_cli import __version__
from mdaudit.audit_cli.diff.comparing import Comparison
from mdaudit.audit_cli.diff.differences import Difference, Kind
from mdaudit.audit_cli.redact import DIGITS
from mdaudit.audit_cli.reports.console import console_for, flush
from mdaudit.audit_cli.reports.grid import bullets, grid


def write_text_report(found: Comparison, stream: TextIO) -> None:
    """Write what differs, then what does not."""
    console = console_for(stream)
    console.print(f"mdaudit {__version__}: {found.first.source} and {found.second.source} compared")
    for account, group in groupby(found.differences, key=lambda each: each.account):
        for each in group:
            console.print(f"\n{each.severity.word} {each.kind.value}, {account}", style="bold")
            console.print(grid((label, text) for label, text in _rows(each).items() if text))
    agreeing = [name for name in found.accounts if _agrees(found, name)]
    console.print(f"\nAccounts in both: {len(found.accounts)}", style="bold")
    if agreeing:
        console.print(f"Told the same, as far as collected: {', '.join(agreeing)}")
    if found.problems:
        console.print(f"Not audited, so not compared: {len(found.problems)}")
        console.print(bullets(found.problems))
    if found.pairs:
        console.print(f"Proofs for others to check: {len(found.pairs)} (--proof FILE writes them)")
    flush(console, stream)


def _agrees(found: Comparison, account: str) -> bool:
    return all(
        each.kind is Kind.NOT_COMPARED for each in found.differences if each.account == account
    )


def _rows(each: Difference) -> dict[str, str]:
    return {
        "what": each.says,
        "rule": each.rule or "",
        "expected": each.expected,
        "got": each.got,
        "to blame": "; ".join(f"{b.party.value} ({b.did})" for b in each.blame),
        "assuming": "; ".join(dict.fromkeys(b.assumption for b in each.blame)),
        "lists": ", ".join(f"sha256 {digest[:DIGITS]}" for digest in each.digests),
        "confidence": each.confidence.value if each.rule or each.blame else "",
        "to do": each.advice,
    }
