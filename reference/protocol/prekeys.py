"""Pre keys: what others need to begin a session with a device that is away."""

from __future__ import annotations

from mdaudit.reference.protocol.part import Blob, Number, Octets32, Part, Signature


class SignedPreKey(Part, frozen=True):
    """A pre key that the device's identity key signed (over 0x05 and the key)."""

    id: Number
    public: Octets32
    signature: Signature


class OneTimePreKey(Part, frozen=True):
    """A pre key that the server hands out once."""

    id: Number
    public: Octets32


class PreKeys(Part, frozen=True):
    """What a device uploads. The signed key replaces the older one, the others are added."""

    registration_id: Number
    signed: SignedPreKey
    one_time: tuple[OneTimePreKey, ...] = ()


class PreKeyCount(Part, frozen=True):
    """How many one-time keys the server has left for the asking device."""

    one_time: Number


class BundleRequest(Part, frozen=True):
    """Bundles are wanted for these devices of one account."""

    devices: tuple[Number, ...]


class Bundle(Part, frozen=True):
    """What the server shows of one device to whoever wants to write to it."""

    device: Number
    registration_id: Number
    identity_key: Octets32
    signed: SignedPreKey
    one_time: OneTimePreKey | None = None
    """None: none was left."""
    signed_device_identity: Blob | None = None
    """Its ``ADVSignedDeviceIdentity``; None for a primary."""


class Bundles(Part, frozen=True):
    """Bundles of one account."""

    bundles: tuple[Bundle, ...]
