"""What a device tells the user's other devices that it has sent.

Only a device of the own account may say so; the wrapper itself proves nothing about who it is from.
The message inside is a whole ``Message`` with the destination beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.spec.objects.layout import Field, Kind, Layout
from mdaudit.spec.objects.messages.message import CHAT_NAME_LENGTHS
from mdaudit.spec.objects.report import Report
from mdaudit.spec.objects.wire import read_message, write_message

DESTINATION = Field(1, "destinationJid", Kind.TEXT, required=True, length=CHAT_NAME_LENGTHS)
CONTENT = Field(2, "message", Kind.BYTES, required=True)
PARTICIPANT_HASH = Field(3, "phash", Kind.TEXT)
DEVICE_SENT = Layout("DeviceSentMessage", (DESTINATION, CONTENT, PARTICIPANT_HASH), signed=True)
"""The copy and where it went. Source: open clients agree on the numbers."""


@dataclass(frozen=True)
class DeviceSent:
    """A copy of a message that a device of the own account has sent (``DeviceSentMessage``).

    Source: open clients agree.
    """

    destination: str
    """The chat that the message was sent to. Without it a copy would belong to no chat."""

    message: bytes
    """The ``Message`` as received, **not read yet**."""

    participant_hash: str | None = None
    """The `participant_hash` of the devices that it was sent to, in the sender's words."""

    unknown: bytes = b""
    """Fields that this specification does not know, as received."""

    reports: tuple[Report, ...] = ()
    """What was odd about the spelling."""


def decode_device_sent(data: bytes) -> DeviceSent:
    """Read a ``DeviceSentMessage``, and nothing of the message in it.

    Raises:
        Malformed: the bytes are not one; destination and message must be there.
    """
    decoded = read_message(DEVICE_SENT, data)
    return DeviceSent(
        destination=decoded.text(DESTINATION),
        message=decoded.octets(CONTENT),
        participant_hash=decoded.optional_text(PARTICIPANT_HASH),
        unknown=decoded.unknown,
        reports=decoded.reports,
    )


def encode_device_sent(sent: DeviceSent) -> bytes:
    """Write a ``DeviceSentMessage``.

    Raises:
        ValueError: the destination is empty, or longer than 1023 bytes; the caller is at fault.
    """
    return write_message(
        DEVICE_SENT,
        {
            DESTINATION: sent.destination,
            CONTENT: sent.message,
            PARTICIPANT_HASH: sent.participant_hash,
        },
        sent.unknown,
    )
