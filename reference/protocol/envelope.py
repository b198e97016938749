"""Encrypted messages on their way, one envelope per device."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from msgspec import Meta, field

from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.notice import Notice
from mdaudit.reference.protocol.part import Blob, Name, Number, Part, Seconds, Words


class Kind(Enum):
    """How an envelope is opened."""

    PRE_KEY = "pre_key"
    """A pairwise message that begins a session."""
    MESSAGE = "message"
    """A pairwise message."""
    SENDER_KEY = "sender_key"
    """A message to a group, under a sender key."""
    RETRY = "retry"
    """Not encrypted: a `RetryRequest`."""


class Outgoing(Part, frozen=True):
    """One envelope as its sender hands it over."""

    to: Address
    kind: Kind
    content: Blob


class Submission(Part, frozen=True):
    """A message, for all its devices. Handing the same one over again changes nothing.

    An envelope is the same if sender, message, group, recipient, kind and content are; what is
    encrypted anew for a device that could not open it is another one.
    """

    message: Name
    """The message's id, the sender's choice."""
    envelopes: Annotated[tuple[Outgoing, ...], Meta(max_length=4096)]
    group: Name | None = None
    signed_device_identity: Blob | None = None
    """The sender's own, if it is a companion and an envelope begins a session."""
    device_hashes: dict[Name, Words] = field(default_factory=dict)
    """For each account that was served, the participant hash of its devices (``phash``)."""


class Receipt(Part, frozen=True):
    """The server has the message."""

    stale: tuple[Name, ...] = ()
    """Accounts whose devices are others than the sender thinks; a word that proves nothing."""


class Envelope(Part, frozen=True, tag="envelope"):
    """One envelope as the server delivers it. The sender is what the server says."""

    sequence: int
    """Its number in the mailbox."""
    message: Name
    sender: Address
    kind: Kind
    content: Blob
    sent_at: Seconds
    """When the server got it, by its clock."""
    group: Name | None = None
    signed_device_identity: Blob | None = None


class Told(Part, frozen=True, tag="notice"):
    """A notice in the mailbox."""

    sequence: int
    notice: Notice


class Drained(Part, frozen=True, tag="drained"):
    """Everything that was waiting has been delivered; what follows is new."""


Delivery = Envelope | Told | Drained
"""What the server sends over the web socket."""


class Acknowledgement(Part, frozen=True):
    """The device has stored what had this number; the server may forget it."""

    sequence: int


class RetryRequest(Part, frozen=True):
    """A device could not open a message and asks its sender for it again. Nobody signed this."""

    message: Name
    attempt: Number
    """1 for the first."""
    group: Name | None = None
