"""Pairwise sessions with two other implementations, in both directions."""

from random import Random
from typing import Any

import pytest

from mdaudit.reference.sessions import (
    OneTimePreKey,
    PreKeyBundle,
    SessionRecord,
    SignedPreKey,
    begin_session,
    decrypt_first_from,
    decrypt_from,
    encrypt_to,
    read_pre_key_message,
)
from mdaudit.spec.objects.unauthentic import Unauthentic
from mdaudit.spec.sorts import IdentityKey
from tests.interop.conftest import StartPeer
from tests.interop.peer import Peer, PeerRefusedError
from tests.reference.sessions.devices import Device

SCRIPTS = ["libsignal.mjs", "libsignal-client.mjs"]
Sent = dict[str, str]


def raw(key: str) -> bytes:
    octets = bytes.fromhex(key)
    assert octets[:1] == b"\x05"
    return octets[1:]


def serialised(key: bytes) -> str:
    return "05" + key.hex()


def read_bundle(told: dict[str, Any]) -> PreKeyBundle:
    signed, one_time = told["signed"], told["one_time"]
    return PreKeyBundle(
        told["registration"],
        IdentityKey(raw(told["identity"])),
        SignedPreKey(signed["id"], raw(signed["key"]), bytes.fromhex(signed["signature"])),
        OneTimePreKey(one_time["id"], raw(one_time["key"])) if one_time else None,
    )


def told_bundle(bundle: PreKeyBundle) -> dict[str, Any]:
    signed, one_time = bundle.signed_pre_key, bundle.one_time_pre_key
    return {
        "registration": bundle.registration_id,
        "identity": serialised(bundle.identity_key),
        "signed": {
            "id": signed.number,
            "key": serialised(signed.public),
            "signature": signed.signature.hex(),
        },
        "one_time": one_time and {"id": one_time.number, "key": serialised(one_time.public)},
    }


def flipped(hexadecimal: str) -> str:
    """Return the same bytes with one bit of the first changed."""
    first, *rest = bytes.fromhex(hexadecimal)
    return bytes((first ^ 1, *rest)).hex()


def last_digit_changed(sent: Sent) -> Sent:
    last = sent["octets"][-1]
    return {**sent, "octets": sent["octets"][:-1] + ("0" if last != "0" else "1")}


class Conversation:
    """Our device and another implementation's, with nothing shared yet."""

    def __init__(self, peer: Peer) -> None:
        self.peer = peer
        self.device = Device("ours")
        self.record = SessionRecord()

    def we_begin(self, *, one_time: bool = True) -> None:
        told = self.peer.ask("bundle", one_time=11 if one_time else None)
        session = begin_session(self.device.local, read_bundle(told), self.device.random)
        self.record = self.record.with_session(session)

    def they_begin(self, *, one_time: bool = True) -> None:
        self.peer.ask("begin", bundle=told_bundle(self.device.bundle(one_time=one_time)))

    def ours(self, plaintext: bytes) -> Sent:
        self.record, sent = encrypt_to(self.record, plaintext)
        return {"kind": sent.kind.value, "octets": sent.octets.hex()}

    def theirs(self, plaintext: bytes) -> Sent:
        sent: Sent = self.peer.ask("encrypt", plaintext=plaintext.hex())
        return sent

    def they_read(self, sent: Sent) -> bytes:
        return bytes.fromhex(self.peer.ask("decrypt", **sent))

    def we_read(self, sent: Sent) -> bytes:
        octets = bytes.fromhex(sent["octets"])
        if sent["kind"] == "msg":
            read = decrypt_from(self.record, octets, self.device.random)
        else:
            message, keys = read_pre_key_message(octets), self.device.pre_keys()
            local, random = self.device.local, self.device.random
            read = decrypt_first_from(self.record, local, message, keys, random)
        self.record = read.record
        return read.plaintext


@pytest.fixture(params=SCRIPTS)
def conversation(request: pytest.FixtureRequest, node: StartPeer) -> Conversation:
    return Conversation(node(request.param))


@pytest.mark.parametrize("one_time", [True, False])
def test_we_begin_and_both_answer(conversation: Conversation, *, one_time: bool) -> None:
    conversation.we_begin(one_time=one_time)
    first = conversation.ours(b"first")
    assert first["kind"] == "pkmsg"
    assert conversation.they_read(first) == b"first"
    for turn in range(3):
        assert conversation.we_read(conversation.theirs(b"answer %d" % turn)) == b"answer %d" % turn
        sent = conversation.ours(b"next %d" % turn)
        assert sent["kind"] == "msg"
        assert conversation.they_read(sent) == b"next %d" % turn


@pytest.mark.parametrize("one_time", [True, False])
def test_they_begin_and_both_answer(conversation: Conversation, *, one_time: bool) -> None:
    conversation.they_begin(one_time=one_time)
    first, second = conversation.theirs(b"first"), conversation.theirs(b"second")
    assert {first["kind"], second["kind"]} == {"pkmsg"}
    assert conversation.we_read(second) == b"second"
    assert conversation.we_read(first) == b"first"
    assert len(conversation.record.sessions) == 1
    for turn in range(3):
        assert conversation.they_read(conversation.ours(b"answer %d" % turn)) == b"answer %d" % turn
        assert conversation.we_read(conversation.theirs(b"next %d" % turn)) == b"next %d" % turn


def test_both_begin_at_once_and_still_understand_each_other(conversation: Conversation) -> None:
    conversation.we_begin()
    conversation.they_begin()
    ours, theirs = conversation.ours(b"ours"), conversation.theirs(b"theirs")
    assert conversation.we_read(theirs) == b"theirs"
    assert conversation.they_read(ours) == b"ours"
    for turn in range(3):
        assert conversation.we_read(conversation.theirs(b"%d" % turn)) == b"%d" % turn
        assert conversation.they_read(conversation.ours(b"%d" % turn)) == b"%d" % turn


def test_the_last_message_of_a_chain_comes_after_the_turn(conversation: Conversation) -> None:
    conversation.we_begin()
    conversation.they_read(conversation.ours(b"first"))
    kept_by_us, lost_by_us = conversation.theirs(b"kept"), conversation.theirs(b"late")
    assert conversation.we_read(kept_by_us) == b"kept"
    kept_by_them, lost_by_them = conversation.ours(b"kept"), conversation.ours(b"late")
    assert conversation.they_read(kept_by_them) == b"kept"
    assert conversation.we_read(conversation.theirs(b"turned")) == b"turned"
    assert conversation.they_read(conversation.ours(b"turned")) == b"turned"
    assert conversation.we_read(lost_by_us) == b"late"
    assert conversation.they_read(lost_by_them) == b"late"


def test_a_long_talk_with_loss_and_another_order(conversation: Conversation) -> None:
    conversation.we_begin()
    conversation.they_read(conversation.ours(b"first"))
    chance = Random(7)  # noqa: S311 - an order of delivery, the same each time
    under_way: list[tuple[bool, bytes, Sent]] = []
    for number in range(120):
        to_us, plaintext = chance.random() < 0.5, b"message %d" % number
        send = conversation.theirs if to_us else conversation.ours
        under_way.append((to_us, plaintext, send(plaintext)))
        while len(under_way) > chance.randrange(6):
            to_us, plaintext, sent = under_way.pop(chance.randrange(len(under_way)))
            if chance.random() < 0.9:
                read = conversation.we_read if to_us else conversation.they_read
                assert read(sent) == plaintext


def test_they_refuse_our_message_again(conversation: Conversation) -> None:
    conversation.we_begin()
    conversation.they_read(conversation.ours(b"first"))
    conversation.we_read(conversation.theirs(b"answer"))
    sent = conversation.ours(b"second")
    assert conversation.they_read(sent) == b"second"
    with pytest.raises(PeerRefusedError):
        conversation.they_read(sent)


def test_they_refuse_our_message_with_a_changed_byte(conversation: Conversation) -> None:
    conversation.we_begin()
    conversation.they_read(conversation.ours(b"first"))
    conversation.we_read(conversation.theirs(b"answer"))
    with pytest.raises(PeerRefusedError):
        conversation.they_read(last_digit_changed(conversation.ours(b"second")))


def test_we_refuse_their_message_with_a_changed_byte_and_read_the_true_one(
    conversation: Conversation,
) -> None:
    conversation.we_begin()
    conversation.they_read(conversation.ours(b"first"))
    sent, before = conversation.theirs(b"answer"), conversation.record
    with pytest.raises(Unauthentic):
        conversation.we_read(last_digit_changed(sent))
    assert conversation.record == before
    assert conversation.we_read(sent) == b"answer"


def test_a_bundle_of_ours_needs_its_signature(node: StartPeer) -> None:
    conversation = Conversation(node("libsignal-client.mjs"))
    told = told_bundle(conversation.device.bundle())
    signature = told["signed"]["signature"]
    forged = {**told, "signed": {**told["signed"], "signature": flipped(signature)}}
    with pytest.raises(PeerRefusedError, match="signature"):
        conversation.peer.ask("begin", bundle=forged)
    conversation.peer.ask("begin", bundle=told)
