"""Linking payloads: recorded ones, the two stages of reading, and what a changed bit does."""

from dataclasses import replace
from hmac import digest
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.spec.objects import (
    DeviceIdentity,
    EncryptionType,
    LinkingPayload,
    Malformed,
    SignedDeviceIdentity,
    account_signature_holds,
    decode_linking_payload,
    decode_signed_device_identity,
    encode_linking_payload,
    linking_mac,
    linking_secret_vouches,
)
from mdaudit.spec.sorts import IdentityKey
from tests.spec.objects.support import (
    HOSTED_IDENTITY,
    IDENTITY,
    SECRET,
    cases,
    decisions,
    linking_payload,
    single_bit_flips,
    verdict,
)

RECORDED = {case["id"]: case for case in cases("adv_linking.json")}


def vouched(data: bytes, secret: bytes) -> LinkingPayload | None:
    """Return the payload if the linking secret vouches for it."""
    try:
        payload = decode_linking_payload(data)
    except Malformed:
        return None
    return payload if linking_secret_vouches(secret, payload) else None


def linked(case: dict[str, Any]) -> SignedDeviceIdentity | None:
    """Return the identity that a companion adopts from a recorded payload, in the order of LINK."""
    payload = vouched(bytes.fromhex(case["linking_payload"] or ""), secret_of(case))
    if payload is None:
        return None
    try:
        signed = decode_signed_device_identity(payload.inner)
    except Malformed:
        return None
    companion = IdentityKey(bytes.fromhex(case["companion_key"]))
    primary = signed.embedded_account_key
    return signed if primary and account_signature_holds(primary, companion, signed) else None


def secret_of(case: dict[str, Any]) -> bytes:
    return bytes.fromhex(case["linking_secret"])


def test_the_verdicts_are_the_recorded_ones_except_where_decided() -> None:
    verdicts = {name: verdict(accepted=linked(RECORDED[name]) is not None) for name in RECORDED}
    different = {name for name in RECORDED if verdicts[name] != RECORDED[name]["recorded"]}
    assert different == set(decisions("adv"))
    assert {name: verdicts[name] for name in decisions("adv")} == decisions("adv")


def test_a_signature_field_that_appears_again_is_accepted_and_reported() -> None:
    signed = linked(RECORDED["adv-087"])
    assert signed
    assert [report.what for report in signed.reports] == [
        "ADVSignedDeviceIdentity.accountSignature"
    ]


def test_an_account_type_without_a_name_is_accepted_and_reported() -> None:
    payload = vouched(
        bytes.fromhex(RECORDED["adv-085"]["linking_payload"]), secret_of(RECORDED["adv-085"])
    )
    assert payload
    assert payload.account_type is EncryptionType.E2EE
    assert [report.what for report in payload.reports] == [
        "ADVSignedDeviceIdentityHMAC.accountType"
    ]


def test_a_hosted_device_is_accepted_under_an_end_to_end_wrapper() -> None:
    signed = linked(RECORDED["adv-030"])
    assert signed
    assert signed.claims.device_type is EncryptionType.HOSTED


def test_empty_details_are_refused_after_the_secret_has_vouched() -> None:
    case = RECORDED["adv-069"]
    payload = vouched(bytes.fromhex(case["linking_payload"]), secret_of(case))
    assert payload
    with pytest.raises(Malformed, match=r"ADVDeviceIdentity\.rawId: expected this field"):
        decode_signed_device_identity(payload.inner)


@given(st.binary(max_size=100))
def test_the_identity_is_not_read_before_the_secret_has_vouched(inner: bytes) -> None:
    payload = LinkingPayload(inner, linking_mac(SECRET, inner, hosted=False))
    data = encode_linking_payload(payload)
    assert decode_linking_payload(data) == payload
    assert vouched(data, SECRET) == payload


@given(
    st.binary(max_size=100),
    st.binary(min_size=32, max_size=32),
    st.sampled_from(EncryptionType),
    st.sampled_from([b"", b"\xf8\x01\x05"]),
)
def test_a_payload_survives_the_wire(
    inner: bytes, mac: bytes, account_type: EncryptionType, unknown: bytes
) -> None:
    payload = LinkingPayload(inner, mac, account_type, unknown)
    data = encode_linking_payload(payload)
    assert decode_linking_payload(data) == payload
    assert encode_linking_payload(decode_linking_payload(data)) == data


def test_the_prefix_follows_the_account_type_of_the_wrapper() -> None:
    payload = linking_payload(HOSTED_IDENTITY)
    assert payload.hmac == digest(SECRET, b"\x06\x05" + payload.inner, "sha256")
    assert linking_secret_vouches(SECRET, payload)
    relabelled = replace(payload, account_type=EncryptionType.E2EE)
    assert not linking_secret_vouches(SECRET, relabelled)


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_secret_of_another_length_vouches_for_nothing(length: int) -> None:
    secret, inner = bytes(length), linking_payload().inner
    payload = LinkingPayload(inner, linking_mac(secret, inner, hosted=False))
    assert not linking_secret_vouches(secret, payload)


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_an_hmac_of_another_length_is_refused(length: int) -> None:
    payload = linking_payload()
    other = replace(payload, hmac=(payload.hmac * 2)[:length])
    assert not linking_secret_vouches(SECRET, other)
    with pytest.raises(ValueError, match="hmac"):
        encode_linking_payload(other)
    written = encode_linking_payload(payload)
    at = written.index(payload.hmac) - 1
    with pytest.raises(Malformed, match=r"hmac: expected 32 bytes"):
        decode_linking_payload(written[:at] + bytes([length]) + other.hmac)


@pytest.mark.parametrize("missing", ["details", "hmac"])
def test_identity_and_hmac_are_required(missing: str) -> None:
    field = {"details": b"\x12\x20" + bytes(32), "hmac": b"\x0a\x00"}
    with pytest.raises(Malformed, match=rf"{missing}: expected this field"):
        decode_linking_payload(field[missing])


@pytest.mark.parametrize("identity", [IDENTITY, HOSTED_IDENTITY], ids=["end-to-end", "hosted"])
def test_no_changed_bit_changes_what_is_vouched_for(identity: DeviceIdentity) -> None:
    payload = linking_payload(identity)
    data = encode_linking_payload(payload)
    covered = {
        offset
        for value in (payload.inner, payload.hmac)
        for offset in range(data.index(value), data.index(value) + len(value))
    }
    for offset, flipped in single_bit_flips(data):
        found = vouched(flipped, SECRET)
        if found is None:
            continue
        assert offset not in covered
        assert (found.inner, found.hmac) == (payload.inner, payload.hmac)


def test_no_changed_bit_of_the_secret_vouches() -> None:
    payload = linking_payload()
    for _, flipped in single_bit_flips(SECRET):
        assert not linking_secret_vouches(flipped, payload)


def test_no_shorter_payload_is_vouched_for() -> None:
    data = encode_linking_payload(linking_payload())
    assert vouched(data, SECRET)
    assert [length for length in range(len(data)) if vouched(data[:length], SECRET)] == []


@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    assert vouched(data, SECRET) is None
