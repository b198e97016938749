"""Messages: a recorded one, the parts that are left unread, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.messages import Message, decode_message, encode_message
from tests.spec.objects.support import cases

RECORDED = {
    case["id"]: bytes.fromhex(case["message"])
    for case in cases("messages.json")
    if "message" in case
}
CONVERSATION = b"\x0a\x02hi"
PARTS = st.none() | st.binary(max_size=20)


@pytest.mark.parametrize("name", RECORDED)
def test_a_recorded_message_is_written_as_it_was(name: str) -> None:
    assert encode_message(decode_message(RECORDED[name])) == RECORDED[name]


@given(PARTS, PARTS, PARTS, st.sampled_from([b"", CONVERSATION]))
def test_a_message_survives_the_wire(
    key: bytes | None, sent: bytes | None, info: bytes | None, content: bytes
) -> None:
    message = Message(key, sent, info, content)
    assert decode_message(encode_message(message)) == message


def test_what_the_user_wrote_stays_as_it_is_and_parts_stay_unread() -> None:
    message = decode_message(CONVERSATION + b"\xfa\x01\x02\xff\xff")
    assert message == Message(device_sent=b"\xff\xff", content=CONVERSATION)


def test_an_empty_message_has_nothing() -> None:
    assert decode_message(b"") == Message()


def test_a_padded_length_is_reported() -> None:
    (report,) = decode_message(b"\xfa\x01\x80\x00").reports
    assert report.what == "Message.deviceSentMessage"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("fa0100 fa0100", "Message.deviceSentMessage: expected one value, got another one"),
        ("9a0200 9a0200", "Message.messageContextInfo: expected one value"),
        ("1200 1200", "Message.senderKeyDistributionMessage: expected one value"),
        ("f80101", "Message.deviceSentMessage: expected wire type 2, got 0"),
        ("fa010561", "expected 5 bytes, got 1"),
        ("00", "field number"),
    ],
)
def test_what_is_in_doubt_is_refused(data: str, reason: str) -> None:
    with pytest.raises(Malformed) as refusal:
        decode_message(bytes.fromhex(data))
    assert reason in str(refusal.value)
