"""Padding of plaintexts: 1 to 16 bytes at the end, each equal to their number.

It hides the exact length from whoever sees the ciphertext. Cipher blocks are padded besides; that
is the cipher's affair.

Source: open clients, which add a random number of 1 to 15 or 1 to 16.
"""

from __future__ import annotations

from mdaudit.reference.signed.signing import Randomness
from mdaudit.spec.objects.malformed import Malformed

LONGEST = 16
"""The most bytes of padding."""


def pad(plaintext: bytes, randomness: Randomness) -> bytes:
    """The plaintext with 1 to 16 bytes more; takes one random byte."""
    count = randomness(1)[0] % LONGEST + 1
    return plaintext + bytes([count]) * count


def unpad(padded: bytes) -> bytes:
    """The plaintext without its padding.

    Raises:
        Malformed: the end is no padding of 1 to 16 equal bytes.
    """
    count = padded[-1] if padded else 0
    if not 1 <= count <= LONGEST or not padded.endswith(bytes([count]) * count):
        raise Malformed(
            "padded plaintext",
            f"1 to {LONGEST} bytes at the end, each equal to their number",
            f"an end of {padded[-1:].hex() or 'no bytes'}",
            max(len(padded) - 1, 0),
        )
    return padded[:-count]
