"""Whether an account or a device is end-to-end encrypted to its owner or hosted for it."""

from __future__ import annotations

from enum import IntEnum


class EncryptionType(IntEnum):
    """Who holds a device's private keys (``ADVEncryptionType``).

    Source: open clients agree; white paper, Cloud API.
    """

    E2EE = 0
    """The device itself."""

    HOSTED = 1
    """A hosting service, on behalf of a business."""


ENCRYPTION_TYPES = frozenset(map(int, EncryptionType))
"""The numbers that name an encryption type."""
