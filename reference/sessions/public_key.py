"""Public keys inside encrypted messages: the byte 05, then the raw key."""

from __future__ import annotations

from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.objects.security_code import KEY_TYPE
from mdaudit.spec.objects.signature import KEY_LENGTH

SERIALISED_LENGTH = len(KEY_TYPE) + KEY_LENGTH
"""Bytes of a key with its type."""


def serialised(raw: bytes) -> bytes:
    """The key with its type, 33 bytes."""
    return KEY_TYPE + raw


def raw_key(key: bytes, what: str) -> bytes:
    """The raw key of 33 bytes that the field `what` holds.

    Raises:
        Malformed: it is a key of another type.
    """
    if not key.startswith(KEY_TYPE):
        raise Malformed(what, f"a key of type {KEY_TYPE.hex()}", f"type {key[:1].hex()}", 0)
    return key.removeprefix(KEY_TYPE)
