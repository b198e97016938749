"""How a device hands its key for a group to another device, over their pairwise channel."""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.spec.objects.layout import Field, Kind, Layout
from mdaudit.spec.objects.messages.message import CHAT_NAME_LENGTHS
from mdaudit.spec.objects.report import Report
from mdaudit.spec.objects.wire import read_message, write_message

GROUP = Field(1, "groupId", Kind.TEXT, required=True, length=CHAT_NAME_LENGTHS)
KEY = Field(2, "axolotlSenderKeyDistributionMessage", Kind.BYTES, required=True)
SENDER_KEY_DISTRIBUTION = Layout("SenderKeyDistributionMessage", (GROUP, KEY), signed=True)
"""The group and the key. Source: open clients agree on the numbers."""


@dataclass(frozen=True)
class SenderKeyDistribution:
    """A sender key on its way to one device (``SenderKeyDistributionMessage``).

    Source: white paper, group messages; open clients agree.
    """

    group: str
    """The group that the key is for. A key without one could be taken for any group's."""

    key: bytes
    """The distribution message of the group cipher, as received."""

    unknown: bytes = b""
    """Fields that this specification does not know, as received."""

    reports: tuple[Report, ...] = ()
    """What was odd about the spelling."""


def decode_sender_key_distribution(data: bytes) -> SenderKeyDistribution:
    """Read a ``SenderKeyDistributionMessage``; the key in it is the group cipher's to read.

    Raises:
        Malformed: the bytes are not one; group and key must be there.
    """
    decoded = read_message(SENDER_KEY_DISTRIBUTION, data)
    return SenderKeyDistribution(
        group=decoded.text(GROUP),
        key=decoded.octets(KEY),
        unknown=decoded.unknown,
        reports=decoded.reports,
    )


def encode_sender_key_distribution(distribution: SenderKeyDistribution) -> bytes:
    """Write a ``SenderKeyDistributionMessage``.

    Raises:
        ValueError: the group is empty, or longer than 1023 bytes; the caller is at fault.
    """
    return write_message(
        SENDER_KEY_DISTRIBUTION,
        {GROUP: distribution.group, KEY: distribution.key},
        distribution.unknown,
    )
