"""The key hash: which identity keys a sender believes a user's devices to have (ICDC-4).

It travels inside encrypted messages, so that the two ends learn when the server has shown them
different devices. Every device of the user counts, the primary too, and order does not.

**Fewer than eight bytes are never compared**, so that no sender can shorten a hash until anything
agrees. To find other keys with the hash of given ones takes about 2**64 tries for eight bytes and
2**80 for ten.

Source: white paper, in-chat device consistency; an open client (order, ten bytes and at least
eight). Another one does not sort, and its hashes do not agree with anybody's.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from hmac import compare_digest

from mdaudit.spec.objects.signature import KEY_LENGTH, is_raw_key
from mdaudit.spec.sorts import IdentityKey

LENGTH = 10
"""Bytes of the SHA-256 that a sender states."""

LENGTHS = range(8, 32 + 1)
"""How many bytes a stated hash may have."""


def key_hash(keys: Sequence[IdentityKey], length: int = LENGTH) -> bytes:
    """Hash the raw identity keys of a user's devices, in whatever order they come.

    >>> first, second = IdentityKey(bytes(32)), IdentityKey(bytes([1] * 32))
    >>> key_hash([second, first]) == key_hash([first, second])
    True
    >>> len(key_hash([first]))
    10

    Raises:
        ValueError: there is no key, one is not raw, or the length is not from 8 to 32; the caller
            is at fault.
    """
    if not keys or not all(map(is_raw_key, keys)):
        raise ValueError(f"expected keys of {KEY_LENGTH} bytes, got {[len(key) for key in keys]}")
    if length not in LENGTHS:
        raise ValueError(f"expected {LENGTHS[0]} to {LENGTHS[-1]} bytes asked for, got {length}")
    return sha256(b"".join(sorted(keys))).digest()[:length]


def key_hashes_agree(stated: bytes, known: bytes) -> bool:
    """Whether two hashes of possibly different lengths are of the same keys.

    Compares the bytes that both have, which must be eight or more.

    Raises:
        ValueError: they have fewer bytes in common; readers refuse such hashes, so the caller is at
            fault.
    """
    common = min(len(stated), len(known))
    if common not in LENGTHS:
        raise ValueError(f"expected at least {LENGTHS[0]} bytes in common, got {common}")
    return compare_digest(stated[:common], known[:common])
