"""Signatures over the wrong string, and bytes with no reading or two."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from mdaudit.audit_cli.decidable import KEY_INDEX_LIST
from mdaudit.audit_cli.findings import Report
from mdaudit.audit_cli.inputs.evidence import Key
from mdaudit.audit_cli.inputs.lone_object import Given, object_document
from mdaudit.spec.objects import (
    KeyIndexList,
    SignedKeyIndexList,
    decode_signed_device_identity,
    encode_key_index_list,
    encode_signed_device_identity,
    encode_signed_key_index_list,
)
from mdaudit.spec.sorts import Index, RawId, Time
from tests.audit_cli.honest import PHONE, START, alice, device, honest, listed, shown
from tests.audit_cli.signing import KeyPair, base64, certificate
from tests.audit_cli.verdicts import answer, audited, blame, failed, finding, noted, report_on

VECTORS = Path(__file__).parents[2] / "fixtures" / "vectors"
STRANGER = KeyPair.named("stranger")
DETAILS = encode_key_index_list(
    KeyIndexList(RawId(7), Time(START + 50), Index(2), frozenset({Index(0), Index(1), Index(2)}))
)


def lone_list(data: bytes, key: bytes | None = PHONE.public, *, hosted: bool = False) -> Report:
    given = Given(START + 60, None if key is None else Key(key))
    document = object_document("list", data, KEY_INDEX_LIST, given)
    return report_on(document, hosted=hosted)


@pytest.mark.parametrize("prefix", [b"\x06\x00", b"\x06\x05", b"\x06\x07", b""])
def test_a_signature_over_another_string_is_a_mix_up(prefix: bytes) -> None:
    signed = SignedKeyIndexList(DETAILS, PHONE.sign(prefix + DETAILS))
    report = lone_list(encode_signed_key_index_list(signed))
    assert failed(report) == {"LIST-1", "WIRE-1"}
    assert blame(report, "WIRE-1") == ["unknown"]
    assert finding(report, "WIRE-1").expected.startswith("the signed string 0602")


def test_of_a_signature_under_no_known_key_nobody_knows_what_it_covers() -> None:
    report = lone_list(listed(50, (0, 1, 2), owner=STRANGER))
    assert failed(report) == {"LIST-1"}
    assert answer(report, "WIRE-1") == "inconclusive"


def test_a_device_signature_over_another_string_is_a_mix_up() -> None:
    honest_one = decode_signed_device_identity(certificate(PHONE, STRANGER, 9, time=START))
    mixed_up = STRANGER.sign(b"\x06\x00" + honest_one.details + STRANGER.public)
    signed = encode_signed_device_identity(replace(honest_one, device_signature=mixed_up))
    evidence = honest()
    alice(evidence)["devices"].append(device(7, STRANGER, signed))
    report = audited(evidence)
    assert failed(report) == {"DEV-2", "WIRE-1"}
    assert finding(report, "WIRE-1").got.startswith("a signature over 0600")


def test_what_is_only_odd_is_a_note() -> None:
    signed = listed(50, (0, 1, 2), embedded=PHONE.public)
    report = lone_list(signed + signed[-34:])
    assert failed(report) == set()
    assert noted(report) == {"WIRE-2"}
    assert "appears again" in finding(report, "WIRE-2").got


@pytest.mark.parametrize("hosted", [False, True])
def test_both_prefixes_of_a_hosted_device_are_right(hosted: bool) -> None:  # noqa: FBT001
    evidence = honest()
    del evidence["messages"], evidence["received"]
    evidence["accounts"].pop()
    alice(evidence)["lists"] = []
    alice(evidence)["devices"] = [
        device(7, STRANGER, certificate(PHONE, STRANGER, 9, time=START, hosted=hosted))
    ]
    report = audited(evidence, hosted=hosted)
    assert answer(report, "WIRE-1") == "pass"
    assert failed(report) == set()


def test_malformed_bytes_in_evidence_are_a_finding() -> None:
    evidence = honest()
    alice(evidence)["lists"].append(shown(150, listed(50, (0, 1, 2))[:-1], "refused"))
    report = audited(evidence)
    assert failed(report) == set()
    assert finding(report, "WIRE-2").severity.word == "note"
    alice(evidence)["lists"][-1]["outcome"] = "accepted"
    report = audited(evidence)
    assert failed(report) == {"WIRE-2"}
    assert answer(report, "FAN-1") == "inconclusive"
    alice(evidence)["lists"][-1]["signed_key_index_list"] = base64(b"")
    assert failed(audited(evidence)) == {"WIRE-2"}


def recorded() -> list[tuple[str, str, str, bool, str]]:
    """Return lists as third parties signed or broke them."""
    cases = json.loads((VECTORS / "key_index_list_zapo.json").read_text(encoding="utf-8"))["cases"]
    return [
        (c["id"], c["signed_list"], c["trusted_account_key"], c["hosted"], c["recorded"])
        for c in cases
    ]


@pytest.mark.parametrize(("name", "data", "key", "hosted", "expected"), recorded())
def test_recorded_lists_get_the_recorded_verdict(
    name: str,
    data: str,
    key: str,
    hosted: bool,  # noqa: FBT001
    expected: str,
) -> None:
    report = lone_list(bytes.fromhex(data), bytes.fromhex(key), hosted=hosted)
    assert (failed(report) == set()) == (expected == "accept"), name
