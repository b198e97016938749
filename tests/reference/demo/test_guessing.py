"""Bytes of which nothing is known are taken apart; what cannot be, stays whole."""

from hypothesis import given
from hypothesis import strategies as st

from mdaudit.reference.client.messages.plaintexts import text_content
from mdaudit.reference.demo.guessing import pieces, words
from mdaudit.spec.objects.messages import DeviceSent, Message, encode_device_sent, encode_message


def test_a_text_is_found_however_deep_it_is() -> None:
    inner = encode_message(Message(content=text_content("meet me at noon")))
    wrapped = encode_message(Message(device_sent=encode_device_sent(DeviceSent("1555", inner))))
    assert "meet me at noon" in words(wrapped)
    assert inner in pieces(wrapped)


def test_other_bytes_stay_whole() -> None:
    assert list(pieces(b"\xff\xff")) == [b"\xff\xff"]
    assert list(pieces(b"\x0a\x05ab")) == [b"\x0a\x05ab"]
    assert words(b"\x00\x01") == []


def test_numbers_of_every_kind_are_passed_over() -> None:
    numbers = b"\x08\x96\x01" + b"\x11" + bytes(8) + b"\x1d" + bytes(4)
    assert list(pieces(numbers + b"\x22\x02hi"))[1:] == [b"hi"]


@given(st.binary(max_size=200))
def test_nothing_is_too_strange(octets: bytes) -> None:
    assert next(pieces(octets)) == octets
