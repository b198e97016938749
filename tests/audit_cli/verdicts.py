"""What an audit says about evidence, in a form that is easy to compare."""

import json
from typing import Any

from mdaudit.audit_cli.findings import Finding, Report
from mdaudit.audit_cli.fingerprint import Fingerprinter
from mdaudit.audit_cli.inputs.document import Document, evidence_document
from mdaudit.audit_cli.redact import Names
from mdaudit.audit_cli.results import Answer
from mdaudit.audit_cli.trial.documents import audit
from mdaudit.spec.policy import Policy

POLICY = Policy()


def report_on(document: Document, *, hosted: bool = False, policy: Policy = POLICY) -> Report:
    """Audit a document."""
    report, names = Report(), Names()
    trail = audit(document, policy, names, hosted=hosted)
    report.add(document, trail, names, Fingerprinter())
    return report


def audited(evidence: dict[str, Any], *, hosted: bool = False, policy: Policy = POLICY) -> Report:
    """Audit evidence."""
    text = json.dumps(evidence).encode()
    return report_on(evidence_document("evidence.json", text), hosted=hosted, policy=policy)


def failed(report: Report) -> set[str]:
    """Return the rules that failed."""
    return {finding.rule for finding in report.findings if finding.answer is Answer.FAIL}


def noted(report: Report) -> set[str]:
    """Return the rules about which there is a note."""
    return {finding.rule for finding in report.findings if finding.answer is Answer.NOTE}


def finding(report: Report, rule: str) -> Finding:
    """Return the first finding or note about a rule."""
    return next(finding for finding in report.findings if finding.rule == rule)


def blame(report: Report, rule: str) -> list[str]:
    """Return who is to blame, in words."""
    return [blamed.party.value for blamed in finding(report, rule).blame]


def answer(report: Report, rule: str, account: int = 1) -> str:
    """Return the verdict on a rule for the account that the report calls by this number."""
    name = f"account#{account}"
    found = [r for r in report.results if r.rule == rule and r.account in {name, "the account"}]
    return found[0].answer.value if found else "not judged"


def missing(report: Report, rule: str) -> str:
    """Return what is missing to decide a rule."""
    return "; ".join(what for r in report.results if r.rule == rule for what in r.missing)
