"""What accompanies a message: a recorded one, other versions, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.messages import (
    ContextInfo,
    decode_context_info,
    decode_message,
    encode_context_info,
)
from tests.spec.objects.support import cases

(RECORDED,) = (case for case in cases("messages.json") if case["id"] == "metadata")


def test_a_recorded_one_is_read_and_written() -> None:
    inside = decode_message(bytes.fromhex(RECORDED["message"])).context_info
    assert inside
    info = decode_context_info(inside)
    assert info.device_lists_version == 2
    assert info.secret
    assert info.secret.hex() == RECORDED["secret"]
    assert encode_context_info(info) == inside


@given(
    st.none() | st.binary(max_size=20),
    st.integers(0, 2**32 - 1),
    st.none() | st.binary(min_size=32, max_size=32),
    st.sampled_from([b"", b"\x22\x01a"]),
)
def test_it_survives_the_wire(
    device_lists: bytes | None, version: int, secret: bytes | None, unknown: bytes
) -> None:
    info = ContextInfo(device_lists, version, secret, unknown)
    assert decode_context_info(encode_context_info(info)) == info


def test_metadata_of_another_version_is_left_unread() -> None:
    assert decode_context_info(b"\x0a\x01\xff\x10\x03") == ContextInfo(b"\xff", 3)
    assert decode_context_info(b"\x0a\x01\xff") == ContextInfo(b"\xff", 0)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("0a00 0a00", "deviceListMetadata: expected one value"),
        ("1002 1002", "deviceListMetadataVersion: expected one value"),
        ("1a0161", "messageSecret: expected 32 bytes, got 1"),
        ("0801", "deviceListMetadata: expected wire type 2, got 0"),
        ("10ffffffffffffffffff01", "deviceListMetadataVersion: expected at most 32 bits"),
        ("0a05", "expected 5 bytes, got 0"),
    ],
)
def test_what_is_in_doubt_is_refused(data: str, reason: str) -> None:
    with pytest.raises(Malformed) as refusal:
        decode_context_info(bytes.fromhex(data))
    assert reason in str(refusal.value)


def test_the_caller_cannot_write_a_short_secret() -> None:
    with pytest.raises(ValueError, match="messageSecret"):
        encode_context_info(ContextInfo(secret=bytes(31)))
