"""HKDF with SHA-256: one secret is turned into keys for different uses.

Source: RFC 5869.
"""

from __future__ import annotations

from hmac import digest

HASH_LENGTH = 32
"""Bytes in a SHA-256."""

MAX_LENGTH = 255 * HASH_LENGTH
"""The most bytes that one expansion gives: its blocks are counted in one byte."""


def hkdf(secret: bytes, info: bytes, length: int, salt: bytes = b"") -> bytes:
    """Derive `length` bytes from `secret` for the use that `info` names.

    No salt and an empty one are the same, and the same as 32 zero bytes.

    >>> hkdf(bytes(32), b"one use", 4) == hkdf(bytes(32), b"another use", 4)
    False

    Raises:
        ValueError: more than 8160 bytes are asked for; the caller is at fault.
    """
    if length > MAX_LENGTH:
        raise ValueError(f"expected at most {MAX_LENGTH} bytes to be asked for, got {length}")
    extracted = digest(salt, secret, "sha256")
    blocks, block = bytearray(), b""
    while len(blocks) < length:
        counter = len(blocks) // HASH_LENGTH + 1
        block = digest(extracted, block + info + bytes([counter]), "sha256")
        blocks += block
    return bytes(blocks[:length])
