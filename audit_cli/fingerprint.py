"""Names for findings that stay the same from report to report, and tell nothing.

A fingerprint is a keyed hash of the rule and of what it was about: digests, names and times, never
a place in a file. Keyed, because a bare hash of an account number gives the number to whoever
tries them all. The key is the caller's, or is derived from the primary key that the evidence pins:
whoever has neither learns nothing, and whoever audits the account again gets the same names.
"""

from __future__ import annotations

from dataclasses import dataclass
from hmac import digest

from msgspec import UNSET

from mdaudit.audit_cli.inputs.document import Document
from mdaudit.audit_cli.trial.trail import Occasion

LENGTH = 16
"""Bytes of a fingerprint."""

PURPOSE = b"mdaudit fingerprint 1"


@dataclass(frozen=True)
class Fingerprinter:
    """Names findings, by the caller's key or by one derived from the evidence."""

    key: bytes | None = None

    def of(self, document: Document, rule: str, about: Occasion) -> str:
        """The fingerprint, in hexadecimal."""
        said = "\0".join((rule, about.conduct.value, about.account, *about.identity))
        key = self.key or self._derived(document, about.account)
        return digest(key, said.encode(), "sha256")[:LENGTH].hex()

    def _derived(self, document: Document, name: str) -> bytes:
        """From the first pin of the account; without one, from the document itself."""
        for account in document.evidence.accounts:
            pins = account.pins if account.pins is not UNSET else None
            if account.account == name and pins:
                return digest(pins[0].primary_key, PURPOSE, "sha256")
        return digest(bytes.fromhex(document.digest), PURPOSE, "sha256")
