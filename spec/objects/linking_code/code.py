"""The code: eight characters for 40 random bits.

**Decision: a code has one spelling.** Keys are derived from its characters, so small letters or the
hyphen that some programs show are for whoever reads a keyboard to mend, not for this reader.

Source: open clients agree on alphabet and order.
"""

from __future__ import annotations

from mdaudit.spec.objects.malformed import Malformed

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTVWXYZ"
"""32 characters, without those that are taken for others: no 0, I, O and U."""

CODE_LENGTH = 8
"""Characters in a code."""

RANDOM_LENGTH = 5
"""Bytes that it stands for."""

BITS = 5
"""Bits that one character stands for."""


def code_from(random: bytes) -> str:
    """Write 5 random bytes as a code, highest bits first.

    >>> code_from(bytes.fromhex("0000000001"))
    '11111112'

    Raises:
        ValueError: there are not 5 bytes; the caller is at fault.
    """
    if len(random) != RANDOM_LENGTH:
        raise ValueError(f"expected {RANDOM_LENGTH} random bytes, got {len(random)}")
    number = int.from_bytes(random)
    shifts = range(BITS * (CODE_LENGTH - 1), -1, -BITS)
    return "".join(ALPHABET[number >> shift & len(ALPHABET) - 1] for shift in shifts)


def random_part(code: str) -> bytes:
    """Read a code as the 5 bytes that it stands for.

    >>> random_part("11111112").hex()
    '0000000001'

    Raises:
        Malformed: it has not eight characters, or one that is not in the alphabet.
    """
    if len(code) != CODE_LENGTH:
        raise Malformed("linking code", f"{CODE_LENGTH} characters", f"{len(code)}", 0)
    number = 0
    for where, character in enumerate(code):
        if character not in ALPHABET:
            raise Malformed("linking code", f"one of {ALPHABET}", repr(character), where)
        number = number << BITS | ALPHABET.index(character)
    return number.to_bytes(RANDOM_LENGTH)
