"""Distributions and messages are written as they are read, and read strictly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.reference.sender_keys import read_distribution
from mdaudit.reference.sender_keys.message import (
    GroupMessage,
    read_group_message,
    write_distribution,
    write_group_message,
)
from mdaudit.reference.sessions.chain import ChainKey
from mdaudit.spec.objects import Malformed

KEYS = st.binary(min_size=32, max_size=32)
NUMBERS = st.integers(0, 2**32 - 1)


@given(number=NUMBERS, position=NUMBERS, key=KEYS, signing=KEYS)
def test_a_distribution_is_read_as_written(
    number: int, position: int, key: bytes, signing: bytes
) -> None:
    read = read_distribution(write_distribution(number, ChainKey(key, position), signing))
    found = (read.number, read.position, read.chain_key, read.signing_key)
    assert found == (number, position, key, signing)


@given(message=st.builds(GroupMessage, NUMBERS, NUMBERS, st.binary(max_size=40)))
def test_a_message_is_read_as_written(message: GroupMessage) -> None:
    octets = write_group_message(message)
    read = read_group_message(octets + bytes(64))
    assert (read.content, read.signed, read.signature) == (message, octets, bytes(64))


@given(octets=st.binary(max_size=120))
def test_any_bytes_are_malformed(octets: bytes) -> None:
    for start in (b"", b"\x33"):
        with pytest.raises(Malformed):
            read_distribution(start + octets)
        with pytest.raises(Malformed):
            read_group_message(start + octets[:64])


def test_a_signing_key_of_another_type_is_refused() -> None:
    octets = write_distribution(1, ChainKey(bytes(32)), b"\1" * 32)
    changed = octets.replace(b"\x05" + b"\1" * 32, b"\x06" + b"\1" * 32)
    with pytest.raises(Malformed, match="expected a key of type 05, got type 06"):
        read_distribution(changed)


def test_another_version_is_refused() -> None:
    octets = write_group_message(GroupMessage(1, 0, bytes(16))) + bytes(64)
    with pytest.raises(Malformed, match="expected version 33, got 34"):
        read_group_message(b"\x34" + octets[1:])
