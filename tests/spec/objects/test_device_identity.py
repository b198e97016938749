"""Device identities: what is read, what both signatures cover, and what a changed bit does."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.spec.objects import (
    DeviceIdentity,
    EncryptionType,
    Malformed,
    SignedDeviceIdentity,
    account_signature_holds,
    decode_device_identity,
    decode_signed_device_identity,
    device_signature_holds,
    encode_device_identity,
    encode_signed_device_identity,
)
from mdaudit.spec.sorts import IdentityKey, Index, RawId, Time
from tests.spec.objects.support import (
    COMPANION,
    HOSTED_IDENTITY,
    IDENTITY,
    PRIMARY,
    KeyPair,
    signed_identity,
    single_bit_flips,
)

IDENTITIES = st.builds(
    DeviceIdentity,
    raw_id=st.integers(0, 2**32 - 1).map(RawId),
    timestamp=st.integers(0, 2**64 - 1).map(Time),
    key_index=st.integers(0, 2**32 - 1).map(Index),
    account_type=st.sampled_from(EncryptionType),
    device_type=st.sampled_from(EncryptionType),
)
STRANGER = KeyPair.named("stranger")


def both_hold(signed: SignedDeviceIdentity) -> bool:
    """Tell whether both signatures hold, between the two devices of these tests."""
    return account_signature_holds(
        PRIMARY.public, COMPANION.public, signed
    ) and device_signature_holds(PRIMARY.public, COMPANION.public, signed)


def believed(data: bytes) -> SignedDeviceIdentity | None:
    """Return the identity if both signatures hold and an embedded key is the pinned one."""
    try:
        signed = decode_signed_device_identity(data)
    except Malformed:
        return None
    pinned = signed.embedded_account_key in (None, PRIMARY.public)
    return signed if pinned and both_hold(signed) else None


@given(IDENTITIES)
def test_what_is_encoded_is_decoded(identity: DeviceIdentity) -> None:
    details = encode_device_identity(identity)
    assert decode_device_identity(details) == identity
    assert encode_device_identity(decode_device_identity(details)) == details


def test_a_type_is_written_only_if_it_is_hosted() -> None:
    assert encode_device_identity(IDENTITY).hex() == "08071080e2cfaa061803"
    assert encode_device_identity(HOSTED_IDENTITY).hex() == "08071080e2cfaa06180320012801"


def test_an_absent_key_index_counts_as_0() -> None:
    assert decode_device_identity(bytes.fromhex("08071001")).key_index == 0


@pytest.mark.parametrize("details", ["", "0807", "1001", "1803"])
def test_raw_id_and_timestamp_are_required(details: str) -> None:
    with pytest.raises(Malformed, match="expected this field"):
        decode_device_identity(bytes.fromhex(details))
    with pytest.raises(Malformed, match="expected this field"):
        replace(signed_identity(), details=bytes.fromhex(details))


@pytest.mark.parametrize("missing", ["details", "accountSignature"])
def test_details_and_account_signature_are_required(missing: str) -> None:
    field = {"details": b"\x1a\x40" + bytes(64), "accountSignature": b"\x0a\x00"}
    with pytest.raises(Malformed, match=rf"{missing}: expected this field"):
        decode_signed_device_identity(field[missing])


@given(identity=IDENTITIES, with_key=st.booleans(), with_signature=st.booleans())
def test_a_signed_identity_survives_the_wire(
    identity: DeviceIdentity, *, with_key: bool, with_signature: bool
) -> None:
    signed = SignedDeviceIdentity(
        details=encode_device_identity(identity),
        account_signature=bytes(64),
        embedded_account_key=PRIMARY.public if with_key else None,
        device_signature=bytes(64) if with_signature else None,
        unknown=b"\xf8\x01\x05",
    )
    data = encode_signed_device_identity(signed)
    assert decode_signed_device_identity(data) == signed
    assert encode_signed_device_identity(decode_signed_device_identity(data)) == data
    assert signed.claims == identity


def test_the_claims_follow_the_details() -> None:
    other = encode_device_identity(HOSTED_IDENTITY)
    assert replace(signed_identity(), details=other).claims == HOSTED_IDENTITY


def test_reports_come_from_the_framing_and_from_the_details() -> None:
    signature = b"\x1a\x40" + bytes(64)
    signed = decode_signed_device_identity(
        signature + signature + b"\x0a\x05" + bytes.fromhex("0887001001")
    )
    assert [report.what for report in signed.reports] == [
        "ADVSignedDeviceIdentity.accountSignature",
        "ADVDeviceIdentity.rawId",
    ]
    assert replace(signed).reports == signed.reports


def test_details_are_kept_as_received() -> None:
    details = bytes.fromhex("1803 2000 1001 0807 300a")
    signed = decode_signed_device_identity(
        b"\x0a" + bytes([len(details)]) + details + b"\x1a\x40" + bytes(64)
    )
    assert signed.details == details
    assert signed.claims == DeviceIdentity(RawId(7), Time(1), Index(3))


@pytest.mark.parametrize("identity", [IDENTITY, HOSTED_IDENTITY], ids=["end-to-end", "hosted"])
def test_both_signatures_of_an_honest_pair_hold(identity: DeviceIdentity) -> None:
    assert both_hold(signed_identity(identity))


def test_a_hosted_device_may_use_the_hosted_device_prefix() -> None:
    assert both_hold(signed_identity(HOSTED_IDENTITY, device_prefix_is_hosted=True))


def test_an_end_to_end_device_may_not_use_the_hosted_device_prefix() -> None:
    signed = signed_identity(device_prefix_is_hosted=True)
    assert not device_signature_holds(PRIMARY.public, COMPANION.public, signed)


@pytest.mark.parametrize("identity", [IDENTITY, HOSTED_IDENTITY], ids=["end-to-end", "hosted"])
def test_the_account_prefix_follows_the_device_type(identity: DeviceIdentity) -> None:
    signed = signed_identity(identity)
    other = b"\x06\x00" if identity is HOSTED_IDENTITY else b"\x06\x05"
    forged = PRIMARY.sign(other + signed.details + COMPANION.public)
    assert not both_hold(replace(signed, account_signature=forged))


def test_signatures_are_of_these_two_devices() -> None:
    signed = signed_identity()
    primary, companion, stranger = PRIMARY.public, COMPANION.public, STRANGER.public
    assert not account_signature_holds(stranger, companion, signed)
    assert not account_signature_holds(primary, stranger, signed)
    assert not device_signature_holds(stranger, companion, signed)
    assert not device_signature_holds(primary, stranger, signed)


def test_an_embedded_key_is_not_trusted() -> None:
    signed = signed_identity()
    forged = STRANGER.sign(b"\x06\x00" + signed.details + COMPANION.public)
    replaced = replace(signed, account_signature=forged, embedded_account_key=STRANGER.public)
    assert not account_signature_holds(PRIMARY.public, COMPANION.public, replaced)


def test_without_a_device_signature_none_holds() -> None:
    signed = replace(signed_identity(), device_signature=None)
    assert account_signature_holds(PRIMARY.public, COMPANION.public, signed)
    assert not device_signature_holds(PRIMARY.public, COMPANION.public, signed)


def test_a_device_signature_is_no_account_signature_and_the_other_way_round() -> None:
    signed = signed_identity()
    assert signed.device_signature
    swapped = replace(
        signed,
        account_signature=signed.device_signature,
        device_signature=signed.account_signature,
    )
    assert not account_signature_holds(PRIMARY.public, COMPANION.public, swapped)
    assert not account_signature_holds(COMPANION.public, PRIMARY.public, swapped)
    assert not device_signature_holds(PRIMARY.public, COMPANION.public, swapped)
    assert not device_signature_holds(COMPANION.public, PRIMARY.public, swapped)


def test_bytes_cannot_move_from_the_details_into_the_key() -> None:
    approved = encode_device_identity(HOSTED_IDENTITY)
    shorter, rest = approved[:-2], approved[-2:]
    longer_key = IdentityKey(rest + COMPANION.public)
    signed_string = b"\x06\x00" + approved + COMPANION.public
    assert signed_string == b"\x06\x00" + shorter + longer_key
    signed = SignedDeviceIdentity(shorter, PRIMARY.sign(signed_string))
    assert not account_signature_holds(PRIMARY.public, longer_key, signed)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_keys_of_another_length_hold_nothing(length: int) -> None:
    wrong, signed = IdentityKey(bytes(length)), signed_identity()
    assert not account_signature_holds(wrong, COMPANION.public, signed)
    assert not account_signature_holds(PRIMARY.public, wrong, signed)
    assert not device_signature_holds(wrong, COMPANION.public, signed)
    assert not device_signature_holds(PRIMARY.public, wrong, signed)


@pytest.mark.parametrize(
    "signed",
    [
        signed_identity(),
        signed_identity(HOSTED_IDENTITY),
        signed_identity(HOSTED_IDENTITY, device_prefix_is_hosted=True),
        replace(signed_identity(), unknown=b"\xfa\x01\x03abc"),
    ],
    ids=["end-to-end", "hosted", "hosted prefix", "with an unknown field"],
)
def test_no_changed_bit_changes_what_is_believed(signed: SignedDeviceIdentity) -> None:
    data = encode_signed_device_identity(signed)
    values = (signed.details, PRIMARY.public, signed.account_signature, signed.device_signature)
    covered = {
        offset
        for value in values
        if value
        for offset in range(data.index(value), data.index(value) + len(value))
    }
    for offset, flipped in single_bit_flips(data):
        found = believed(flipped)
        if found is None:
            continue
        assert offset not in covered
        assert (found.details, found.claims) == (signed.details, signed.claims)
        assert found.account_signature == signed.account_signature
        assert found.device_signature == signed.device_signature


def test_no_shorter_message_is_believed() -> None:
    data = encode_signed_device_identity(signed_identity())
    assert believed(data)
    assert [length for length in range(len(data)) if believed(data[:length])] == []


@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    assert believed(data) is None
    try:
        identity = decode_device_identity(data)
    except Malformed:
        return
    assert decode_device_identity(encode_device_identity(identity)) == identity
