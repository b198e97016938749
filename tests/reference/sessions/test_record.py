"""Several sessions with one device: none is made twice, and old ones are read for a while."""

from dataclasses import replace

import pytest

from mdaudit.reference.sessions import (
    KeyUsed,
    NoPreKey,
    NoSession,
    PreKeys,
    SessionRecord,
    TooFarAhead,
    decrypt_first_from,
    encrypt,
    read_pre_key_message,
)
from mdaudit.reference.sessions.chain import JUMP_LIMIT
from mdaudit.reference.sessions.record import SESSION_LIMIT
from mdaudit.spec.objects.unauthentic import Unauthentic
from tests.reference.sessions.devices import ONE_TIME, Device, Side, acquainted


@pytest.fixture
def alice() -> Side:
    return Side("alice")


@pytest.fixture
def bob() -> Side:
    return Side("bob")


def test_without_a_session_nothing_is_written_or_read(alice: Side) -> None:
    _, ours, _, _ = acquainted()
    _, sent = encrypt(ours, b"message")
    with pytest.raises(NoSession, match="one begins from a bundle"):
        alice.write(b"message")
    with pytest.raises(NoSession):
        alice.read(sent)


def test_first_messages_make_one_session_and_use_the_one_time_key_once(
    alice: Side, bob: Side
) -> None:
    alice.begin(bob)
    first, second = alice.write(b"first"), alice.write(b"second")
    assert bob.read(second) == b"second"
    assert bob.device.one_time == {}
    assert bob.read(first) == b"first"
    assert len(bob.record.sessions) == 1
    for again in (first, second):
        with pytest.raises(KeyUsed):
            bob.read(again)
    assert len(bob.record.sessions) == 1


def test_a_one_time_pre_key_answers_one_session(alice: Side, bob: Side) -> None:
    carol = Side("carol")
    alice.begin(bob)
    carol.begin(bob)
    assert bob.read(alice.write(b"first")) == b"first"
    bob.record = SessionRecord()
    with pytest.raises(NoPreKey, match=f"one-time pre key {ONE_TIME}: expected one of this device"):
        bob.read(carol.write(b"first"))
    assert bob.record == SessionRecord()


def test_a_signed_pre_key_that_is_gone_answers_no_session(alice: Side, bob: Side) -> None:
    alice.begin(bob)
    message = read_pre_key_message(alice.write(b"first").octets)
    none = PreKeys(lambda _number: None, lambda _number: None)
    device = bob.device
    with pytest.raises(NoPreKey, match="signed pre key 7: expected one of this device"):
        decrypt_first_from(bob.record, device.local, message, none, device.random)


def test_who_begins_at_once_reads_both_and_then_agrees(alice: Side, bob: Side) -> None:
    alice.begin(bob)
    bob.begin(alice)
    from_alice, from_bob = alice.write(b"from alice"), bob.write(b"from bob")
    assert bob.read(from_alice) == b"from alice"
    assert alice.read(from_bob) == b"from bob"
    assert {len(side.record.sessions) for side in (alice, bob)} == {2}
    for turn in range(3):
        assert bob.read(alice.write(b"%d" % turn)) == b"%d" % turn
        assert alice.read(bob.write(b"%d" % turn)) == b"%d" % turn
    in_use = {side.record.sessions[0].base_key for side in (alice, bob)}
    assert len(in_use) == 1


def test_after_one_begins_again_the_old_session_is_still_read(alice: Side, bob: Side) -> None:
    alice.begin(bob)
    bob.read(alice.write(b"first"))
    late = bob.write(b"late")
    alice.begin(bob, one_time=False)
    assert bob.read(alice.write(b"again")) == b"again"
    assert alice.read(late) == b"late"
    assert {len(side.record.sessions) for side in (alice, bob)} == {2}


def test_more_sessions_than_allowed_are_not_kept(alice: Side, bob: Side) -> None:
    alice.begin(bob)
    bob.read(alice.write(b"first"))
    oldest = bob.write(b"oldest")
    for _ in range(SESSION_LIMIT):
        alice.begin(bob, one_time=False)
    assert len(alice.record.sessions) == SESSION_LIMIT
    with pytest.raises(Unauthentic):
        alice.read(oldest)


def test_a_message_of_no_session_is_refused_and_changes_nothing(alice: Side, bob: Side) -> None:
    alice.begin(bob)
    bob.begin(alice)
    bob.read(alice.write(b"first"))
    _, ours, _, _ = acquainted()
    before, (_, sent) = bob.record, encrypt(ours, b"message")
    with pytest.raises(Unauthentic):
        bob.read(sent)
    assert bob.record == before


def test_a_session_that_finds_a_message_too_far_ahead_does_not_hide_the_right_one(
    alice: Side, bob: Side
) -> None:
    alice.begin(bob)
    bob.read(alice.write(b"first"))
    alice.read(bob.write(b"answer"))
    session = alice.record.sessions[0]
    sent = encrypt(replace(session, previous_counter=JUMP_LIMIT + 5), b"turned")[1]
    with pytest.raises(TooFarAhead):
        bob.read(sent)
    bob.begin(alice, one_time=False)
    assert bob.read(alice.write(b"turned")) == b"turned"


def test_another_identity_leaves_the_old_sessions_behind(alice: Side, bob: Side) -> None:
    alice.begin(bob)
    bob.read(alice.write(b"first"))
    reinstalled = Side("alice, reinstalled")
    reinstalled.begin(bob, one_time=False)
    assert bob.read(reinstalled.write(b"new")) == b"new"
    assert [s.peer_identity for s in bob.record.sessions] == [
        reinstalled.device.local.identity.public
    ]


def test_the_wrapper_of_a_session_cannot_claim_another_identity(alice: Side, bob: Side) -> None:
    alice.begin(bob, one_time=False)
    bob.read(alice.write(b"first"))
    message = read_pre_key_message(alice.write(b"second").octets)
    claimed = replace(message, identity_key=Device("carol").local.identity.public)
    assert bob.record.begun_by(message) is not None
    assert bob.record.begun_by(claimed) is None
    device = bob.device
    with pytest.raises(Unauthentic):
        decrypt_first_from(bob.record, device.local, claimed, device.pre_keys(), device.random)
