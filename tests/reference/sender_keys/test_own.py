"""The own sender key moves on with every message, and hands out nothing that lies behind it."""

from dataclasses import replace

import msgspec
import pytest

from mdaudit.reference.sender_keys import (
    OwnSenderKey,
    SenderKeyRecord,
    chain_name,
    read_distribution,
    read_own_sender_key,
    write_own_sender_key,
)
from mdaudit.reference.sender_keys.own import STORED
from mdaudit.reference.sessions import KeyUsed
from mdaudit.spec.objects import Malformed
from tests.reference.scene import stream

RANDOM = stream("own sender key")
KEY = OwnSenderKey.generate(RANDOM)


def test_a_fresh_key_stands_at_the_start_and_has_a_small_number() -> None:
    assert KEY.position == 0
    numbers = {OwnSenderKey.generate(stream(f"{n}")).number for n in range(50)}
    assert len(numbers) == 50
    assert max(numbers) < 2**31


def test_equal_plaintexts_give_different_messages() -> None:
    following, first = KEY.encrypt(b"same", RANDOM)
    _, second = following.encrypt(b"same", RANDOM)
    assert first != second


def test_a_distribution_is_from_the_present_position_on() -> None:
    following, before = KEY.encrypt(b"before", RANDOM)
    given = read_distribution(following.distribution())
    assert (given.position, following.position) == (1, 1)
    assert given.chain_key != KEY.head.key
    record = SenderKeyRecord().with_distribution(given)
    with pytest.raises(KeyUsed):
        record.decrypt(before)
    _, after = following.encrypt(b"after", RANDOM)
    assert record.decrypt(after).plaintext == b"after"


def test_the_name_is_public_stays_and_is_of_number_and_signing_key() -> None:
    following, _ = KEY.encrypt(b"", RANDOM)
    given = read_distribution(following.distribution())
    assert KEY.name == following.name == given.name
    assert KEY.name == chain_name(KEY.number, KEY.signing.public)
    other = OwnSenderKey.generate(RANDOM)
    assert len({KEY.name, other.name, chain_name(KEY.number, other.signing.public)}) == 3


def test_a_key_is_read_back_as_it_was() -> None:
    following, _ = KEY.encrypt(b"", RANDOM)
    assert read_own_sender_key(write_own_sender_key(following)) == following


def test_another_version_or_a_part_is_refused() -> None:
    for octets in (write_own_sender_key(KEY)[:-1], replace(STORED, version=2).write(KEY), b""):
        with pytest.raises(Malformed, match="expected own sender key in version 1"):
            read_own_sender_key(octets)


@pytest.mark.parametrize(
    "signing",
    [
        {"private": KEY.signing.private, "public": bytes(32)},
        {"private": b"\xff" * 32, "public": KEY.signing.public},
    ],
    ids=["another public key", "not clamped"],
)
def test_halves_that_are_no_pair_are_refused(signing: dict[str, bytes]) -> None:
    name, version, record = msgspec.msgpack.decode(write_own_sender_key(KEY))
    with pytest.raises(Malformed, match="expected own sender key in version 1"):
        read_own_sender_key(msgspec.msgpack.encode((name, version, record | {"signing": signing})))


def test_secrets_are_not_shown() -> None:
    assert repr(KEY.head.key) not in repr(KEY)
    assert repr(KEY.signing.private) not in repr(KEY)
