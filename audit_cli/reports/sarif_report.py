"""The report as SARIF 2.1.0, for tools that show findings next to a repository.

A finding is a `fail` with a level by its severity; a note is `informational`. The input is the
artifact; subject and JSON Pointer are the logical location. A stream's lines are its regions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import quote

from msgspec import to_builtins

from mdaudit.audit_cli import __version__
from mdaudit.audit_cli.assumptions import ASSUMPTIONS
from mdaudit.audit_cli.audited_input import Input
from mdaudit.audit_cli.findings import Finding, Report
from mdaudit.audit_cli.reports.json_report import answer_member
from mdaudit.audit_cli.reports.words import assumed_by, blame_of, remark_on, shortened
from mdaudit.audit_cli.results import Answer
from mdaudit.audit_cli.severity import Severity, severity_of
from mdaudit.spec.chapters import RULES
from mdaudit.spec.registry import Rule

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"

LEVELS: Final = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
    Severity.NOTE: "none",
}
"""SARIF's level of each severity; what is no `fail` has the level none."""

SCORES: Final = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "2.5",
    Severity.NOTE: "0.0",
}
"""The property `security-severity`, by which services that show SARIF sort."""

LINE: Final = re.compile(r"(?P<file>.*), line (?P<line>\d+)")
"""What a document of a stream is called: its file, and its line."""

FINGERPRINT: Final = "mdaudit/v1"
"""The name of our fingerprints among others."""


def sarif_report(report: Report) -> str:
    """The whole report as one SARIF log, ending with a newline."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _run(report: Report) -> dict[str, Any]:
    everything = [*report.findings, *report.suppressed]
    rules = list(dict.fromkeys(finding.rule for finding in everything))
    driver = {
        "name": "mdaudit",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(RULES[rule]) for rule in rules],
    }
    notifications = [{"level": "error", "message": {"text": each}} for each in report.problems]
    return {
        "tool": {"driver": driver},
        "invocations": [
            {
                "executionSuccessful": not report.problems,
                "toolExecutionNotifications": notifications,
            }
        ],
        "artifacts": list(_artifacts(report.inputs)),
        "results": [
            *(_result(finding, rules, counts=True) for finding in report.findings),
            *(_result(finding, rules, counts=False) for finding in report.suppressed),
        ],
        "columnKind": "unicodeCodePoints",
        "properties": {
            "verdicts": report.counts(),
            "shortened": list(shortened(report)),
            "answers": [to_builtins(answer_member(answer)) for answer in report.answers],
            "assumptions": list(ASSUMPTIONS),
        },
    }


def _rule(rule: Rule[...]) -> dict[str, Any]:
    severity = severity_of(rule.id)
    why = " ".join(rule.rationale.split())
    return {
        "id": rule.id,
        "shortDescription": {"text": f"{rule.title}."},
        "fullDescription": {"text": why or f"{rule.title}."},
        "help": {"text": f"Run `mdaudit explain {rule.id}`. Source: {rule.source}"},
        "defaultConfiguration": {"level": LEVELS[severity]},
        "properties": {
            "tags": ["security", severity.word],
            "security-severity": SCORES[severity],
        },
    }


def _artifacts(inputs: Iterable[Input]) -> Iterator[dict[str, Any]]:
    """Each file once; the digest is of a file only where the file is the whole document."""
    known: set[str] = set()
    for given in inputs:
        uri, line = _place(given.name)
        if uri not in known:
            known.add(uri)
            hashes = {"hashes": {"sha-256": given.digest}} if line is None else {}
            text = " ".join((given.kind, *given.remarks))
            yield {"location": {"uri": uri}, **hashes, "description": {"text": text}}


def _result(finding: Finding, rules: list[str], *, counts: bool) -> dict[str, Any]:
    nearest, *others = [_location(finding, pointer) for pointer in finding.pointers]
    made: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "kind": "fail" if finding.answer is Answer.FAIL else "informational",
        "level": LEVELS[finding.severity],
        "message": {"text": _message(finding, counts=counts)},
        "locations": [nearest],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "properties": {
            "account": finding.account,
            "severity": finding.severity.word,
            "confidence": finding.confidence.value,
            "blame": [blamed.party.value for blamed in finding.blame],
            "assuming": assumed_by(finding),
            "sha256": finding.digest,
        },
    }
    if others:
        made["relatedLocations"] = others
    if finding.suppression is not None and not counts:
        reason = finding.suppression.reason
        made["suppressions"] = [{"kind": "external", "justification": reason}]
    return made


def _message(finding: Finding, *, counts: bool) -> str:
    remark = remark_on(finding, counts=counts)
    said = (
        f"{finding.title}: {finding.subject}.",
        f"Expected {finding.expected}, got {finding.got}.",
        f"To blame: {blame_of(finding)}.",
        finding.advice,
        f"{remark}." if remark else "",
    )
    return " ".join(filter(None, said))


def _location(finding: Finding, pointer: str) -> dict[str, Any]:
    uri, line = _place(finding.source)
    logical = {"fullyQualifiedName": pointer} if pointer else {}
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": uri},
            "region": {"startLine": line or 1},
        },
        "logicalLocations": [{"name": finding.subject, **logical}],
    }


def _place(name: str) -> tuple[str, int | None]:
    """The input as a URI reference, and the line if it is a document of a stream."""
    found = LINE.fullmatch(name)
    if found is None:
        return quote(name), None
    return quote(found["file"]), int(found["line"])
