"""The two kinds of message on a pairwise session, as bytes.

::

    ordinary       33 | ratchetKey, counter, previousCounter, ciphertext | 8 bytes of HMAC
    with pre keys  33 | preKeyId, baseKey, identityKey, an ordinary message, registrationId, ...

The wrapper with pre keys is sent until the peer has answered. Nothing authenticates it but the
message inside: that decrypts only in a session of just these keys.

Source: libsignal; open clients agree on the numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from mdaudit.reference.sessions.public_key import SERIALISED_LENGTH, raw_key, serialised
from mdaudit.reference.sessions.version import VERSION, after_version
from mdaudit.spec.objects.layout import Field, Kind, Layout
from mdaudit.spec.objects.wire import read_message, write_message
from mdaudit.spec.sorts import IdentityKey

MAC_LENGTH = 8
"""Bytes of the HMAC at the end of an ordinary message."""

RATCHET_KEY = Field(1, "ratchetKey", Kind.BYTES, required=True, length=SERIALISED_LENGTH)
COUNTER = Field(2, "counter", Kind.UINT32, required=True)
PREVIOUS_COUNTER = Field(3, "previousCounter", Kind.UINT32)
CIPHERTEXT = Field(4, "ciphertext", Kind.BYTES, required=True)
ORDINARY = Layout(
    "WhisperMessage", (RATCHET_KEY, COUNTER, PREVIOUS_COUNTER, CIPHERTEXT), signed=True
)

PRE_KEY_ID = Field(1, "preKeyId", Kind.UINT32)
BASE_KEY = Field(2, "baseKey", Kind.BYTES, required=True, length=SERIALISED_LENGTH)
IDENTITY_KEY = Field(3, "identityKey", Kind.BYTES, required=True, length=SERIALISED_LENGTH)
MESSAGE = Field(4, "message", Kind.BYTES, required=True)
REGISTRATION_ID = Field(5, "registrationId", Kind.UINT32, required=True)
SIGNED_PRE_KEY_ID = Field(6, "signedPreKeyId", Kind.UINT32, required=True)
WITH_PRE_KEYS = Layout(
    "PreKeyWhisperMessage",
    (PRE_KEY_ID, BASE_KEY, IDENTITY_KEY, MESSAGE, REGISTRATION_ID, SIGNED_PRE_KEY_ID),
    signed=False,
)


class MessageKind(Enum):
    """What a ciphertext is; the values are the ones that WhatsApp's stanzas carry."""

    ORDINARY = "msg"
    PRE_KEY = "pkmsg"


@dataclass(frozen=True)
class OrdinaryMessage:
    """A message on a session, not yet authenticated."""

    ratchet_key: bytes
    """The sender's present ratchet key, raw, 32 bytes: it names the chain."""

    counter: int
    """The position in the chain."""

    previous_counter: int
    """The last position in the sender's chain before; 0 also where there was none."""

    ciphertext: bytes = field(repr=False)
    """Blocks of AES-256-CBC."""

    def authenticated(self) -> bytes:
        """The bytes that the HMAC covers, after the two identity keys: all before it."""
        return VERSION + write_message(
            ORDINARY,
            {
                RATCHET_KEY: serialised(self.ratchet_key),
                COUNTER: self.counter,
                PREVIOUS_COUNTER: self.previous_counter,
                CIPHERTEXT: self.ciphertext,
            },
        )


@dataclass(frozen=True)
class ReceivedMessage:
    """A received message with what is needed to authenticate it."""

    content: OrdinaryMessage
    """What it says."""

    authenticated: bytes = field(repr=False)
    """The bytes that the HMAC covers, as received."""

    mac: bytes = field(repr=False)
    """The HMAC's first 8 bytes, as received."""


@dataclass(frozen=True)
class PreKeyMessage:
    """The first messages of a session: with all that the peer needs to make the same one."""

    registration_id: int
    """The number of the sender's installation."""

    identity_key: IdentityKey
    """The sender's identity key, raw, 32 bytes; whose it is must be asked before answering."""

    base_key: bytes
    """The sender's key for this session alone, raw, 32 bytes: it names the session."""

    signed_pre_key_id: int
    """Which signed pre key of the receiver was used."""

    one_time_pre_key_id: int | None
    """Which one-time pre key was used; None where the server had none left."""

    message: bytes = field(repr=False)
    """The ordinary message inside."""


def read_ordinary_message(octets: bytes) -> ReceivedMessage:
    """Read an ordinary message, before anything authenticates it.

    Raises:
        Malformed: the bytes are none.
    """
    body, mac = after_version(octets, ORDINARY.name, MAC_LENGTH)
    decoded = read_message(ORDINARY, body)
    content = OrdinaryMessage(
        ratchet_key=raw_key(decoded.octets(RATCHET_KEY), "WhisperMessage.ratchetKey"),
        counter=decoded.integer(COUNTER),
        previous_counter=decoded.integer(PREVIOUS_COUNTER),
        ciphertext=decoded.octets(CIPHERTEXT),
    )
    return ReceivedMessage(content, octets[:-MAC_LENGTH], mac)


def read_pre_key_message(octets: bytes) -> PreKeyMessage:
    """Read a message with pre keys; the message inside is not looked at.

    Raises:
        Malformed: the bytes are none.
    """
    body, _ = after_version(octets, WITH_PRE_KEYS.name)
    decoded = read_message(WITH_PRE_KEYS, body)
    identity = raw_key(decoded.octets(IDENTITY_KEY), "PreKeyWhisperMessage.identityKey")
    return PreKeyMessage(
        registration_id=decoded.integer(REGISTRATION_ID),
        identity_key=IdentityKey(identity),
        base_key=raw_key(decoded.octets(BASE_KEY), "PreKeyWhisperMessage.baseKey"),
        signed_pre_key_id=decoded.integer(SIGNED_PRE_KEY_ID),
        one_time_pre_key_id=decoded.optional_integer(PRE_KEY_ID),
        message=decoded.octets(MESSAGE),
    )


def write_pre_key_message(message: PreKeyMessage) -> bytes:
    """Write a message with pre keys.

    Raises:
        ValueError: a number does not fit 32 bits; the caller is at fault.
    """
    return VERSION + write_message(
        WITH_PRE_KEYS,
        {
            PRE_KEY_ID: message.one_time_pre_key_id,
            BASE_KEY: serialised(message.base_key),
            IDENTITY_KEY: serialised(message.identity_key),
            MESSAGE: message.message,
            REGISTRATION_ID: message.registration_id,
            SIGNED_PRE_KEY_ID: message.signed_pre_key_id,
        },
    )
