"""What sender keys put on the wire: the key itself, and the messages under it.

::

    distribution  33 | id, iteration, chainKey, signingKey
    message       33 | id, iteration, ciphertext | 64 bytes of signature over all before

The distribution travels inside a pairwise message, which says who it is from.

Source: open clients agree; libsignal's own layout has a field more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from mdaudit.reference.sessions.chain import ChainKey
from mdaudit.reference.sessions.public_key import SERIALISED_LENGTH, raw_key, serialised
from mdaudit.reference.sessions.version import VERSION, after_version
from mdaudit.spec.objects.hkdf import hkdf
from mdaudit.spec.objects.layout import Field, Kind, Layout
from mdaudit.spec.objects.signature import SIGNATURE_LENGTH
from mdaudit.spec.objects.wire import read_message, write_message
from mdaudit.spec.sorts import Position, SenderKey

CHAIN_KEY_LENGTH = 32
START_LENGTH = 16
MESSAGE_LABEL = b"WhisperGroup"
NUMBER_LENGTH = 4

NUMBER = Field(1, "id", Kind.UINT32, required=True)
ITERATION = Field(2, "iteration", Kind.UINT32, required=True)
CHAIN_KEY = Field(3, "chainKey", Kind.BYTES, required=True, length=CHAIN_KEY_LENGTH)
SIGNING_KEY = Field(4, "signingKey", Kind.BYTES, required=True, length=SERIALISED_LENGTH)
DISTRIBUTION = Layout(
    "SenderKeyDistributionMessage", (NUMBER, ITERATION, CHAIN_KEY, SIGNING_KEY), signed=True
)
CIPHERTEXT = Field(3, "ciphertext", Kind.BYTES, required=True)
MESSAGE = Layout("SenderKeyMessage", (NUMBER, ITERATION, CIPHERTEXT), signed=True)


def chain_name(number: int, signing_key: bytes) -> SenderKey:
    """The public name of a sender key, 32 bytes: a hash of its id and its signing key.

    The specification speaks of sender keys by it. It tells nothing about the messages.
    """
    return SenderKey(sha256(number.to_bytes(NUMBER_LENGTH) + signing_key).digest())


@dataclass(frozen=True)
class Distribution:
    """A sender key as its owner hands it out: for messages from one position on."""

    number: int
    """Its id, chosen at random by its owner."""

    position: Position
    """The first message that can be read."""

    chain_key: bytes = field(repr=False)
    """The chain key at that position, 32 bytes."""

    signing_key: bytes
    """The public key that messages are signed under, raw, 32 bytes."""

    @property
    def name(self) -> SenderKey:
        """The public name of the sender key."""
        return chain_name(self.number, self.signing_key)


@dataclass(frozen=True)
class GroupMessage:
    """A message under a sender key, not yet authenticated."""

    number: int
    """Id of the sender key."""

    position: int
    """The position in its chain."""

    ciphertext: bytes = field(repr=False)
    """Blocks of AES-256-CBC."""


@dataclass(frozen=True)
class ReceivedGroupMessage:
    """A received message with what is needed to authenticate it."""

    content: GroupMessage
    """What it says."""

    signed: bytes = field(repr=False)
    """The bytes that the signature is over, as received."""

    signature: bytes = field(repr=False)
    """The signature, 64 bytes."""


def message_keys(seed: bytes) -> tuple[bytes, bytes]:
    """The cipher key (32 bytes) and the start (16 bytes) that a chain's seed gives."""
    keys = hkdf(seed, MESSAGE_LABEL, START_LENGTH + CHAIN_KEY_LENGTH)
    return keys[START_LENGTH:], keys[:START_LENGTH]


def read_distribution(octets: bytes) -> Distribution:
    """Read a distributed sender key.

    Raises:
        Malformed: the bytes are none.
    """
    body, _ = after_version(octets, DISTRIBUTION.name)
    decoded = read_message(DISTRIBUTION, body)
    return Distribution(
        number=decoded.integer(NUMBER),
        position=Position(decoded.integer(ITERATION)),
        chain_key=decoded.octets(CHAIN_KEY),
        signing_key=raw_key(decoded.octets(SIGNING_KEY), f"{DISTRIBUTION.name}.signingKey"),
    )


def write_distribution(number: int, head: ChainKey, signing_key: bytes) -> bytes:
    """Write a sender key to be distributed, from where its chain stands."""
    return VERSION + write_message(
        DISTRIBUTION,
        {
            NUMBER: number,
            ITERATION: head.position,
            CHAIN_KEY: head.key,
            SIGNING_KEY: serialised(signing_key),
        },
    )


def read_group_message(octets: bytes) -> ReceivedGroupMessage:
    """Read a message under a sender key, before its signature is looked at.

    Raises:
        Malformed: the bytes are none.
    """
    body, signature = after_version(octets, MESSAGE.name, SIGNATURE_LENGTH)
    decoded = read_message(MESSAGE, body)
    content = GroupMessage(
        decoded.integer(NUMBER), decoded.integer(ITERATION), decoded.octets(CIPHERTEXT)
    )
    return ReceivedGroupMessage(content, octets[:-SIGNATURE_LENGTH], signature)


def write_group_message(message: GroupMessage) -> bytes:
    """Write a message under a sender key: all that its signature is over."""
    return VERSION + write_message(
        MESSAGE,
        {
            NUMBER: message.number,
            ITERATION: message.position,
            CIPHERTEXT: message.ciphertext,
        },
    )
