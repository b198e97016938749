"""Evidence of each severity, for tests of the command."""

import json
from pathlib import Path

from tests.audit_cli.honest import (
    MALLORY,
    START,
    Evidence,
    alice,
    copy,
    honest,
    listed,
    message,
    shown,
)
from tests.audit_cli.signing import base64

SECRET = bytes(range(32))
"""A linking secret."""


def write(file: Path, evidence: object) -> Path:
    file.write_text(json.dumps(evidence))
    return file


def medium() -> Evidence:
    evidence = honest()
    alice(evidence)["lists"].append(shown(150, listed(50, (0, 1, 2, 3), current=2)))
    return evidence


def high() -> Evidence:
    evidence = honest()
    alice(evidence)["lists"].append(shown(150, listed(5, (0, 1, 2))))
    return evidence


def critical() -> Evidence:
    evidence = honest()
    evidence["messages"].append(message("m2", 600, copy(600, 0, MALLORY)))
    return evidence


def low() -> Evidence:
    evidence = honest()
    mark = {"primary_key": base64(MALLORY.public), "at": START + 450}
    alice(evidence)["verified"] = mark
    return evidence


def inconclusive() -> Evidence:
    evidence = honest()
    del alice(evidence)["hints"]
    return evidence
