"""Recorded sessions of another library, replayed byte for byte from its private keys."""

import json
from pathlib import Path
from typing import Any

import pytest

from mdaudit.reference.sessions import (
    LocalKeys,
    MessageKind,
    OneTimePreKey,
    PreKeyBundle,
    PreKeys,
    SessionRecord,
    SignedPreKey,
    begin_session,
    decrypt_first_from,
    decrypt_from,
    encrypt_to,
    read_pre_key_message,
)
from mdaudit.reference.signed.signing import KeyPair, Randomness
from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.unauthentic import Unauthentic
from mdaudit.spec.reading import Refused
from mdaudit.spec.sorts import IdentityKey
from tests.reference.sessions.devices import replayed

FILE = Path(__file__).parents[2] / "fixtures" / "vectors" / "pairwise_libsignal_js.json"
TRANSCRIPTS: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["transcripts"]
Transcript = dict[str, Any]


def pair(recorded: dict[str, Any]) -> KeyPair:
    """Return a recorded key pair; its public key must be the recorded one."""
    keys = KeyPair(bytes.fromhex(recorded["priv"]))
    assert bytes.fromhex(recorded["pub"]) == b"\x05" + keys.public
    return keys


def bundle_of(recorded: dict[str, Any], signature: str) -> PreKeyBundle:
    signed, one_time = recorded["signed_prekey"], recorded["one_time_prekey"]
    return PreKeyBundle(
        recorded["registration_id"],
        pair(recorded["identity"]).public,
        SignedPreKey(signed["id"], pair(signed).public, bytes.fromhex(signature)),
        OneTimePreKey(one_time["id"], pair(one_time).public),
    )


class Replay:
    """Two records that go through a transcript with the recorded keys as randomness."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        sides = ("alice", "bob")
        self.local = {
            side: LocalKeys(pair(transcript[side]["identity"]), transcript[side]["registration_id"])
            for side in sides
        }
        self.random: dict[str, Randomness] = {
            side: replayed([k["priv"] for k in transcript["ratchet_keys_generated"][side]])
            for side in sides
        }
        signature = transcript["bob"]["signed_prekey"]["signature"]
        bundle = bundle_of(transcript["bob"], signature)
        first = begin_session(self.local["alice"], bundle, self.random["alice"])
        self.records = {"alice": SessionRecord((first,)), "bob": SessionRecord()}

    def pre_keys(self) -> PreKeys:
        signed, one_time = (self.transcript["bob"][k] for k in ("signed_prekey", "one_time_prekey"))
        return PreKeys({signed["id"]: pair(signed)}.get, {one_time["id"]: pair(one_time)}.get)

    def send(self, message: dict[str, Any]) -> bytes:
        side, plaintext = message["from"], bytes.fromhex(message["plaintext"])
        self.records[side], ciphertext = encrypt_to(self.records[side], plaintext)
        pre_keys = message["type"] == "PreKeyWhisperMessage"
        assert (ciphertext.kind is MessageKind.PRE_KEY) is pre_keys
        return ciphertext.octets

    def deliver(self, message: dict[str, Any], octets: bytes) -> bytes:
        side = "bob" if message["from"] == "alice" else "alice"
        record, random = self.records[side], self.random[side]
        if message["type"] == "PreKeyWhisperMessage":
            first = read_pre_key_message(octets)
            keys = self.pre_keys()
            read = decrypt_first_from(record, self.local[side], first, keys, random)
        else:
            read = decrypt_from(record, octets, random)
        self.records[side] = read.record
        return read.plaintext

    def check(self, side: str, recorded: dict[str, Any]) -> None:
        """Compare a session with the recorded state of the same moment."""
        session = self.records[side].sessions[0]
        assert session.root_key.hex() == recorded["root_key"]
        assert (b"\x05" + session.ratchet.public).hex() == recorded["our_ratchet_pub"]
        assert session.previous_counter == recorded["previous_counter"]


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda transcript: transcript["id"])
def test_every_byte_and_every_state_is_the_recorded_one(transcript: Transcript) -> None:
    replay = Replay(transcript)
    replay.check("alice", transcript["alice_state_after_init"])
    for event in transcript["events"]:
        message = transcript["messages"][event["n"]]
        octets = bytes.fromhex(message["body"])
        if event["op"] == "send":
            assert replay.send(message) == octets
            replay.check(message["from"], message["sender_state_after"])
        else:
            assert replay.deliver(message, octets).hex() == event["plaintext"]
            receiver = "bob" if message["from"] == "alice" else "alice"
            replay.check(receiver, event["receiver_state_after"])


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda transcript: transcript["id"])
def test_a_message_with_any_byte_changed_is_refused_and_the_true_one_still_read(
    transcript: Transcript,
) -> None:
    replay = Replay(transcript)
    message = transcript["messages"][0]
    octets = bytes.fromhex(message["body"])
    inner = read_pre_key_message(octets).message
    start = octets.index(inner)
    for position in range(start, start + len(inner)):
        tampered = octets[:position] + bytes([octets[position] ^ 1]) + octets[position + 1 :]
        fresh = Replay(transcript)
        with pytest.raises((Malformed, Unauthentic)):
            fresh.deliver(message, tampered)
        assert fresh.records["bob"] == SessionRecord()
    assert replay.deliver(message, octets).hex() == message["plaintext"]


def test_a_forged_signed_pre_key_begins_no_session() -> None:
    transcript = TRANSCRIPTS[0]
    replay = Replay(transcript)
    genuine = bytes.fromhex(transcript["bob"]["signed_prekey"]["genuine_signature"])
    forged = genuine[:5] + bytes([genuine[5] ^ 1]) + genuine[6:]
    bundle = bundle_of(transcript["bob"], forged.hex())
    with pytest.raises(Refused, match="expected a signed pre key") as refusal:
        begin_session(replay.local["alice"], bundle, replay.random["alice"])
    assert refusal.value.rule.id == "BND-1"


def test_a_key_signed_by_another_identity_begins_no_session() -> None:
    transcript = TRANSCRIPTS[0]
    genuine = bundle_of(transcript["bob"], transcript["bob"]["signed_prekey"]["signature"])
    replay = Replay(transcript)
    other = IdentityKey(replay.local["alice"].identity.public)
    bundle = PreKeyBundle(1, other, genuine.signed_pre_key, genuine.one_time_pre_key)
    with pytest.raises(Refused, match="BND-1"):
        begin_session(replay.local["alice"], bundle, replay.random["alice"])
