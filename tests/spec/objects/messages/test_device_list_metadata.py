"""Hints about device lists: recorded ones, versions, lengths of a hash, and what is refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.spec.objects import EncryptionType, Malformed
from mdaudit.spec.objects.messages import (
    DeviceListMetadata,
    Hint,
    decode_context_info,
    decode_device_list_metadata,
    decode_message,
    encode_device_list_metadata,
)
from mdaudit.spec.sorts import Index, Time
from tests.spec.objects.support import cases

(RECORDED,) = (case for case in cases("messages.json") if case["id"] == "metadata")
HINTS = st.builds(
    Hint,
    st.none() | st.binary(min_size=8, max_size=32),
    st.none() | st.integers(0, 2**64 - 1).map(Time),
    st.frozensets(st.integers(0, 2**32 - 1).map(Index), max_size=5),
)
METADATA = st.builds(
    DeviceListMetadata,
    HINTS,
    HINTS,
    st.sampled_from(EncryptionType),
    st.sampled_from(EncryptionType),
    st.sampled_from([b"", b"\x30\x01"]),
)


def metadata_in(message: str) -> bytes:
    info = decode_message(bytes.fromhex(message)).context_info
    assert info
    context = decode_context_info(info)
    assert context.device_lists
    assert context.device_lists_version == 2
    return context.device_lists


def test_a_recorded_one_is_read() -> None:
    metadata = decode_device_list_metadata(metadata_in(RECORDED["message"]), 2)
    sender_hash, recipient_hash = (
        bytes.fromhex(RECORDED[f"{side}_key_hash"]) for side in ("sender", "recipient")
    )
    assert metadata == DeviceListMetadata(
        Hint(sender_hash, Time(1_700_000_001), frozenset(map(Index, (0, 2, 300)))),
        Hint(recipient_hash, Time(1_700_000_002), frozenset(map(Index, (0, 5)))),
        EncryptionType.E2EE,
        EncryptionType.HOSTED,
    )


@pytest.mark.parametrize("case", cases("key_hash.json"), ids=lambda case: case["id"])
def test_recorded_hints_are_read_and_written(case: dict[str, Any]) -> None:
    data = metadata_in(case["message"])
    metadata = decode_device_list_metadata(data, 2)
    assert metadata.sender == Hint(bytes.fromhex(case["hash"]), Time(case["sender_timestamp"]))
    recipient = Hint(bytes.fromhex(case["short_hash"])) if case["names_recipient"] else Hint()
    assert metadata.recipient == recipient
    assert encode_device_list_metadata(metadata) == data


@given(METADATA)
def test_metadata_survives_the_wire(metadata: DeviceListMetadata) -> None:
    assert decode_device_list_metadata(encode_device_list_metadata(metadata), 2) == metadata


def test_a_time_of_zero_is_not_the_same_as_none() -> None:
    assert decode_device_list_metadata(b"\x10\x00", 2).sender == Hint(timestamp=Time(0))
    assert decode_device_list_metadata(b"", 2).sender == Hint()


def test_indexes_are_read_unpacked_as_well() -> None:
    indexes = decode_device_list_metadata(b"\x18\x01\x18\x02", 2).sender.key_indexes
    assert indexes == {1, 2}


@pytest.mark.parametrize("version", [0, 1, 3])
def test_another_version_is_refused(version: int) -> None:
    with pytest.raises(Malformed, match=rf"expected version 2, got {version}"):
        decode_device_list_metadata(b"", version)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("0a07" + "61" * 7, "senderKeyHash: expected 8 to 32 bytes, got 7"),
        ("4221" + "61" * 33, "recipientKeyHash: expected 8 to 32 bytes, got 33"),
        ("0a00", "senderKeyHash: expected 8 to 32 bytes, got 0"),
        ("1001 1001", "senderTimestamp: expected one value"),
        ("4801 4802", "recipientTimestamp: expected one value"),
        ("2002", "senderAccountType: expected one of 0, 1, got 2"),
        ("2802", "receiverAccountType: expected one of 0, 1, got 2"),
        ("1201 61", "senderTimestamp: expected wire type 0, got 2"),
        ("5205 ffffffff1f", "recipientKeyIndexes: expected at most 32 bits"),
        ("1a0201", "expected 2 bytes, got 1"),
        ("1001 0b", "wire type 0, 1, 2 or 5, got 3"),
    ],
)
def test_what_is_in_doubt_is_refused(data: str, reason: str) -> None:
    with pytest.raises(Malformed) as refusal:
        decode_device_list_metadata(bytes.fromhex(data), 2)
    assert reason in str(refusal.value)


@given(METADATA, st.data())
def test_a_changed_byte_never_leaves_the_meaning_in_doubt(
    metadata: DeviceListMetadata, data: st.DataObject
) -> None:
    written = bytearray(encode_device_list_metadata(metadata) or b"\x10\x00")
    at = data.draw(st.integers(0, len(written) - 1))
    written[at] ^= data.draw(st.integers(1, 255))
    try:
        read = decode_device_list_metadata(bytes(written), 2)
    except Malformed:
        return
    rewritten = encode_device_list_metadata(read)
    again = decode_device_list_metadata(rewritten, 2)
    assert (again.sender, again.recipient) == (read.sender, read.recipient)
    assert encode_device_list_metadata(again) == rewritten


@pytest.mark.parametrize("hint", [Hint(key_hash=bytes(7)), Hint(timestamp=Time(-1))])
def test_the_caller_cannot_write_what_would_be_refused(hint: Hint) -> None:
    with pytest.raises(ValueError, match="sender"):
        encode_device_list_metadata(DeviceListMetadata(sender=hint))
    with pytest.raises(ValueError, match="recipient"):
        encode_device_list_metadata(DeviceListMetadata(recipient=hint))
