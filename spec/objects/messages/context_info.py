"""What accompanies every message: among other things, what its sender knows about device lists.

**Decision: metadata of another version is not read, and the message stands.** What such metadata
means is unknown, so it hints at nothing; but a newer sender is no attacker, and refusing its
message would lock it out. So this reader leaves the metadata as bytes beside its version.
"""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.spec.objects.layout import Field, Kind, Layout
from mdaudit.spec.objects.report import Report
from mdaudit.spec.objects.wire import read_message, write_message

SECRET_LENGTH = 32
"""Bytes in the secret of a message."""

DEVICE_LISTS = Field(1, "deviceListMetadata", Kind.BYTES)
DEVICE_LISTS_VERSION = Field(2, "deviceListMetadataVersion", Kind.UINT32)
SECRET = Field(3, "messageSecret", Kind.BYTES, length=SECRET_LENGTH)
CONTEXT_INFO = Layout(
    "MessageContextInfo", (DEVICE_LISTS, DEVICE_LISTS_VERSION, SECRET), signed=True
)
"""The fields about devices, and the secret. Source: open clients agree on the numbers."""


@dataclass(frozen=True)
class ContextInfo:
    """What accompanies a message (``MessageContextInfo``).

    Source: white paper, in-chat device consistency; open clients agree.
    """

    device_lists: bytes | None = None
    """A ``DeviceListMetadata`` as received, **not read yet**."""

    device_lists_version: int = 0
    """The version that the metadata is in; absent counts as 0."""

    secret: bytes | None = None
    """32 bytes from which answers to this message derive their keys."""

    unknown: bytes = b""
    """Fields that this specification does not know, as received."""

    reports: tuple[Report, ...] = ()
    """What was odd about the spelling."""


def decode_context_info(data: bytes) -> ContextInfo:
    """Read a ``MessageContextInfo``, and nothing of the metadata in it.

    Raises:
        Malformed: the bytes are not one.
    """
    decoded = read_message(CONTEXT_INFO, data)
    return ContextInfo(
        device_lists=decoded.optional_octets(DEVICE_LISTS),
        device_lists_version=decoded.integer(DEVICE_LISTS_VERSION),
        secret=decoded.optional_octets(SECRET),
        unknown=decoded.unknown,
        reports=decoded.reports,
    )


def encode_context_info(info: ContextInfo) -> bytes:
    """Write a ``MessageContextInfo``.

    Raises:
        ValueError: the secret is not 32 bytes long; the caller is at fault.
    """
    return write_message(
        CONTEXT_INFO,
        {
            DEVICE_LISTS: info.device_lists,
            DEVICE_LISTS_VERSION: info.device_lists_version or None,
            SECRET: info.secret,
        },
        info.unknown,
    )
