"""The report for programs: JSON, with a version."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, Final

from mdaudit.audit_cli import __version__
from mdaudit.audit_cli.assumptions import ASSUMPTIONS
from mdaudit.audit_cli.findings import Answer, Finding, Report, Result
from mdaudit.audit_cli.severity import Severity
from mdaudit.spec.policy import Policy

SCHEMA: Final = "mdaudit-report/1"
"""Members may be added under this name; none is renamed, removed or given another meaning."""


def json_report(report: Report, policy: Policy, problems: list[str]) -> str:
    """The whole report as one JSON object, ending with a newline."""
    whole = {
        "schema": SCHEMA,
        "tool": {"name": "mdaudit", "version": __version__},
        "inputs": [
            {"name": d.name, "kind": d.kind, "sha256": d.digest, "claimed_policy": d.claimed_policy}
            for d in report.inputs
        ],
        "policy": asdict(policy),
        "summary": _summary(report, problems),
        "findings": [_finding(finding) for finding in report.findings],
        "results": [_result(result) for result in report.results],
        "assumptions": list(ASSUMPTIONS),
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _summary(report: Report, problems: list[str]) -> dict[str, Any]:
    failed = [f for f in report.findings if f.answer is Answer.FAIL]
    return {
        "results": report.counts(),
        "findings": {
            severity.word: sum(f.severity is severity for f in failed)
            for severity in reversed(Severity)
            if severity is not Severity.NOTE
        },
        "notes": len(report.findings) - len(failed),
        "highest_severity": report.highest.word if failed else None,
        "not_audited": problems,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "title": finding.title,
        "verdict": finding.answer.value,
        "severity": finding.severity.word,
        "confidence": finding.confidence.value,
        "blame": [blamed.party.value for blamed in finding.blame],
        "blame_basis": [
            {"party": b.party.value, "did": b.did, "assuming": b.assumption} for b in finding.blame
        ],
        "account": finding.account,
        "subject": finding.subject,
        "expected": finding.expected,
        "got": finding.got,
        "advice": finding.advice,
        "evidence": {
            "input": finding.source,
            "sha256": finding.digest,
            "pointers": list(finding.pointers),
        },
        "link": finding.link,
        "fingerprint": finding.fingerprint,
    }


def _result(result: Result) -> dict[str, Any]:
    return {
        "input": result.source,
        "account": result.account,
        "rule": result.rule,
        "verdict": result.answer.value,
        "judged": result.judged,
        "missing": list(result.missing),
    }
