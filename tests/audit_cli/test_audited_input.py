"""What a report tells of a document."""

import json
from dataclasses import replace

import pytest

from mdaudit.audit_cli.audited_input import OWN_THRESHOLDS, told
from mdaudit.audit_cli.inputs.document import evidence_document


def claiming(policy: str) -> bytes:
    return b'{"format": "mdaudit-evidence/1", "accounts": [], "x-policy": %b}' % policy.encode()


@pytest.mark.parametrize(
    ("claimed", "repeated"),
    [
        ('{"lifetime": 1}', {"lifetime": 1}),
        (json.dumps("x" * 2000), "not repeated"),
        ("1e999", "not repeated"),
        ("[" * 900 + "]" * 900, "not repeated"),
    ],
)
def test_thresholds_that_it_names_are_repeated_if_they_are_short_and_json(
    claimed: str, repeated: object
) -> None:
    found = told(evidence_document("a", claiming(claimed)))
    assert found.claimed_policy is not None
    assert json.loads(found.claimed_policy) == repeated
    assert found.remarks == (OWN_THRESHOLDS,)


def test_what_its_reader_found_worth_knowing_is_told() -> None:
    read = evidence_document("a", claiming("1"))
    found = told(replace(read, remarks=("Events replayed in the model: list 3\x1b.",)))
    assert found.remarks == ("Events replayed in the model: list 3\ufffd.", OWN_THRESHOLDS)


def test_most_name_none() -> None:
    found = told(evidence_document("a\x1b", b'{"format": "mdaudit-evidence/1", "accounts": []}'))
    assert (found.name, found.claimed_policy, found.remarks) == ("a\ufffd", None, ())
