"""One session between two devices: X3DH once, then the Double Ratchet.

Every function takes a session and gives back the next one; nothing is changed in place. So a
session moves on only when a message has been authenticated, and whoever stores it does so together
with what it gave: if either fails, both stay as they were.

* A message key is used once; a copy of a message is refused with `KeyUsed`.
* When a peer turns its ratchet, the chain before it ends where the peer says. Messages of it that
  are still under way keep their keys, and no other can be made.
* The last `CHAIN_LIMIT` chains of a peer are kept.

Source: Double Ratchet, section 3; X3DH.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hmac import compare_digest
from typing import Annotated

from msgspec import Meta

from mdaudit.reference.sessions.agreement import root_of_initiator, root_of_responder
from mdaudit.reference.sessions.blocks import opened
from mdaudit.reference.sessions.bundle import LocalKeys, PreKeyBundle
from mdaudit.reference.sessions.chain import Bytes32, ChainKey, Position, ReceivingChain
from mdaudit.reference.sessions.message import (
    MessageKind,
    OrdinaryMessage,
    PreKeyMessage,
    ReceivedMessage,
    read_ordinary_message,
    write_pre_key_message,
)
from mdaudit.reference.sessions.ratchet import MessageKey, RatchetKey, turned
from mdaudit.reference.signed.signing import KeyPair, Randomness
from mdaudit.spec.device_list.bundles import pre_key_is_signed
from mdaudit.spec.objects.aes import chain as encrypted_blocks
from mdaudit.spec.objects.signature import KEY_LENGTH
from mdaudit.spec.objects.unauthentic import Unauthentic
from mdaudit.spec.reading import require
from mdaudit.spec.sorts import IdentityKey

Identity = Annotated[IdentityKey, Meta(min_length=KEY_LENGTH, max_length=KEY_LENGTH)]
"""An identity key in a record that is stored."""

CHAIN_LIMIT = 5
"""The most chains of a peer that are kept in one session; the oldest goes first."""


@dataclass(frozen=True)
class PeerChain:
    """A chain of the peer, under the ratchet key that names it."""

    ratchet_key: Bytes32
    """The peer's ratchet key, raw, 32 bytes."""

    chain: ReceivingChain
    """Where the chain stands."""


@dataclass(frozen=True)
class UsedPreKeys:
    """Which of the peer's pre keys began a session; said again until the peer has answered."""

    signed: Position
    """Id of the signed pre key."""

    one_time: Position | None
    """Id of the one-time pre key, if there was one."""


@dataclass(frozen=True)
class Session:
    """What one device shares with another."""

    registration_id: Position
    """The number of the own installation."""

    identity: Identity
    """The own identity key, raw, 32 bytes."""

    peer_identity: Identity
    """The identity key of the peer, raw, 32 bytes: whose messages these are."""

    base_key: Bytes32
    """The initiator's key for this session alone, raw, 32 bytes: it names the session."""

    root_key: Bytes32 = field(repr=False)
    """What the next turn of the ratchet begins with, 32 bytes."""

    ratchet: RatchetKey
    """The own ratchet key pair."""

    sending: ChainKey | None
    """The own chain; None in a session that was answered and in which nothing was read yet."""

    previous_counter: Position = 0
    """The last position in the own chain before; 0 also where there was none."""

    receiving: tuple[PeerChain, ...] = ()
    """The peer's chains, newest first."""

    unanswered: UsedPreKeys | None = None
    """Set in the initiator's session until the peer has answered."""

    def hears(self, ratchet_key: bytes) -> bool:
        """Whether the peer's chain under that ratchet key is known."""
        return any(known.ratchet_key == ratchet_key for known in self.receiving)


@dataclass(frozen=True)
class Ciphertext:
    """An encrypted message for one device."""

    kind: MessageKind
    """Whether it comes with pre keys."""

    octets: bytes
    """The message for the wire."""


def begin_session(local: LocalKeys, bundle: PreKeyBundle, randomness: Randomness) -> Session:
    """A session with the device of a bundle; takes twice 32 random bytes.

    Whose device it is, and whether it may be written to, must have been asked before.

    Raises:
        Refused: the signed pre key is not signed by the identity key of the bundle (BND-1).
        Malformed: a key of the bundle is one of low order.
    """
    peer, signed = bundle.identity_key, bundle.signed_pre_key
    require(pre_key_is_signed, peer, signed.is_signed_by(peer))
    base = KeyPair.generate(randomness)
    ratchet = RatchetKey.of(KeyPair.generate(randomness))
    agreed = root_of_initiator(local, base, bundle)
    root_key, sending = turned(agreed, ratchet.private, signed.public)
    one_time = bundle.one_time_pre_key
    return Session(
        registration_id=local.registration_id,
        identity=local.identity.public,
        peer_identity=peer,
        base_key=base.public,
        root_key=root_key,
        ratchet=ratchet,
        sending=sending,
        unanswered=UsedPreKeys(signed.number, None if one_time is None else one_time.number),
    )


def answer_session(
    local: LocalKeys, message: PreKeyMessage, signed: KeyPair, one_time: KeyPair | None
) -> Session:
    """The session that a message with pre keys begins; the message inside is still to be read.

    Until that succeeds nobody has shown to own the identity key, and nothing should be stored.

    Raises:
        Malformed: a key of the message is one of low order.
        ValueError: a one-time pre key was used and is not given, or the other way round; the caller
            is at fault.
    """
    if (message.one_time_pre_key_id is None) is not (one_time is None):
        raise ValueError("expected the one-time pre key that the message names, and no other")
    return Session(
        registration_id=local.registration_id,
        identity=local.identity.public,
        peer_identity=message.identity_key,
        base_key=message.base_key,
        root_key=root_of_responder(local, message, signed, one_time),
        ratchet=RatchetKey.of(signed),
        sending=None,
    )


def encrypt(session: Session, plaintext: bytes) -> tuple[Session, Ciphertext]:
    """The session after a message, and the message; with pre keys until the peer has answered.

    Raises:
        ValueError: the session was answered and nothing read in it yet; the caller is at fault.
    """
    if session.sending is None:
        raise ValueError("expected a session in which a message was read, got one just answered")
    position = session.sending.position
    seed, following = session.sending.step()
    key = MessageKey.of(seed)
    blocks = encrypted_blocks(key.cipher, key.start, plaintext)
    counters = position, session.previous_counter
    octets = OrdinaryMessage(session.ratchet.public, *counters, blocks).authenticated()
    octets += key.mac_of(octets, session.identity, session.peer_identity)
    return replace(session, sending=following), _wrapped(session, octets)


def decrypt(session: Session, octets: bytes, randomness: Randomness) -> tuple[Session, bytes]:
    """The session after an ordinary message of the peer, and its plaintext.

    Takes 32 random bytes where the peer has turned its ratchet.

    Raises:
        Malformed: the bytes are no message, or its ratchet key is one of low order.
        Unauthentic: the peer did not write it in this session.
        KeyUsed: it was read before, or is too old.
        TooFarAhead: it skips too many others.
    """
    message = read_ordinary_message(octets)
    content = message.content
    reached = session if session.hears(content.ratchet_key) else _turn(session, content, randomness)
    chain = next(c.chain for c in reached.receiving if c.ratchet_key == content.ratchet_key)
    seed, left = chain.seed_at(content.counter)
    plaintext = _opened(session, message, MessageKey.of(seed))
    receiving = tuple(
        PeerChain(known.ratchet_key, left) if known.ratchet_key == content.ratchet_key else known
        for known in reached.receiving
    )
    return replace(reached, receiving=receiving, unanswered=None), plaintext


def _wrapped(session: Session, octets: bytes) -> Ciphertext:
    """A message as it goes out: as it is, or with the pre keys that the session began with."""
    if session.unanswered is None:
        return Ciphertext(MessageKind.ORDINARY, octets)
    wrapper = PreKeyMessage(
        registration_id=session.registration_id,
        identity_key=session.identity,
        base_key=session.base_key,
        signed_pre_key_id=session.unanswered.signed,
        one_time_pre_key_id=session.unanswered.one_time,
        message=octets,
    )
    return Ciphertext(MessageKind.PRE_KEY, write_pre_key_message(wrapper))


def _turn(session: Session, message: OrdinaryMessage, randomness: Randomness) -> Session:
    """The session after the peer's ratchet key was replaced: a chain each way begins."""
    root_key, head = turned(session.root_key, session.ratchet.private, message.ratchet_key)
    ratchet = RatchetKey.of(KeyPair.generate(randomness))
    root_key, sending = turned(root_key, ratchet.private, message.ratchet_key)
    newest = PeerChain(message.ratchet_key, ReceivingChain.start(head))
    sent = 0 if session.sending is None else session.sending.position
    return replace(
        session,
        root_key=root_key,
        ratchet=ratchet,
        sending=sending,
        previous_counter=max(sent - 1, 0),
        receiving=(newest, *_ended(session.receiving, message))[:CHAIN_LIMIT],
    )


def _ended(receiving: tuple[PeerChain, ...], message: OrdinaryMessage) -> tuple[PeerChain, ...]:
    """The peer's chains, of which the newest has ended where its message says."""
    if not receiving:
        return ()
    newest, *older = receiving
    ended = newest.chain.ended(message.previous_counter)
    return (PeerChain(newest.ratchet_key, ended), *older)


def _opened(session: Session, message: ReceivedMessage, key: MessageKey) -> bytes:
    """The plaintext of a message, after its HMAC was compared."""
    expected = key.mac_of(message.authenticated, session.peer_identity, session.identity)
    if not compare_digest(expected, message.mac):
        raise Unauthentic("WhisperMessage", "the HMAC of a message of this session", "another")
    return opened(key.cipher, key.start, message.content.ciphertext, "WhisperMessage.ciphertext")
