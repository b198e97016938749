"""The own sender key for one group: made, handed out, and written under."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mdaudit.reference.sender_keys.message import (
    CHAIN_KEY_LENGTH,
    NUMBER_LENGTH,
    GroupMessage,
    chain_name,
    message_keys,
    write_distribution,
    write_group_message,
)
from mdaudit.reference.sessions.chain import ChainKey, Position
from mdaudit.reference.sessions.stored import StoredForm
from mdaudit.reference.signed.signing import KeyPair, Randomness
from mdaudit.spec import sorts
from mdaudit.spec.objects.aes import chain as encrypted_blocks

NUMBER_MASK = 2**31 - 1
"""Ids have 31 bits: some clients read them as signed numbers."""


@dataclass(frozen=True)
class OwnSenderKey:
    """A sender key on the side of its owner."""

    number: Position
    """Its id."""

    head: ChainKey
    """Where its chain stands; what was before cannot be handed out any more."""

    signing: KeyPair
    """The key pair that signs its messages, and nothing else."""

    @staticmethod
    def generate(randomness: Randomness) -> OwnSenderKey:
        """A fresh sender key; takes 4, 32 and 32 random bytes."""
        number = int.from_bytes(randomness(NUMBER_LENGTH)) & NUMBER_MASK
        head = ChainKey(randomness(CHAIN_KEY_LENGTH))
        return OwnSenderKey(number, head, KeyPair.generate(randomness))

    @property
    def name(self) -> sorts.SenderKey:
        """The public name of the sender key."""
        return chain_name(self.number, self.signing.public)

    @property
    def position(self) -> sorts.Position:
        """How many messages were encrypted, as the specification counts."""
        return sorts.Position(self.head.position)

    def distribution(self) -> bytes:
        """The sender key for another device: it reads the next message and those after it."""
        return write_distribution(self.number, self.head, self.signing.public)

    def encrypt(self, plaintext: bytes, randomness: Randomness) -> tuple[OwnSenderKey, bytes]:
        """The sender key after a message, and the message; takes 64 random bytes to sign."""
        seed, following = self.head.step()
        key, start = message_keys(seed)
        blocks = encrypted_blocks(key, start, plaintext)
        signed = write_group_message(GroupMessage(self.number, self.head.position, blocks))
        return replace(self, head=following), signed + self.signing.sign(signed, randomness)


STORED = StoredForm("own sender key", 1, OwnSenderKey)


def write_own_sender_key(key: OwnSenderKey) -> bytes:
    """The sender key as bytes; they hold secret keys."""
    return STORED.write(key)


def read_own_sender_key(octets: bytes) -> OwnSenderKey:
    """The sender key that was written as these bytes.

    Raises:
        Malformed: they are not what `write_own_sender_key` writes.
    """
    return STORED.read(octets)
