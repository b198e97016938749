"""The security code: 60 digits that two users compare to know that they see the same keys (VER-4).

Each user has a half of 30 digits, made of all the identity keys of the user's devices and of the
user's name. The halves stand in ascending order, so both ends show the same code. Hosted devices do
not count; leaving them out is the caller's part, as bytes do not say whose key it is.

::

    keys = the keys of 33 bytes (05 and the raw key), sorted bytewise, one after another
    h    = SHA-512(0000 | keys | name | keys), then again and again h = SHA-512(h | keys)
    half = 30 bytes of h in groups of 5, each modulo 100000 as five digits

Source: for one key libsignal, recorded in ``tests/fixtures/vectors``. For several keys the layout
is **inferred**: the white paper says that all keys are sorted and hashed 5200 times with the name,
but not in which order; this is how one of Signal's libraries takes a list of keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha512

from mdaudit.spec.objects.signature import KEY_LENGTH, is_raw_key
from mdaudit.spec.sorts import IdentityKey

KEY_TYPE = b"\x05"
"""What a serialised key begins with."""

VERSION = bytes(2)
"""What the first input begins with; the version of a scannable code is another number."""

ITERATIONS = 5200
"""How often SHA-512 runs: each guess at keys with a given code costs as much."""

GROUPS = 6
"""Groups of five digits in a half."""

GROUP_BYTES = 5
"""Bytes behind a group."""

GROUP_END = 100_000
"""One more than the largest group."""


@dataclass(frozen=True)
class Fingerprinted:
    """One of the two users whose keys a code is about."""

    name: bytes
    """What both sides call the user: the digits of a telephone number, as bytes."""

    keys: Sequence[IdentityKey]
    """The identity keys of all the user's devices that are not hosted, in any order."""


def security_code(one: Fingerprinted, other: Fingerprinted, iterations: int = ITERATIONS) -> str:
    """Return the 60 digits; whose device asks makes no difference.

    Raises:
        ValueError: a user has no key, or one that is not raw; the caller is at fault.
    """
    return "".join(sorted(half_of(user, iterations) for user in (one, other)))


def half_of(user: Fingerprinted, iterations: int = ITERATIONS) -> str:
    """Return the 30 digits that are about this user.

    Raises:
        ValueError: the user has no key, or one that is not raw; the caller is at fault.
    """
    if not user.keys or not all(map(is_raw_key, user.keys)):
        raise ValueError(
            f"expected keys of {KEY_LENGTH} bytes, got {[len(key) for key in user.keys]}"
        )
    keys = b"".join(KEY_TYPE + key for key in sorted(user.keys))
    hashed = VERSION + keys + user.name
    for _ in range(iterations):
        hashed = sha512(hashed + keys).digest()
    starts = range(0, GROUPS * GROUP_BYTES, GROUP_BYTES)
    groups = (hashed[start : start + GROUP_BYTES] for start in starts)
    return "".join(f"{int.from_bytes(group) % GROUP_END:05}" for group in groups)
