"""Sync keys: what the app state is under, how a key is named, and what is derived from it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from mdaudit.spec.objects.hkdf import hkdf
from mdaudit.spec.objects.malformed import Malformed

SYNC_KEY_LENGTH = 32
"""Bytes in a sync key."""

KEY_ID_LENGTH = 6
"""Bytes in the name of a sync key."""

DEVICE_LENGTH = 2
"""Bytes of the device number, at the front of the name."""

DERIVATION_INFO = b"WhatsApp Mutation Keys"
"""What the derived keys are for, in the words that they are derived with."""

DERIVED_LENGTH = 32
"""Bytes in a derived key."""


@dataclass(frozen=True)
class KeyId:
    """The name of a sync key.

    **Decision:** on the wire the device stands in front. Open clients write it so; a description of
    the white paper has the epoch in front. Either way the six bytes name one key.

    Source: open clients; white paper, app state (that the two make the name).
    """

    epoch: int
    """Counts up with every new key, 32 bits; a removed device forces a higher one (SYNC-3)."""

    device: int
    """The number of the device that made the key, 16 bits."""


@dataclass(frozen=True)
class DerivedKeys:
    """The five keys that one sync key stands for, 32 bytes each.

    Source: open clients agree.
    """

    index: bytes
    """Authenticates what a value is about."""

    value: bytes
    """Encrypts a value."""

    value_mac: bytes
    """Authenticates an encrypted value."""

    snapshot_mac: bytes
    """Authenticates the whole collection at one version."""

    patch_mac: bytes
    """Authenticates one patch."""


def decode_key_id(data: bytes) -> KeyId:
    """Read the name of a sync key.

    >>> decode_key_id(bytes.fromhex("000100000007"))
    KeyId(epoch=7, device=1)

    Raises:
        Malformed: there are not 6 bytes.
    """
    if len(data) != KEY_ID_LENGTH:
        raise Malformed("sync key id", f"{KEY_ID_LENGTH} bytes", f"{len(data)}", 0)
    device, epoch = data[:DEVICE_LENGTH], data[DEVICE_LENGTH:]
    return KeyId(int.from_bytes(epoch), int.from_bytes(device))


def encode_key_id(name: KeyId) -> bytes:
    """Write the name of a sync key, 6 bytes.

    Raises:
        OverflowError: a number does not fit; the caller is at fault.
    """
    epoch = name.epoch.to_bytes(KEY_ID_LENGTH - DEVICE_LENGTH)
    return name.device.to_bytes(DEVICE_LENGTH) + epoch


def key_in_use(names: Collection[KeyId]) -> KeyId:
    """Return which of several keys new values are under: the highest epoch, then the lowest device.

    >>> key_in_use([KeyId(epoch=2, device=9), KeyId(epoch=2, device=3), KeyId(epoch=1, device=0)])
    KeyId(epoch=2, device=3)

    Source: an open client.

    Raises:
        ValueError: there is none; the caller is at fault.
    """
    return max(names, key=lambda name: (name.epoch, -name.device))


def derived_keys(sync_key: bytes) -> DerivedKeys:
    """Derive the five keys from one sync key.

    Raises:
        ValueError: it is not 32 bytes long; the caller is at fault.
    """
    if len(sync_key) != SYNC_KEY_LENGTH:
        raise ValueError(f"expected a sync key of {SYNC_KEY_LENGTH} bytes, got {len(sync_key)}")
    derived = hkdf(sync_key, DERIVATION_INFO, 5 * DERIVED_LENGTH)
    starts = range(0, len(derived), DERIVED_LENGTH)
    return DerivedKeys(*(derived[start : start + DERIVED_LENGTH] for start in starts))
