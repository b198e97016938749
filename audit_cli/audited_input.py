"""A document that was audited, as a report tells of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from mdaudit.audit_cli.inputs.document import Document
from mdaudit.audit_cli.printable import printable


@dataclass(frozen=True, slots=True)
class Input:
    """A document that was audited; the evidence itself is let go of, as a stream has no end."""

    name: str
    kind: str
    digest: str
    """SHA-256, in hexadecimal."""
    claimed_policy: str | None
    """Thresholds that it names for itself, as JSON; they are not applied."""
    remarks: tuple[str, ...] = ()
    """What its reader should know of it, a sentence each."""


LONGEST_CLAIM: Final = 1000
"""Characters of thresholds that an input names for itself."""

OWN_THRESHOLDS: Final = "It names thresholds of its own (x-policy), which are not applied."


def told(document: Document) -> Input:
    """What a report tells of a document."""
    claimed = None if document.claimed_policy is None else _claimed(document.claimed_policy)
    own = () if claimed is None else (OWN_THRESHOLDS,)
    remarks = (*map(printable, document.remarks), *own)
    return Input(printable(document.name), document.kind, document.digest, claimed, remarks)


def _claimed(policy: object) -> str:
    """As JSON; only that there is something, if it is too long to be a policy."""
    try:
        text = json.dumps(policy, allow_nan=False)
    except (ValueError, RecursionError):
        text = ""
    return text if 0 < len(text) <= LONGEST_CLAIM else '"not repeated"'
