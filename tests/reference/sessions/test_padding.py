"""Padding is taken off again, and nothing else is taken for padding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.reference.sessions import pad, unpad
from mdaudit.spec.objects import Malformed


@given(plaintext=st.binary(max_size=50), drawn=st.integers(0, 255))
def test_padding_is_taken_off_again(plaintext: bytes, drawn: int) -> None:
    padded = pad(plaintext, lambda length: bytes([drawn]) * length)
    assert 1 <= len(padded) - len(plaintext) <= 16
    assert unpad(padded) == plaintext


def test_every_length_from_1_to_16_occurs() -> None:
    lengths = {
        len(pad(b"", lambda length, d=drawn: bytes([d]) * length))  # type: ignore[misc]
        for drawn in range(256)
    }
    assert lengths == set(range(1, 17))


@pytest.mark.parametrize(
    "padded",
    [b"", b"\0", b"text\0", b"\x02", b"text\x01\x02", b"\x11" * 17, b"text\x03\x02\x03", b"\xff"],
)
def test_what_is_no_padding_is_refused(padded: bytes) -> None:
    with pytest.raises(Malformed, match="each equal to their number"):
        unpad(padded)


@given(padded=st.binary(max_size=40))
def test_any_bytes_are_unpadded_or_refused(padded: bytes) -> None:
    try:
        plaintext = unpad(padded)
    except Malformed:
        return
    count = len(padded) - len(plaintext)
    assert padded == plaintext + bytes([count]) * count
