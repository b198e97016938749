"""One document to audit: evidence, or a lone object put into the same form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from msgspec import ValidationError, convert

from mdaudit.audit_cli.cannot_look import CannotLookError
from mdaudit.audit_cli.inputs.client_store import ClientStore
from mdaudit.audit_cli.inputs.evidence import FORMAT, Evidence, Key, Octets
from mdaudit.audit_cli.inputs.json_text import NotStrictJsonError, read_json
from mdaudit.audit_cli.inputs.mismatch import mismatch
from mdaudit.audit_cli.inputs.octets import KEY_LENGTH, from_base64

SEE: Final = "see `mdaudit schema evidence`"
"""What to do about a document that is not of the format."""

NAMES: Final = {dict: "object", list: "array", str: "string", bool: "boolean", type(None): "null"}
"""How JSON calls what a text holds; the rest is numbers."""


@dataclass(frozen=True)
class Document:
    """What one audit looks at."""

    name: str
    """Where it came from, for the reader of the report."""

    digest: str
    """SHA-256 of its bytes as read, in hexadecimal."""

    kind: str
    """What it was recognised as."""

    evidence: Evidence
    """What it says."""

    claimed_policy: Any = None
    """Thresholds that the evidence names (``x-policy``): shown, never applied."""

    lone: bool = False
    """It is one object, without any history: what came before is not known."""

    replayed: bool = False
    """It is of a log that the specification follows: each thing was right when it happened."""

    store: ClientStore | None = None
    """The client's store that the evidence was taken from."""

    places: Mapping[str, str] = field(default_factory=dict)
    """Where that evidence stands in the store: JSON Pointers into the one, then the other."""

    remarks: tuple[str, ...] = ()
    """What the reader of the report should know of it, a sentence each."""


def evidence_document(name: str, text: bytes) -> Document:
    """Read one ``mdaudit-evidence/1`` object.

    Raises:
        CannotLookError: it is not strict JSON, or not of the format.
    """
    try:
        read = read_json(text)
    except NotStrictJsonError as problem:
        raise CannotLookError(name, "strict JSON", str(problem), "mend the file") from None
    value = read.value
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        of_a_store = isinstance(value, dict) and "signedIdentityKey" in value
        advice = "name the whole folder of the store" if of_a_store else SEE
        raise CannotLookError(name, f"an object with format {FORMAT!r}", _format(value), advice)
    try:
        evidence = convert(value, Evidence, dec_hook=_octets)
    except ValidationError as problem:
        found = mismatch(problem)
        raise CannotLookError(found.within(name), found.expected, found.got, SEE) from None
    digest, claimed = sha256(text).hexdigest(), read.extensions.get("x-policy")
    return Document(name, digest, FORMAT, evidence, claimed)


def _format(value: object) -> str:
    """What a JSON text is instead of evidence."""
    if not isinstance(value, dict):
        return f"a JSON {NAMES.get(type(value), 'number')}"
    return repr(value["format"]) if "format" in value else "an object without a format"


def _octets(kind: type[Any], value: object) -> Octets:
    if not issubclass(kind, Octets):  # pragma: no cover - no other type of the format asks
        raise NotImplementedError(kind)
    if not isinstance(value, str):
        got = NAMES.get(type(value), "number")
        raise ValueError(f"expected text in base64, got a JSON {got}")  # noqa: TRY004
    octets = from_base64(value)
    if issubclass(kind, Key) and len(octets) != KEY_LENGTH:
        raise ValueError(f"expected {KEY_LENGTH} bytes, got {len(octets)}")
    return kind(octets)
