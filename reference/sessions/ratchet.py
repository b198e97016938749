"""The two derivations of the Double Ratchet: a turn of the root key, and the keys of one message.

Source: Double Ratchet, sections 2.2 and 5.2; the labels are libsignal's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hmac import digest

from mdaudit.reference.sessions.chain import Bytes32, ChainKey
from mdaudit.reference.sessions.message import MAC_LENGTH
from mdaudit.reference.sessions.public_key import serialised
from mdaudit.reference.signed.signing import KeyPair
from mdaudit.spec.objects.hkdf import hkdf
from mdaudit.spec.objects.key_agreement import shared_secret
from mdaudit.spec.sorts import IdentityKey

TURN_LABEL = b"WhisperRatchet"
MESSAGE_LABEL = b"WhisperMessageKeys"
KEY_LENGTH = 32
START_LENGTH = 16


def turned(root_key: bytes, private: bytes, public: bytes) -> tuple[bytes, ChainKey]:
    """The next root key (32 bytes), and the chain that begins with it.

    Raises:
        Malformed: the public key is one of low order.
    """
    shared = shared_secret(private, public)
    keys = hkdf(shared, TURN_LABEL, 2 * KEY_LENGTH, salt=root_key)
    return keys[:KEY_LENGTH], ChainKey(keys[KEY_LENGTH:])


@dataclass(frozen=True)
class RatchetKey:
    """The own ratchet key pair. Both halves are kept: computing one takes longer than a message."""

    private: Bytes32 = field(repr=False)
    """The private key, 32 bytes."""

    public: Bytes32
    """The public key, raw, 32 bytes."""

    @staticmethod
    def of(pair: KeyPair) -> RatchetKey:
        """The key pair, to be stored in a session."""
        return RatchetKey(pair.private, pair.public)


@dataclass(frozen=True)
class MessageKey:
    """The keys of one message; they are used once."""

    cipher: bytes = field(repr=False)
    """For AES-256, 32 bytes."""

    mac: bytes = field(repr=False)
    """For the HMAC, 32 bytes."""

    start: bytes = field(repr=False)
    """What the chained blocks begin with, 16 bytes."""

    @staticmethod
    def of(seed: bytes) -> MessageKey:
        """The keys that a chain's seed gives."""
        keys = hkdf(seed, MESSAGE_LABEL, 2 * KEY_LENGTH + START_LENGTH)
        return MessageKey(
            keys[:KEY_LENGTH], keys[KEY_LENGTH : 2 * KEY_LENGTH], keys[2 * KEY_LENGTH :]
        )

    def mac_of(self, octets: bytes, sender: IdentityKey, receiver: IdentityKey) -> bytes:
        """The HMAC, 8 bytes, over who writes to whom and the message."""
        covered = serialised(sender) + serialised(receiver) + octets
        return digest(self.mac, covered, "sha256")[:MAC_LENGTH]
