"""Copies for own devices: a recorded one, round trips, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.messages import (
    DeviceSent,
    decode_device_sent,
    decode_message,
    encode_device_sent,
)
from tests.spec.objects.support import cases

(RECORDED,) = (case for case in cases("messages.json") if case["id"] == "device-sent")
SENT = DeviceSent("1@lid", b"\x0a\x02hi", "2:47DEQpj8")
WRITTEN = encode_device_sent(SENT)


def test_a_recorded_copy_is_read_and_written() -> None:
    inside = decode_message(bytes.fromhex(RECORDED["message"])).device_sent
    assert inside
    sent = decode_device_sent(inside)
    assert sent.destination == RECORDED["destination"]
    assert sent.message.hex() == RECORDED["inner"]
    assert sent.participant_hash == RECORDED["participant_hash"]
    assert encode_device_sent(sent) == inside


@given(
    st.text(min_size=1, max_size=50),
    st.binary(max_size=50),
    st.none() | st.text(max_size=10),
    st.sampled_from([b"", b"\x22\x01a"]),
)
def test_a_copy_survives_the_wire(
    destination: str, message: bytes, participant_hash: str | None, unknown: bytes
) -> None:
    sent = DeviceSent(destination, message, participant_hash, unknown)
    assert decode_device_sent(encode_device_sent(sent)) == sent


@pytest.mark.parametrize("end", range(len(WRITTEN)))
def test_a_copy_cut_short_is_refused_or_has_no_hash(end: int) -> None:
    try:
        assert decode_device_sent(WRITTEN[:end]).participant_hash is None
    except Malformed:
        return
    assert end == WRITTEN.index(b"\x1a")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("1200", "DeviceSentMessage.destinationJid: expected this field"),
        ("0a0161", "DeviceSentMessage.message: expected this field"),
        ("0a00 1200", "destinationJid: expected 1 to 1023 bytes, got 0"),
        ("0a01ff 1200", "destinationJid: expected UTF-8, got the byte 255"),
        ("0a0161 1200 1200", "DeviceSentMessage.message: expected one value"),
        ("0a0161 0a0162 1200", "destinationJid: expected one value"),
        ("0801 1200", "destinationJid: expected wire type 2, got 0"),
        ("0a0161 1200 1a01ff", "phash: expected UTF-8"),
        ("0a0161 1200 00", "field number"),
    ],
)
def test_what_is_in_doubt_is_refused(data: str, reason: str) -> None:
    with pytest.raises(Malformed) as refusal:
        decode_device_sent(bytes.fromhex(data))
    assert reason in str(refusal.value)


@pytest.mark.parametrize("destination", ["", "1" * 1024])
def test_the_caller_cannot_write_what_would_be_refused(destination: str) -> None:
    with pytest.raises(ValueError, match="destinationJid"):
        encode_device_sent(DeviceSent(destination, b""))
