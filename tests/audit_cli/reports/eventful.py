"""A report in which everything occurs, with hostile text wherever evidence allows text."""

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

from mdaudit.audit_cli import Options, audit
from mdaudit.audit_cli.findings import Report
from mdaudit.audit_cli.inputs.document import evidence_document
from mdaudit.audit_cli.printable import printable
from mdaudit.audit_cli.suppressions import Suppression, Suppressions
from mdaudit.audit_cli.trial.answers import DirectAnswer, Point
from tests.audit_cli.honest import (
    ALICE,
    BOB,
    MALLORY,
    Evidence,
    alice,
    bob,
    copy,
    honest,
    listed,
    message,
    shown,
)

TODAY = date(2026, 11, 25)

HOSTILE = "<script>alert('1')</script>\"><b onload=x>|`*_[x](https://example.org)\x1b[31m\u202e"
"""What a page, a terminal, a table or Markdown could act on."""

HOSTILE_ACCOUNT = re.sub(r"[@:+\s]", "/", HOSTILE)
"""The same as far as an account's name may hold it."""

RUNNING = ("<script", "<b ", "\x1b", "\u202e")
"""What must not be in a report as it is."""

PRINTED = printable(HOSTILE)

SUPPRESSIONS = (
    Suppression(rule="LIST-3", subject="list of 2026-11-21 22:26:50*", reason=f"known {PRINTED}"),
    Suppression(rule="LIST-7", subject="*", reason="was known", expires=date(2026, 11, 24)),
    Suppression(rule="DEV-7", subject=f"nothing {PRINTED}", reason="never used"),
)


def hostile() -> Evidence:
    """Return evidence of a replay, a refusal, a stranger's copy and gaps, with hostile names."""
    evidence = honest()
    alice(evidence)["lists"] += [
        shown(600, listed(500, (0, 2))),
        shown(700, listed(10, (0, 1, 2))),
        shown(800, listed(5, (0, 1)), "refused"),
        shown(900, b"\xff"),
    ]
    del bob(evidence)["hints"]
    evidence["messages"].append(message("m2", 650, copy(650, 9, MALLORY)))
    evidence["x-policy"] = {HOSTILE: [HOSTILE, 10**300]}
    renamed: Evidence = _renamed(evidence)
    return renamed


def _renamed(part: Any) -> Any:
    """The same evidence about accounts, observers and messages with hostile names."""
    if isinstance(part, dict):
        return {name: _renamed(value) for name, value in part.items()}
    if isinstance(part, list):
        return [_renamed(value) for value in part]
    if part in (ALICE, BOB):
        return f"{part}{HOSTILE_ACCOUNT}"
    return f"{part} {HOSTILE}" if part in ("bobs-phone", "m1", "m2", "r1") else part


def eventful() -> Report:
    """Return the report."""
    text = json.dumps(hostile()).encode()
    options = Options(show_identifiers=True, suppressions=Suppressions(SUPPRESSIONS, TODAY))
    report = audit([evidence_document(f"{HOSTILE}.json", text)], options=options)
    report.problems.append("absent: expected a readable file, got none; name another file")
    point = Point("a session with an <unlisted> | device", ("/devices/0",))
    report.answers.append(
        DirectAnswer(
            report.inputs[0].name,
            "Which companions are stale in here?",
            "One <of them> is.",
            (point,),
            ("Whether the server showed a newer list.",),
        )
    )
    first, *_ = report.timelines.kept
    report.timelines.kept[0] = replace(first, left_out=3)
    report.timelines.left_out = 2
    return report
