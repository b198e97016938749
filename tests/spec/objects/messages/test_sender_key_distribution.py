"""Sender keys on their way: a recorded one, round trips, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.messages import (
    SenderKeyDistribution,
    decode_message,
    decode_sender_key_distribution,
    encode_sender_key_distribution,
)
from tests.spec.objects.support import cases

(RECORDED,) = (case for case in cases("messages.json") if case["id"] == "sender-key")
WRITTEN = encode_sender_key_distribution(SenderKeyDistribution("1@g.us", b"key"))


def test_a_recorded_key_is_read_and_written() -> None:
    inside = decode_message(bytes.fromhex(RECORDED["message"])).sender_key_distribution
    assert inside
    distribution = decode_sender_key_distribution(inside)
    assert distribution.group == RECORDED["group"]
    assert distribution.key.hex() == RECORDED["key"]
    assert encode_sender_key_distribution(distribution) == inside


@given(
    st.text(min_size=1, max_size=50),
    st.binary(max_size=50),
    st.sampled_from([b"", b"\x22\x01a"]),
)
def test_a_key_survives_the_wire(group: str, key: bytes, unknown: bytes) -> None:
    distribution = SenderKeyDistribution(group, key, unknown)
    assert decode_sender_key_distribution(encode_sender_key_distribution(distribution)) == (
        distribution
    )


@pytest.mark.parametrize("end", range(len(WRITTEN)))
def test_a_key_cut_short_is_refused(end: int) -> None:
    with pytest.raises(Malformed):
        decode_sender_key_distribution(WRITTEN[:end])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("1200", "SenderKeyDistributionMessage.groupId: expected this field"),
        ("0a00 1200", "groupId: expected 1 to 1023 bytes, got 0"),
        ("0a01ff 1200", "groupId: expected UTF-8"),
        ("0a0161 0a0162 1200", "groupId: expected one value"),
        ("0a0161 1001", "axolotlSenderKeyDistributionMessage: expected wire type 2, got 0"),
        ("0a0161 1200 1f", "got 7"),
    ],
)
def test_what_is_in_doubt_is_refused(data: str, reason: str) -> None:
    with pytest.raises(Malformed) as refusal:
        decode_sender_key_distribution(bytes.fromhex(data))
    assert reason in str(refusal.value)


def test_the_caller_cannot_write_a_key_for_no_group() -> None:
    with pytest.raises(ValueError, match="groupId"):
        encode_sender_key_distribution(SenderKeyDistribution("", b"key"))
