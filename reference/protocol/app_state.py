"""App state on the server: a row of patches that only the account's devices can read."""

from __future__ import annotations

from mdaudit.reference.protocol.part import Blob, Number, Part


class StoredPatch(Part, frozen=True):
    """One patch, encrypted and authenticated."""

    version: Number
    """1 for the first; the server takes only the next one."""
    patch: Blob


class Patches(Part, frozen=True):
    """Patches in order."""

    patches: tuple[StoredPatch, ...]
