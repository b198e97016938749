"""JSON Schemas of what is read and written, made from the types that read and write it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, Final

from msgspec.json import schema

from mdaudit.audit_cli.inputs.evidence import Evidence, Key, Octets
from mdaudit.audit_cli.inputs.json_text import EXTENSION
from mdaudit.audit_cli.policy_file import LONGEST_SECONDS, smallest
from mdaudit.audit_cli.reports.json_layout import FindingMember, ReportLayout
from mdaudit.audit_cli.suppressions import SuppressionFile
from mdaudit.spec.policy import Policy

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema_of(name: str) -> dict[str, Any]:
    """The schema by its name, one of `SCHEMAS`."""
    made = {"$schema": DIALECT, "$id": f"urn:mdaudit:schema:{name}", **SCHEMAS[name]()}
    for part in made.get("$defs", {}).values():
        part["description"] = " ".join(part["description"].split())
    return made


def _evidence() -> dict[str, Any]:
    made = schema(Evidence, schema_hook=_octets)
    for part in made["$defs"].values():
        part["patternProperties"] = {f"^{EXTENSION}": {}}
    return made


def _octets(kind: type) -> dict[str, Any]:
    """Bytes are standard base64 with padding; a key is 32 of them."""
    if issubclass(kind, Key):
        return {"type": "string", "contentEncoding": "base64", "pattern": "^[A-Za-z0-9+/]{43}=$"}
    if issubclass(kind, Octets):
        return {"type": "string", "contentEncoding": "base64", "pattern": "^[A-Za-z0-9+/]*={0,2}$"}
    raise NotImplementedError(kind)  # pragma: no cover - no other type of the format asks


def _policy() -> dict[str, Any]:
    bounds = {
        each.name: {
            "type": "integer",
            "minimum": smallest(each.name),
            "maximum": LONGEST_SECONDS,
            "default": each.default,
        }
        for each in fields(Policy)
    }
    return {
        "title": "Policy",
        "description": "Thresholds in seconds, as JSON or TOML; what is absent keeps its default.",
        "type": "object",
        "properties": bounds,
        "additionalProperties": False,
    }


SCHEMAS: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "report": lambda: schema(ReportLayout),
    "finding": lambda: schema(FindingMember),
    "evidence": _evidence,
    "policy": _policy,
    "suppressions": lambda: schema(SuppressionFile),
}
"""How each schema is made, by its name."""
