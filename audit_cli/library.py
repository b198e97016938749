"""The audit as a function: from evidence to a report, without reading or writing anything.

`mdaudit check` uses the same function. A report can be shown in every format of
`mdaudit.audit_cli.reports`.

>>> from mdaudit.audit_cli import audit
>>> report = audit(b'{"format": "mdaudit-evidence/1", "accounts": [{"account": "15550100001"}]}')
>>> report.highest.word, report.decided, report.inputs[0].kind
('note', False, 'mdaudit-evidence/1')
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from msgspec.json import encode

from mdaudit.audit_cli.findings import Report
from mdaudit.audit_cli.fingerprint import Fingerprinter
from mdaudit.audit_cli.inputs.document import Document, evidence_document
from mdaudit.audit_cli.inputs.evidence import Evidence, Octets
from mdaudit.audit_cli.redact import Names
from mdaudit.audit_cli.suppressions import Suppressions
from mdaudit.audit_cli.trial.documents import audit as replayed
from mdaudit.spec.policy import Policy


@dataclass(frozen=True, kw_only=True)
class Options:
    """What whoever audits chooses; nothing of it is ever taken from the evidence."""

    hosted: bool = False
    """The accounts are hosted ones: their lists are signed with the prefix 0607."""
    show_identifiers: bool = False
    """Name accounts, observers and messages in the report, instead of numbering them."""
    fingerprint_key: bytes | None = None
    """The key of the findings' fingerprints; None derives one from the primary key."""
    suppressions: Suppressions = field(default_factory=Suppressions)
    """Findings that do not count, and the day on which that is judged."""


DEFAULT_POLICY: Final = Policy()
DEFAULT_OPTIONS: Final = Options()


def audit(
    evidence: bytes | Evidence | Iterable[Document],
    policy: Policy = DEFAULT_POLICY,
    options: Options = DEFAULT_OPTIONS,
    *,
    name: str = "evidence",
) -> Report:
    """Apply the rules to evidence, and report what they say.

    Args:
        evidence: one `mdaudit-evidence/1` document, as JSON text in UTF-8 or already read; or any
            number of documents, which are looked at one after the other and not kept.
        policy: the thresholds, in seconds.
        options: how accounts and findings are named, and what does not count.
        name: what the report calls the evidence; documents bring their own names.

    Returns:
        The report: findings, results for each account and rule, timelines, answers.

    Raises:
        CannotLookError: the bytes are no such document.
    """
    key = options.fingerprint_key
    names, fingerprints = Names(show_identifiers=options.show_identifiers), Fingerprinter(key)
    report = Report(policy=policy, suppressions=options.suppressions)
    for document in _documents(evidence, name):
        trail = replayed(document, policy, names, hosted=options.hosted)
        report.add(document, trail, names, fingerprints)
    return report


def _documents(evidence: bytes | Evidence | Iterable[Document], name: str) -> Iterable[Document]:
    if isinstance(evidence, Evidence):
        return (evidence_document(name, encode(evidence, enc_hook=_spelled)),)
    return (evidence_document(name, evidence),) if isinstance(evidence, bytes) else evidence


def _spelled(value: Octets) -> str:
    """Bytes as evidence spells them."""
    return b64encode(value).decode("ascii")
