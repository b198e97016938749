"""The comparison for programs: JSON, with a version."""

from __future__ import annotations

import json
from typing import Any, Final

from mdaudit.audit_cli import __version__
from mdaudit.audit_cli.assumptions import ASSUMPTIONS
from mdaudit.audit_cli.diff.comparing import Comparison
from mdaudit.audit_cli.diff.differences import Difference, Kind

SCHEMA: Final = "mdaudit-diff/1"
"""Members may be added under this name; none is renamed, removed or given another meaning."""


def json_report(found: Comparison) -> str:
    """The whole comparison as one JSON object, ending with a newline."""
    whole = {
        "schema": SCHEMA,
        "tool": {"name": "mdaudit", "version": __version__},
        "inputs": [
            {"name": views.source, "sha256": views.digests} for views in (found.first, found.second)
        ],
        "accounts": found.accounts,
        "summary": {
            "differences": {
                kind.value: sum(each.kind is kind for each in found.differences) for kind in Kind
            },
            "highest_severity": found.highest.word,
            "not_audited": found.problems,
        },
        "differences": [_difference(each) for each in found.differences],
        "assumptions": list(ASSUMPTIONS),
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _difference(each: Difference) -> dict[str, Any]:
    return {
        "kind": each.kind.value,
        "account": each.account,
        "severity": each.severity.word,
        "confidence": each.confidence.value,
        "rule": each.rule,
        "blame": [b.party.value for b in each.blame],
        "blame_basis": [
            {"party": b.party.value, "did": b.did, "assuming": b.assumption} for b in each.blame
        ],
        "says": each.says,
        "expected": each.expected or None,
        "got": each.got or None,
        "advice": each.advice,
        "lists": list(each.digests),
        "is_proof": each.pair is not None,
    }
