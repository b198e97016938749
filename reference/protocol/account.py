"""An account as the directory has it: a primary key, a signed list, devices."""

from __future__ import annotations

from mdaudit.reference.protocol.part import Blob, Number, Octets32, Part, Seconds, Words
from mdaudit.reference.protocol.prekeys import PreKeys


class Registration(Part, frozen=True):
    """A primary registers its account, or registers it anew."""

    identity_key: Octets32
    """The primary's key."""
    raw_id: Number
    """The life."""
    signed_list: Blob
    """Its first list (``ADVSignedKeyIndexList``)."""
    keys: PreKeys
    name: Words = ""
    platform: Words = ""


class ListPublication(Part, frozen=True):
    """The primary hands a new list over. Devices that it does not name lose their mailboxes."""

    signed_list: Blob
    raw_id: Number
    """The life, which is another one after a restored backup."""


class ShownDevice(Part, frozen=True):
    """A companion, as the server shows it to others."""

    device: Number
    identity_key: Octets32
    signed_device_identity: Blob | None = None
    """Its ``ADVSignedDeviceIdentity``; None if the server passes none on."""


class ShownAccount(Part, frozen=True):
    """An account, as the server shows it to others."""

    account: str
    identity_key: Octets32
    raw_id: Number
    signed_list: Blob | None
    """None: unchanged since the list whose SHA-256 the asking client named."""
    devices: tuple[ShownDevice, ...]


class OwnDevice(Part, frozen=True):
    """A device, as the server shows it to its owner."""

    device: Number
    name: Words
    platform: Words
    linked_at: Seconds
    last_seen: Seconds | None
    """When it was last connected; None: never."""


class OwnDevices(Part, frozen=True):
    """All devices of the asking account."""

    devices: tuple[OwnDevice, ...]
