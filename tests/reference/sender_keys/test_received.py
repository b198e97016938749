"""A group message is read once, if its owner signed it, and in whatever order it comes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.reference.sender_keys import (
    OwnSenderKey,
    SenderKeyRecord,
    read_distribution,
    read_sender_keys,
    write_sender_keys,
)
from mdaudit.reference.sender_keys.received import STATE_LIMIT
from mdaudit.reference.sessions import KeyUsed, TooFarAhead, Undecryptable
from mdaudit.reference.sessions.chain import JUMP_LIMIT, SKIPPED_LIMIT
from mdaudit.reference.sessions.undecryptable import NoSenderKey
from mdaudit.reference.signed.signing import KeyPair
from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.unauthentic import Unauthentic
from tests.reference.scene import stream

RANDOM = stream("received sender keys")
KEY = OwnSenderKey.generate(RANDOM)


def given_to(record: SenderKeyRecord, key: OwnSenderKey) -> SenderKeyRecord:
    return record.with_distribution(read_distribution(key.distribution()))


RECORD = given_to(SenderKeyRecord(), KEY)


def written(count: int) -> list[bytes]:
    """Return the first messages under the key; each is its own number."""
    key, sent = KEY, []
    for number in range(count):
        key, octets = key.encrypt(b"%d" % number, RANDOM)
        sent.append(octets)
    return sent


SENT = written(8)


def at(position: int) -> OwnSenderKey:
    head = KEY.head
    while head.position < position:
        head = head.step()[1]
    return replace(KEY, head=head)


@given(order=st.lists(st.integers(0, 7), max_size=20))
def test_with_loss_copies_and_any_order_each_is_read_rightly_and_once(order: list[int]) -> None:
    record, shown = RECORD, set[int]()
    for number in order:
        record = read_sender_keys(write_sender_keys(record))
        if number in shown:
            with pytest.raises(KeyUsed, match="a duplicate needs no answer"):
                record.decrypt(SENT[number])
            continue
        read = record.decrypt(SENT[number])
        assert (read.plaintext, read.position) == (b"%d" % number, number)
        assert read.name == KEY.name
        record = read.record
        shown.add(number)


def test_a_message_with_any_bit_changed_is_refused() -> None:
    for bit in range(8 * len(SENT[0])):
        changed = bytearray(SENT[0])
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises((Malformed, Unauthentic, Undecryptable)):
            RECORD.decrypt(bytes(changed))


def test_who_was_given_the_chain_cannot_write_in_the_owners_name() -> None:
    forger = replace(KEY, signing=KeyPair.generate(RANDOM))
    _, forged = forger.encrypt(b"forged", RANDOM)
    with pytest.raises(Unauthentic, match="expected a signature of the key's owner"):
        RECORD.decrypt(forged)


def test_a_message_under_a_key_that_was_not_given_is_refused() -> None:
    with pytest.raises(NoSenderKey, match=f"sender key {KEY.number}: expected one"):
        SenderKeyRecord().decrypt(SENT[0])


def test_a_key_that_is_given_again_does_not_go_back() -> None:
    read = RECORD.decrypt(SENT[0])
    again = given_to(read.record, KEY)
    assert again == read.record
    with pytest.raises(KeyUsed):
        again.decrypt(SENT[0])


def test_a_key_with_the_number_of_another_takes_its_place() -> None:
    other = replace(OwnSenderKey.generate(RANDOM), number=KEY.number)
    record = given_to(RECORD, other)
    assert [key.name for key in record.keys] == [other.name]
    _, sent = other.encrypt(b"other", RANDOM)
    assert record.decrypt(sent).plaintext == b"other"
    with pytest.raises(Unauthentic):
        record.decrypt(SENT[0])


def test_more_keys_than_allowed_are_not_kept() -> None:
    record = RECORD
    for _ in range(STATE_LIMIT - 1):
        record = given_to(record, OwnSenderKey.generate(RANDOM))
    assert record.decrypt(SENT[0]).plaintext == b"0"
    record = given_to(record, OwnSenderKey.generate(RANDOM))
    assert len(record.keys) == STATE_LIMIT
    with pytest.raises(NoSenderKey, match="got none of that number"):
        record.decrypt(SENT[0])


def test_a_message_that_skips_too_many_is_refused_and_of_skipped_ones_the_oldest_are_dropped() -> (
    None
):
    farthest, last = at(JUMP_LIMIT).encrypt(b"farthest", RANDOM)
    _, too_far = farthest.encrypt(b"too far", RANDOM)
    with pytest.raises(TooFarAhead):
        RECORD.decrypt(too_far)
    read = RECORD.decrypt(last)
    assert read.plaintext == b"farthest"
    assert len(read.record.keys[0].chain.skipped) <= SKIPPED_LIMIT
    with pytest.raises(KeyUsed, match="dropped as too old"):
        read.record.decrypt(SENT[0])


def test_stored_bytes_that_were_changed_are_refused() -> None:
    octets = write_sender_keys(RECORD)
    for changed in (octets[:-1], octets + b"\0", octets.replace(b"sender keys", b"sender kegs")):
        with pytest.raises(Malformed, match="expected sender keys in version 1"):
            read_sender_keys(changed)


def test_secrets_are_not_shown() -> None:
    chain = RECORD.keys[0].chain
    assert chain.head is not None
    assert repr(chain.head.key) not in repr(RECORD)
