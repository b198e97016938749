"""Several observers in one document: what it does not say who of them saw.

Lists and messages name their observer. Pins, devices, hints and notices do not: each is tried on
every observer, and what fails has failed only if it fails on all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from mdaudit.audit_cli.trial.trail import Entry
from mdaudit.spec.logic import Missing
from mdaudit.spec.state.system import replace

UNNAMED: Final = re.compile(r"/accounts/\d+/(?!lists)")
"""Where a document does not say whose observation it is."""


def leave_open(entries: Iterable[Entry]) -> list[Entry]:
    """The entries, where what fails on some observers only is left open."""
    known = list(entries)
    fine = {_question(entry) for entry in known if entry.verdict.answer is not False}
    return [_opened(entry) if _question(entry) in fine else entry for entry in known]


def _question(entry: Entry) -> tuple[str, str]:
    return entry.rule, entry.occasion.pointer


def _opened(entry: Entry) -> Entry:
    pointer, verdict = entry.occasion.pointer, entry.verdict
    if verdict.answer is not False or not UNNAMED.match(pointer):
        return entry
    return replace(entry, verdict=replace(verdict, answer=Missing(f"the observer of {pointer}")))
