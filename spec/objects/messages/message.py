"""The message itself, as far as rules about devices look into it.

The parts are left as bytes, each for its own reader: who may send one is asked before it is read.
"""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.spec.objects.layout import Field, Kind, Layout
from mdaudit.spec.objects.report import Report
from mdaudit.spec.objects.wire import read_message, write_message

CHAT_NAME_LENGTHS = range(1, 1024)
"""Bytes in the name of a chat. Source: RFC 7622 for the most of them; inferred."""

SENDER_KEY_DISTRIBUTION = Field(2, "senderKeyDistributionMessage", Kind.BYTES)
DEVICE_SENT = Field(31, "deviceSentMessage", Kind.BYTES)
CONTEXT_INFO = Field(35, "messageContextInfo", Kind.BYTES)
MESSAGE = Layout("Message", (SENDER_KEY_DISTRIBUTION, DEVICE_SENT, CONTEXT_INFO), signed=True)
"""The fields about devices, out of many. Source: open clients agree on the numbers."""


@dataclass(frozen=True)
class Message:
    """What one device sends to another inside the encryption (``Message``).

    Source: open clients agree.
    """

    sender_key_distribution: bytes | None = None
    """A ``SenderKeyDistributionMessage`` as received, **not read yet**."""

    device_sent: bytes | None = None
    """A ``DeviceSentMessage`` as received, **not read yet**."""

    context_info: bytes | None = None
    """A ``MessageContextInfo`` as received, **not read yet**."""

    content: bytes = b""
    """All other fields as received: what the user wrote."""

    reports: tuple[Report, ...] = ()
    """What was odd about the spelling."""


def decode_message(data: bytes) -> Message:
    """Read a ``Message`` after decryption and without its padding, and nothing inside its parts.

    Raises:
        Malformed: the bytes are not one.
    """
    decoded = read_message(MESSAGE, data)
    return Message(
        sender_key_distribution=decoded.optional_octets(SENDER_KEY_DISTRIBUTION),
        device_sent=decoded.optional_octets(DEVICE_SENT),
        context_info=decoded.optional_octets(CONTEXT_INFO),
        content=decoded.unknown,
        reports=decoded.reports,
    )


def encode_message(message: Message) -> bytes:
    """Write a ``Message``, its content last."""
    return write_message(
        MESSAGE,
        {
            SENDER_KEY_DISTRIBUTION: message.sender_key_distribution,
            DEVICE_SENT: message.device_sent,
            CONTEXT_INFO: message.context_info,
        },
        message.content,
    )
