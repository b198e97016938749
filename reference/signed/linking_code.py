"""What a companion shows in its QR code."""

from __future__ import annotations

from dataclasses import dataclass, field

from mdaudit.spec.sorts import IdentityKey


@dataclass(frozen=True)
class LinkingCode:
    """The parts of a linking code that the primary binds; it reaches nobody but who sees it."""

    identity_key: IdentityKey
    """The companion's fresh identity key, raw, 32 bytes."""

    linking_secret: bytes = field(repr=False)
    """The secret that authenticates the linking payload, 32 bytes."""
