"""The sender keys that one other device has handed out for one group.

* The last `STATE_LIMIT` keys of a device are kept, so that messages under way when it changed its
  key are still read.
* A key that is given again changes nothing: were its chain set back, old messages could be shown
  again.
* A message counts only with a signature of the key's owner; then, its message key is used once.
"""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.reference.sender_keys.message import (
    Distribution,
    chain_name,
    message_keys,
    read_group_message,
)
from mdaudit.reference.sessions.blocks import opened
from mdaudit.reference.sessions.chain import Bytes32, ChainKey, Position, ReceivingChain
from mdaudit.reference.sessions.stored import StoredForm
from mdaudit.reference.sessions.undecryptable import NoSenderKey
from mdaudit.spec import sorts
from mdaudit.spec.objects.signature import signature_holds
from mdaudit.spec.objects.unauthentic import Unauthentic

STATE_LIMIT = 5
"""The most sender keys of one device in one group that are kept."""


@dataclass(frozen=True)
class ReceivedSenderKey:
    """A sender key on the side of a reader."""

    number: Position
    """Its id."""

    signing_key: Bytes32
    """The public key that its messages are signed under, raw, 32 bytes."""

    chain: ReceivingChain
    """Where its chain stands."""

    @property
    def name(self) -> sorts.SenderKey:
        """The public name of the sender key."""
        return chain_name(self.number, self.signing_key)


@dataclass(frozen=True)
class SenderKeyRecord:
    """What one device has handed out for one group."""

    keys: tuple[ReceivedSenderKey, ...] = ()
    """Newest first."""

    def with_distribution(self, given: Distribution) -> SenderKeyRecord:
        """The record after a sender key was given; unchanged if it is known.

        A key with the id of another takes its place: a message names a key by its id alone.
        """
        if any(known.name == given.name for known in self.keys):
            return self
        others = (known for known in self.keys if known.number != given.number)
        head = ChainKey(given.chain_key, given.position)
        newest = ReceivedSenderKey(given.number, given.signing_key, ReceivingChain.start(head))
        return SenderKeyRecord((newest, *others)[:STATE_LIMIT])

    def decrypt(self, octets: bytes) -> GroupRead:
        """Read a message under one of the sender keys.

        Raises:
            Malformed: the bytes are no message.
            NoSenderKey: no key of that id was given, or not lately.
            Unauthentic: the owner of the key did not sign it.
            KeyUsed: it was read before, is too old, or was sent before the key was given.
            TooFarAhead: it skips too many others.
        """
        message = read_group_message(octets)
        content = message.content
        key = next((known for known in self.keys if known.number == content.number), None)
        if key is None:
            raise NoSenderKey(content.number)
        if not signature_holds(key.signing_key, message.signed, message.signature):
            raise Unauthentic("SenderKeyMessage", "a signature of the key's owner", "another")
        seed, left = key.chain.seed_at(content.position)
        plaintext = opened(*message_keys(seed), content.ciphertext, "SenderKeyMessage.ciphertext")
        following = ReceivedSenderKey(key.number, key.signing_key, left)
        keys = tuple(following if known is key else known for known in self.keys)
        return GroupRead(
            SenderKeyRecord(keys), key.name, sorts.Position(content.position), plaintext
        )


@dataclass(frozen=True)
class GroupRead:
    """What reading a message gives; record and plaintext are stored together, or neither."""

    record: SenderKeyRecord
    """The record after the message."""

    name: sorts.SenderKey
    """The public name of the sender key that it was under."""

    position: sorts.Position
    """The position in the chain."""

    plaintext: bytes
    """What was written, still padded."""


STORED = StoredForm("sender keys", 1, SenderKeyRecord)


def write_sender_keys(record: SenderKeyRecord) -> bytes:
    """The record as bytes; they hold secret keys."""
    return STORED.write(record)


def read_sender_keys(octets: bytes) -> SenderKeyRecord:
    """The record that was written as these bytes.

    Raises:
        Malformed: they are not what `write_sender_keys` writes.
    """
    return STORED.read(octets)
