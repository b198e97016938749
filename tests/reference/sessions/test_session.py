"""A session delivers each message once, refuses everything else, and then is as it was."""

from dataclasses import replace

import pytest

from mdaudit.reference.sessions import (
    KeyUsed,
    MessageKind,
    OneTimePreKey,
    Session,
    TooFarAhead,
    answer_session,
    begin_session,
    decrypt,
    encrypt,
    read_pre_key_message,
)
from mdaudit.reference.sessions.chain import JUMP_LIMIT, SKIPPED_LIMIT
from mdaudit.reference.sessions.message import OrdinaryMessage, read_ordinary_message
from mdaudit.reference.sessions.ratchet import MessageKey
from mdaudit.reference.sessions.session import CHAIN_LIMIT
from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.aes import chain as encrypted_blocks
from mdaudit.spec.objects.signature import FIELD_PRIME, LOW_ORDER_COORDINATES
from mdaudit.spec.objects.unauthentic import Unauthentic
from mdaudit.spec.sorts import IdentityKey
from tests.reference.sessions.devices import ONE_TIME, Device, acquainted

LOW_ORDER = sorted(c.to_bytes(32, "little") for c in LOW_ORDER_COORDINATES if c < FIELD_PRIME)


@pytest.mark.parametrize("one_time", [True, False])
def test_a_session_begins_and_goes_both_ways(*, one_time: bool) -> None:
    alice, ours, bob, theirs = acquainted(one_time=one_time)
    for turn in range(3):
        ours, sent = encrypt(ours, b"to bob %d" % turn)
        assert sent.kind is MessageKind.ORDINARY
        theirs, read = decrypt(theirs, sent.octets, bob.random)
        assert read == b"to bob %d" % turn
        theirs, sent = encrypt(theirs, b"to alice %d" % turn)
        ours, read = decrypt(ours, sent.octets, alice.random)
        assert read == b"to alice %d" % turn


def test_pre_keys_are_said_until_the_peer_has_answered() -> None:
    alice, bob = Device("alice"), Device("bob")
    ours = alice.begin(bob)
    messages = []
    for _ in range(3):
        ours, sent = encrypt(ours, b"first")
        assert sent.kind is MessageKind.PRE_KEY
        messages.append(read_pre_key_message(sent.octets))
    message = messages[-1]
    assert {m.identity_key for m in messages} == {alice.local.identity.public}
    assert {m.one_time_pre_key_id for m in messages} == {ONE_TIME}
    theirs, _ = decrypt(bob.answer(message), message.message, bob.random)
    _, reply = encrypt(theirs, b"reply")
    ours, _ = decrypt(ours, reply.octets, alice.random)
    assert encrypt(ours, b"second")[1].kind is MessageKind.ORDINARY


def test_nothing_is_written_in_a_session_in_which_nothing_was_read() -> None:
    alice, bob = Device("alice"), Device("bob")
    _, sent = encrypt(alice.begin(bob), b"first")
    answered = bob.answer(read_pre_key_message(sent.octets))
    with pytest.raises(ValueError, match="expected a session in which a message was read"):
        encrypt(answered, b"too early")


def test_the_one_time_pre_key_that_is_named_must_be_given() -> None:
    alice, bob = Device("alice"), Device("bob")
    _, sent = encrypt(alice.begin(bob), b"first")
    message = read_pre_key_message(sent.octets)
    without = replace(message, one_time_pre_key_id=None)
    for claimed, one_time in ((message, None), (without, bob.one_time[ONE_TIME])):
        with pytest.raises(ValueError, match="the one-time pre key that the message names"):
            answer_session(bob.local, claimed, bob.signed, one_time)


def test_a_message_is_read_once() -> None:
    _, ours, bob, theirs = acquainted()
    _, sent = encrypt(ours, b"once")
    theirs, _ = decrypt(theirs, sent.octets, bob.random)
    with pytest.raises(KeyUsed, match="a duplicate needs no answer"):
        decrypt(theirs, sent.octets, bob.random)


def test_a_message_with_any_bit_changed_is_refused() -> None:
    _, ours, bob, theirs = acquainted()
    _, sent = encrypt(ours, b"message")
    for bit in range(8 * len(sent.octets)):
        changed = bytearray(sent.octets)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises((Malformed, Unauthentic, TooFarAhead)):
            decrypt(theirs, bytes(changed), bob.random)
    assert decrypt(theirs, sent.octets, bob.random)[1] == b"message"


def test_a_message_of_another_session_or_direction_is_refused() -> None:
    alice, ours, bob, theirs = acquainted()
    _, sent = encrypt(ours, b"message")
    with pytest.raises(Unauthentic, match="expected the HMAC of a message of this session"):
        decrypt(ours, sent.octets, alice.random)
    carol = Device("carol")
    _, elsewhere = encrypt(carol.begin(bob, one_time=False), b"message")
    with pytest.raises(Unauthentic):
        decrypt(theirs, read_pre_key_message(elsewhere.octets).message, bob.random)


def test_another_identity_in_the_wrapper_gives_another_session() -> None:
    alice, bob, carol = Device("alice"), Device("bob"), Device("carol")
    _, sent = encrypt(alice.begin(bob), b"first")
    message = read_pre_key_message(sent.octets)
    claimed = replace(message, identity_key=carol.local.identity.public)
    with pytest.raises(Unauthentic):
        decrypt(bob.answer(claimed), claimed.message, bob.random)


def test_the_last_messages_of_a_chain_are_read_after_the_turn() -> None:
    alice, ours, bob, theirs = acquainted()
    late = []
    for number in range(3):
        ours, sent = encrypt(ours, b"%d" % number)
        late.append(sent.octets)
    theirs, _ = decrypt(theirs, late.pop(0), bob.random)
    theirs, reply = encrypt(theirs, b"reply")
    ours, _ = decrypt(ours, reply.octets, alice.random)
    _, turned = encrypt(ours, b"turned")
    assert read_ordinary_message(turned.octets).content.previous_counter == 2
    theirs, _ = decrypt(theirs, turned.octets, bob.random)
    for number in (2, 1):
        theirs, read = decrypt(theirs, late[number - 1], bob.random)
        assert read == b"%d" % number


def test_a_chain_that_has_ended_cannot_be_continued() -> None:
    """A later key of an old chain is of no use to whoever finds it."""
    alice, ours, bob, theirs = acquainted()
    stolen, first = encrypt(ours, b"first")
    theirs, _ = decrypt(theirs, first.octets, bob.random)
    theirs, reply = encrypt(theirs, b"reply")
    ours, _ = decrypt(stolen, reply.octets, alice.random)
    _, turned = encrypt(ours, b"turned")
    theirs, _ = decrypt(theirs, turned.octets, bob.random)
    _, continued = encrypt(stolen, b"continued")
    with pytest.raises(Unauthentic, match="of its chain"):
        decrypt(theirs, continued.octets, bob.random)


def test_more_chains_than_allowed_are_not_kept() -> None:
    alice, ours, bob, theirs = acquainted()
    late = []
    for _ in range(CHAIN_LIMIT + 2):
        ours, skipped = encrypt(ours, b"late")
        late.append(skipped.octets)
        ours, sent = encrypt(ours, b"to bob")
        theirs, _ = decrypt(theirs, sent.octets, bob.random)
        theirs, sent = encrypt(theirs, b"to alice")
        ours, _ = decrypt(ours, sent.octets, alice.random)
        assert len(theirs.receiving) <= CHAIN_LIMIT
    assert len(theirs.receiving) == CHAIN_LIMIT
    with pytest.raises(Unauthentic):
        decrypt(theirs, late[0], bob.random)
    assert decrypt(theirs, late[-1], bob.random)[1] == b"late"


def test_a_message_that_skips_too_many_is_refused() -> None:
    _, ours, bob, theirs = acquainted()
    assert ours.sending is not None
    head = ours.sending
    for _ in range(JUMP_LIMIT):
        head = head.step()[1]
    reached, farthest = encrypt(replace(ours, sending=head), b"farthest")
    _, too_far = encrypt(reached, b"too far")
    with pytest.raises(TooFarAhead, match="a new session would begin again"):
        decrypt(theirs, too_far.octets, bob.random)
    theirs, read = decrypt(theirs, farthest.octets, bob.random)
    assert read == b"farthest"
    assert len(theirs.receiving[0].chain.skipped) <= SKIPPED_LIMIT


def test_a_turn_that_skips_too_many_is_refused() -> None:
    alice, ours, bob, theirs = acquainted()
    ours, sent = encrypt(ours, b"known")
    theirs, _ = decrypt(theirs, sent.octets, bob.random)
    theirs, reply = encrypt(theirs, b"reply")
    ours, _ = decrypt(ours, reply.octets, alice.random)
    _, turned = encrypt(replace(ours, previous_counter=JUMP_LIMIT + 2), b"turned")
    with pytest.raises(TooFarAhead):
        decrypt(theirs, turned.octets, bob.random)


@pytest.mark.parametrize("key", LOW_ORDER)
def test_keys_of_low_order_are_refused(key: bytes) -> None:
    alice, ours, bob, theirs = acquainted()
    bundle = bob.bundle()
    bad = replace(bundle, one_time_pre_key=OneTimePreKey(1, key))
    with pytest.raises(Malformed, match="one of low order"):
        begin_session(alice.local, bad, alice.random)
    _, first = encrypt(alice.begin(bob), b"first")
    message = read_pre_key_message(first.octets)
    for claimed in (
        replace(message, base_key=key),
        replace(message, identity_key=IdentityKey(key)),
    ):
        with pytest.raises(Malformed, match="one of low order"):
            bob.answer(claimed)
    ratchet = replace(ours.ratchet, public=key)
    _, sent = encrypt(replace(ours, ratchet=ratchet), b"message")
    with pytest.raises(Malformed, match="one of low order"):
        decrypt(theirs, sent.octets, bob.random)


def authentic(session: Session, plaintext: bytes, length: int) -> bytes:
    """Return a message whose HMAC holds, with only so many bytes of its blocks."""
    assert session.sending is not None
    key = MessageKey.of(session.sending.step()[0])
    blocks = encrypted_blocks(key.cipher, key.start, plaintext)[:length]
    octets = OrdinaryMessage(session.ratchet.public, 0, 0, blocks).authenticated()
    return octets + key.mac_of(octets, session.identity, session.peer_identity)


@pytest.mark.parametrize("length", [0, 15, 17])
def test_an_authentic_message_of_no_whole_blocks_is_malformed(length: int) -> None:
    _, ours, bob, theirs = acquainted()
    with pytest.raises(Malformed, match="expected whole blocks of 16 bytes"):
        decrypt(theirs, authentic(ours, bytes(32), length), bob.random)


def test_an_authentic_message_without_padding_is_malformed() -> None:
    _, ours, bob, theirs = acquainted()
    with pytest.raises(Malformed, match="expected padding at the end of the last block"):
        decrypt(theirs, authentic(ours, bytes(32), 32), bob.random)
    assert decrypt(theirs, authentic(ours, bytes(32), 48), bob.random)[1] == bytes(32)
