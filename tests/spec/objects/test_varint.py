"""Integers: their one canonical spelling, padded ones, and those without a meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.varint import Varint, read_varint, write_varint


def read(data: bytes) -> Varint:
    return read_varint(data, 0, len(data), "number")


@given(st.integers(0, 2**64 - 1))
def test_what_is_written_is_read(value: int) -> None:
    written = write_varint(value)
    assert read(written) == Varint(value, len(written), padded=False)


@given(st.integers(0, 2**64 - 1), st.integers(1, 9))
def test_a_padded_integer_is_read_and_noticed(value: int, zeros: int) -> None:
    *body, last = write_varint(value)
    padded = bytes((*body, last | 0x80, *[0x80] * (zeros - 1), 0))
    if len(padded) > 10:
        with pytest.raises(Malformed, match="at most 10 bytes"):
            read(padded)
    else:
        assert read(padded) == Varint(value, len(padded), padded=True)


@pytest.mark.parametrize("low", [b"\x80", b"\xff"])
@pytest.mark.parametrize("last", [0x02, 0x03, 0x7F])
def test_more_than_64_bits_are_refused(low: bytes, last: int) -> None:
    with pytest.raises(Malformed, match="at most 64 bits"):
        read(low * 9 + bytes([last]))


@pytest.mark.parametrize("data", [b"", b"\x80", b"\xff" * 9])
def test_an_integer_that_does_not_end_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed, match="another byte") as refusal:
        read(data)
    assert refusal.value.where == len(data)


def test_an_integer_ends_before_the_bytes_that_follow() -> None:
    with pytest.raises(Malformed, match="another byte"):
        read_varint(b"\x80\x01", 0, 1, "number")


@pytest.mark.parametrize("value", [-1, 2**64])
def test_the_caller_cannot_write_what_cannot_be_read(value: int) -> None:
    with pytest.raises(ValueError, match="at most 64 bits"):
        write_varint(value)
