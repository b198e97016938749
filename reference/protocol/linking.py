"""Linking, as it passes through the server.

A companion has no account yet, so it is known by the attempt's token, which only it has. The
references name the attempt for the primary; each is in one QR code.
"""

from __future__ import annotations

from mdaudit.reference.protocol.part import Blob, Name, Number, Octets32, Part, Seconds, Words
from mdaudit.reference.protocol.prekeys import PreKeys


class Attempt(Part, frozen=True):
    """An attempt that the server knows."""

    attempt: Name
    """The companion's token."""
    references: tuple[str, ...]
    """Each is shown for its time, one after the other."""
    seconds: tuple[Seconds, ...]
    """For how long each is shown: 60 seconds the first, 20 each after it."""


class Approval(Part, frozen=True):
    """The primary approves the companion whose code it scanned."""

    reference: str
    payload: Blob
    """For the companion: ``ADVSignedDeviceIdentityHMAC``."""
    signed_list: Blob
    """For everybody: the list that names the new device."""
    device: Number
    """The device's number, which is its key index."""
    companion_key: Octets32
    """The key that the code showed."""


class CodeHello(Part, frozen=True):
    """A companion that shows eight characters asks for the primary of an account."""

    account: Name
    wrapped_key: Blob
    """Its ephemeral key, wrapped under the code."""
    companion_key: Octets32
    """Its identity key, in the clear."""


class PrimaryHello(Part, frozen=True):
    """The primary answers: its user typed a code."""

    reference: str
    wrapped_key: Blob
    """Its ephemeral key, wrapped under the code that was typed."""
    primary_key: Octets32
    """Its identity key, in the clear."""


class CodeFinish(Part, frozen=True):
    """The companion shows that it knows the same code: the bundle of both identity keys."""

    bundle: Blob
    companion_key: Octets32


class Progress(Part, frozen=True):
    """How far an attempt is, as its companion is told."""

    primary_hello: PrimaryHello | None = None
    account: Name | None = None
    """The account of the primary that approved."""
    device: Number | None = None
    payload: Blob | None = None
    ended: bool = False
    """The attempt is over: it succeeded, or no reference is left."""


class Completion(Part, frozen=True):
    """The companion adopted its primary: it is a device from now on."""

    signed_device_identity: Blob
    """``ADVSignedDeviceIdentity`` with both signatures."""
    keys: PreKeys
    name: Words = ""
    platform: Words = ""
