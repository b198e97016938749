"""Where the history is: recorded notifications, round trips, and what is refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.messages import (
    HistoryFile,
    HistorySync,
    HistoryType,
    decode_history_sync,
    encode_history_sync,
)
from tests.spec.objects.support import cases

RECORDED = {case["id"]: case for case in cases("messages.json") if "notification" in case}
HASHES = st.binary(min_size=32, max_size=32)
FILE = HistoryFile(bytes([1] * 32), bytes([2] * 32), bytes([3] * 32), "/path")


def test_a_recorded_notification_of_a_file_is_read_and_written() -> None:
    case = RECORDED["history-file"]
    plain_hash, encrypted_hash, key = (
        bytes.fromhex(case[name]) for name in ("plain_hash", "encrypted_hash", "key")
    )
    sync = decode_history_sync(bytes.fromhex(case["notification"]))
    assert sync == HistorySync(
        HistoryType[case["type"]],
        HistoryFile(plain_hash, encrypted_hash, key, case["path"]),
        chunk=case["chunk"],
        progress=case["progress"],
    )
    assert encode_history_sync(sync).hex() == case["notification"]


def test_a_recorded_notification_without_a_file_is_read_and_written() -> None:
    case = RECORDED["history-inline"]
    sync = decode_history_sync(bytes.fromhex(case["notification"]))
    assert sync == HistorySync(HistoryType[case["type"]], inline=bytes.fromhex(case["inline"]))
    assert encode_history_sync(sync).hex() == case["notification"]


@given(
    st.builds(
        HistorySync,
        st.sampled_from(HistoryType),
        st.none() | st.builds(HistoryFile, HASHES, HASHES, HASHES, st.text(max_size=10)),
        st.none() | st.binary(max_size=10),
        st.integers(0, 2**32 - 1),
        st.integers(0, 2**32 - 1),
        st.sampled_from([b"", b"\x10\x05"]),
    )
)
def test_a_notification_survives_the_wire(sync: HistorySync) -> None:
    assert decode_history_sync(encode_history_sync(sync)) == sync


def test_a_type_that_is_left_out_is_the_first_one() -> None:
    first = HistorySync(HistoryType.INITIAL_BOOTSTRAP, inline=b"all")
    assert decode_history_sync(bytes.fromhex("5a03616c6c")) == first
    assert decode_history_sync(bytes.fromhex("3000 5a03616c6c")) == first


@pytest.mark.parametrize("left_out", [0x0A, 0x1A, 0x22, 0x2A])
def test_a_file_is_named_whole_or_not_at_all(left_out: int) -> None:
    parts = {0x0A: bytes(32), 0x1A: bytes(32), 0x22: bytes(32), 0x2A: b"/path"}
    data = b"".join(
        bytes([tag, len(part)]) + part for tag, part in parts.items() if tag != left_out
    )
    with pytest.raises(Malformed, match="a path, a key and both hashes, or none of them"):
        decode_history_sync(data + b"\x30\x00")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("3009", "syncType: expected one of 0, 1, 2, 3, 4, 5, 6, 7, 8, got 9"),
        ("3000 3000", "syncType: expected one value"),
        ("3200", "syncType: expected wire type 0, got 2"),
        ("3000 0a0161", "fileSha256: expected 32 bytes, got 1"),
        ("3000 1a0161", "mediaKey: expected 32 bytes, got 1"),
        ("3000 220161", "fileEncSha256: expected 32 bytes, got 1"),
        ("3000 2a01ff", "directPath: expected UTF-8"),
        ("3000 5a0561", "expected 5 bytes, got 1"),
        ("3000 00", "field number"),
    ],
)
def test_what_is_in_doubt_is_refused(data: str, reason: str) -> None:
    with pytest.raises(Malformed) as refusal:
        decode_history_sync(bytes.fromhex(data))
    assert reason in str(refusal.value)


@pytest.mark.parametrize(
    "file",
    [replace(FILE, plain_hash=b""), replace(FILE, key=b""), replace(FILE, encrypted_hash=b"")],
)
def test_the_caller_cannot_write_what_would_be_refused(file: HistoryFile) -> None:
    with pytest.raises(ValueError, match="expected bytes"):
        encode_history_sync(HistorySync(HistoryType.FULL, file))
