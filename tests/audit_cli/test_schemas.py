"""The schemas allow what the command reads and writes, and nothing that it refuses."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from mdaudit.audit_cli.schemas import schema_of
from tests.audit_cli.honest import alice, honest
from tests.audit_cli.reports.eventful import hostile
from tests.fixtures.evidence.reports.make import DEMO, NAMES


def allows(name: str, value: object) -> bool:
    return Draft202012Validator(schema_of(name)).is_valid(value)


@pytest.mark.parametrize("name", NAMES)
def test_evidence_that_is_read_is_allowed(name: str) -> None:
    assert allows("evidence", json.loads((DEMO / f"{name}.json").read_text(encoding="utf-8")))
    assert allows("evidence", honest())
    assert allows("evidence", hostile())


def changed(**members: Any) -> Any:
    """Return evidence in which Alice's first pin has other members."""
    evidence = honest()
    alice(evidence)["pins"][0] |= members
    return evidence


def test_evidence_that_is_refused_is_not_allowed() -> None:
    assert not allows("evidence", honest() | {"format": "mdaudit-evidence/2"})
    assert not allows("evidence", honest() | {"thresholds": 1})
    assert not allows("evidence", changed(primary_key="AAAA"))
    assert not allows("evidence", changed(primary_key="_" * 43 + "="))
    assert not allows("evidence", changed(how="guessed"))
    assert not allows("evidence", changed(**{"from": -1}))
    assert allows("evidence", changed(**{"x-mine": 1}))


def test_policies() -> None:
    assert allows("policy", {"lifetime": 1, "clock_error": 0})
    assert allows("policy", {})
    assert not allows("policy", {"lifetime": 0})
    assert not allows("policy", {"lifetime": "1"})
    assert not allows("policy", {"life": 1})


def test_suppressions() -> None:
    entry = {"rule": "LIST-3", "subject": "*", "reason": "because"}
    assert allows("suppressions", {"suppress": [entry, entry | {"expires": "2027-01-01"}]})
    assert not allows("suppressions", {"suppress": [entry | {"until": "2027-01-01"}]})
    assert not allows("suppressions", {"suppress": [{"rule": "LIST-3", "subject": "*"}]})
    assert not allows("suppressions", {"ignore": []})
