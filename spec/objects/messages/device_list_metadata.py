"""What a sender knows about the device lists of both ends: the hints of in-chat consistency (ICDC).

The server cannot change or drop a hint without the message that carries it. Whose hint counts is
for the rules to say; here it is read.
"""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.spec.objects.encryption_type import ENCRYPTION_TYPES, EncryptionType
from mdaudit.spec.objects.key_hash import LENGTHS
from mdaudit.spec.objects.layout import Field, Kind, Layout
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.objects.report import Report
from mdaudit.spec.objects.wire import Decoded, read_message, write_message
from mdaudit.spec.sorts import Index, Time

VERSION = 2
"""The version of the metadata that this reader knows."""

SENDER_KEY_HASH = Field(1, "senderKeyHash", Kind.BYTES, length=LENGTHS)
SENDER_TIMESTAMP = Field(2, "senderTimestamp", Kind.UINT64)
SENDER_KEY_INDEXES = Field(3, "senderKeyIndexes", Kind.REPEATED_UINT32)
SENDER_ACCOUNT_TYPE = Field(4, "senderAccountType", Kind.ENUM, choices=ENCRYPTION_TYPES)
RECEIVER_ACCOUNT_TYPE = Field(5, "receiverAccountType", Kind.ENUM, choices=ENCRYPTION_TYPES)
RECIPIENT_KEY_HASH = Field(8, "recipientKeyHash", Kind.BYTES, length=LENGTHS)
RECIPIENT_TIMESTAMP = Field(9, "recipientTimestamp", Kind.UINT64)
RECIPIENT_KEY_INDEXES = Field(10, "recipientKeyIndexes", Kind.REPEATED_UINT32)
DEVICE_LIST_METADATA = Layout(
    "DeviceListMetadata",
    (
        SENDER_KEY_HASH,
        SENDER_TIMESTAMP,
        SENDER_KEY_INDEXES,
        SENDER_ACCOUNT_TYPE,
        RECEIVER_ACCOUNT_TYPE,
        RECIPIENT_KEY_HASH,
        RECIPIENT_TIMESTAMP,
        RECIPIENT_KEY_INDEXES,
    ),
    signed=True,
)
"""Both hints. Source: open clients agree on the numbers; the lengths of a hash are inferred."""


@dataclass(frozen=True)
class Hint:
    """What the sender knows about one user's device list. All of it may be absent.

    Source: white paper, in-chat device consistency; an open client.
    """

    key_hash: bytes | None = None
    """The `key_hash` of the user's devices, 8 to 32 bytes; absent without companions."""

    timestamp: Time | None = None
    """The time of the list that the sender holds."""

    key_indexes: frozenset[Index] = frozenset()
    """The indexes that the hash is over, where it is not over all of the list."""


@dataclass(frozen=True)
class DeviceListMetadata:
    """What the sender knows about the device lists of both ends (``DeviceListMetadata``).

    Source: white paper, in-chat device consistency; open clients agree.
    """

    sender: Hint = Hint()
    """About the sender's own account."""

    recipient: Hint = Hint()
    """About the other end, in a chat of two."""

    sender_type: EncryptionType = EncryptionType.E2EE
    """Whether the sender's account is hosted."""

    recipient_type: EncryptionType = EncryptionType.E2EE
    """Whether the other end's account is hosted, as far as the sender knows."""

    unknown: bytes = b""
    """Fields that this specification does not know, as received."""

    reports: tuple[Report, ...] = ()
    """What was odd about the spelling."""


def decode_device_list_metadata(data: bytes, version: int) -> DeviceListMetadata:
    """Read a ``DeviceListMetadata`` that is said to be in the given version.

    Raises:
        Malformed: the bytes are not one, or the version is not 2.
    """
    if version != VERSION:
        raise Malformed("DeviceListMetadata", f"version {VERSION}", f"{version}", 0)
    decoded = read_message(DEVICE_LIST_METADATA, data)
    return DeviceListMetadata(
        sender=_hint(decoded, SENDER_KEY_HASH, SENDER_TIMESTAMP, SENDER_KEY_INDEXES),
        recipient=_hint(decoded, RECIPIENT_KEY_HASH, RECIPIENT_TIMESTAMP, RECIPIENT_KEY_INDEXES),
        sender_type=EncryptionType(decoded.integer(SENDER_ACCOUNT_TYPE)),
        recipient_type=EncryptionType(decoded.integer(RECEIVER_ACCOUNT_TYPE)),
        unknown=decoded.unknown,
        reports=decoded.reports,
    )


def encode_device_list_metadata(metadata: DeviceListMetadata) -> bytes:
    """Write a ``DeviceListMetadata`` in version 2: indexes packed and ascending, no E2EE type.

    Raises:
        ValueError: a hash has the wrong length, or a number does not fit; the caller is at fault.
    """
    return write_message(
        DEVICE_LIST_METADATA,
        {
            SENDER_KEY_HASH: metadata.sender.key_hash,
            SENDER_TIMESTAMP: metadata.sender.timestamp,
            SENDER_KEY_INDEXES: tuple(sorted(metadata.sender.key_indexes)),
            SENDER_ACCOUNT_TYPE: metadata.sender_type or None,
            RECEIVER_ACCOUNT_TYPE: metadata.recipient_type or None,
            RECIPIENT_KEY_HASH: metadata.recipient.key_hash,
            RECIPIENT_TIMESTAMP: metadata.recipient.timestamp,
            RECIPIENT_KEY_INDEXES: tuple(sorted(metadata.recipient.key_indexes)),
        },
        metadata.unknown,
    )


def _hint(decoded: Decoded, key_hash: Field, timestamp: Field, indexes: Field) -> Hint:
    """The hint that three of the fields make."""
    time = decoded.optional_integer(timestamp)
    return Hint(
        key_hash=decoded.optional_octets(key_hash),
        timestamp=None if time is None else Time(time),
        key_indexes=frozenset(map(Index, decoded.all_integers(indexes))),
    )
