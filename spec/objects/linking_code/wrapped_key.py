"""Wrapped keys: what the two sides send each other first, readable only with the code.

::

    salt 32 | start 16 | AES-256-CTR(key from code and salt, start, public key 32)

The same layout is used in both directions: by the companion in ``companion_hello``, by the primary
in ``primary_hello``. It authenticates nothing; with a wrong code, another key comes out.

Source: open clients agree.
"""

from __future__ import annotations

from hashlib import pbkdf2_hmac

from mdaudit.spec.objects.aes import BLOCK_LENGTH, mask
from mdaudit.spec.objects.linking_code.code import random_part
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.objects.signature import KEY_LENGTH

SALT_LENGTH = 32
"""Bytes of salt."""

WRAPPED_LENGTH = SALT_LENGTH + BLOCK_LENGTH + KEY_LENGTH
"""Bytes in a wrapped key: 80."""

ITERATIONS = 2**17
"""Rounds of PBKDF2 between the code and the key; each guess at the code costs them."""


def wrap_key(code: str, public: bytes, *, salt: bytes, start: bytes) -> bytes:
    """Wrap a public key; salt (32 bytes) and start (16 bytes) are random and used once.

    Raises:
        Malformed: the code is none.
        ValueError: key, salt or start has the wrong length; the caller is at fault.
    """
    lengths = len(salt), len(start), len(public)
    if lengths != (SALT_LENGTH, BLOCK_LENGTH, KEY_LENGTH):
        raise ValueError(f"expected 32, 16 and 32 bytes of salt, start and key, got {lengths}")
    return salt + start + mask(_wrapping_key(code, salt), start, public)


def unwrap_key(code: str, wrapped: bytes) -> bytes:
    """Return the public key of 32 bytes, which is a wrong one if the code is.

    Raises:
        Malformed: the code is none, or there are not 80 bytes.
    """
    if len(wrapped) != WRAPPED_LENGTH:
        raise Malformed("wrapped key", f"{WRAPPED_LENGTH} bytes", f"{len(wrapped)}", 0)
    salt, rest = wrapped[:SALT_LENGTH], wrapped[SALT_LENGTH:]
    start, masked = rest[:BLOCK_LENGTH], rest[BLOCK_LENGTH:]
    return mask(_wrapping_key(code, salt), start, masked)


def _wrapping_key(code: str, salt: bytes) -> bytes:
    """The key from the characters of a code, once they are known to be one, and a salt."""
    random_part(code)
    return pbkdf2_hmac("sha256", code.encode("ascii"), salt, ITERATIONS, KEY_LENGTH)
