"""Messages are written as they are read, and read strictly."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.reference.sessions import PreKeyMessage, read_pre_key_message
from mdaudit.reference.sessions.message import (
    OrdinaryMessage,
    read_ordinary_message,
    write_pre_key_message,
)
from mdaudit.spec.objects import Malformed
from mdaudit.spec.sorts import IdentityKey

KEYS = st.binary(min_size=32, max_size=32)
NUMBERS = st.integers(0, 2**32 - 1)
ORDINARY = st.builds(OrdinaryMessage, KEYS, NUMBERS, NUMBERS, st.binary(max_size=40))
WITH_PRE_KEYS = st.builds(
    PreKeyMessage,
    NUMBERS,
    KEYS.map(IdentityKey),
    KEYS,
    NUMBERS,
    st.none() | NUMBERS,
    st.binary(max_size=40),
)
MESSAGE = OrdinaryMessage(bytes(32), 3, 2, bytes(16))
FIRST = PreKeyMessage(9, IdentityKey(bytes(32)), bytes(32), 7, None, b"inside")


@given(message=ORDINARY, mac=st.binary(min_size=8, max_size=8))
def test_an_ordinary_message_is_read_as_written(message: OrdinaryMessage, mac: bytes) -> None:
    octets = message.authenticated()
    read = read_ordinary_message(octets + mac)
    assert (read.content, read.authenticated, read.mac) == (message, octets, mac)


@given(message=WITH_PRE_KEYS)
def test_a_message_with_pre_keys_is_read_as_written(message: PreKeyMessage) -> None:
    assert read_pre_key_message(write_pre_key_message(message)) == message


@given(octets=st.binary(max_size=80))
def test_any_bytes_are_a_message_or_malformed(octets: bytes) -> None:
    for read in (read_ordinary_message, read_pre_key_message):
        for start in (b"", b"\x33"):
            with pytest.raises(Malformed):
                read(start + octets)


@pytest.mark.parametrize("version", [0x22, 0x23, 0x32, 0x34, 0x44])
def test_another_version_is_refused(version: int) -> None:
    octets = MESSAGE.authenticated() + bytes(8)
    with pytest.raises(Malformed, match=f"expected version 33, got {version:x}"):
        read_ordinary_message(bytes([version]) + octets[1:])


@pytest.mark.parametrize("length", range(9))
def test_too_few_bytes_are_refused(length: int) -> None:
    with pytest.raises(Malformed, match="expected at least 9 bytes"):
        read_ordinary_message((b"\x33" + bytes(9))[:length])


@pytest.mark.parametrize("what", ["baseKey", "identityKey"])
def test_a_key_of_another_type_is_refused(what: str) -> None:
    octets = bytearray(write_pre_key_message(replace(FIRST, base_key=b"\1" * 32)))
    key = b"\x05" + (b"\1" * 32 if what == "baseKey" else bytes(32))
    octets[octets.index(key)] = 6
    with pytest.raises(Malformed, match=rf"PreKeyWhisperMessage\.{what}: .* got type 06"):
        read_pre_key_message(bytes(octets))


def test_a_message_that_says_something_twice_is_refused() -> None:
    octets = MESSAGE.authenticated() + b"\x10\x04" + bytes(8)
    with pytest.raises(Malformed, match=r"counter: expected one value"):
        read_ordinary_message(octets)


def test_an_unknown_field_is_passed_over() -> None:
    octets = MESSAGE.authenticated() + b"\x2a\x01\x00" + bytes(8)
    assert read_ordinary_message(octets).content == MESSAGE


@pytest.mark.parametrize("number", [-1, 2**32])
def test_a_number_that_does_not_fit_is_the_callers_fault(number: int) -> None:
    with pytest.raises(ValueError, match="registrationId"):
        write_pre_key_message(replace(FIRST, registration_id=number))
