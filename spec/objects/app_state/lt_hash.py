"""The hash of a whole collection, which values enter and leave in any order.

It is a sum: each value adds 64 numbers of 16 bits, derived from the value's code, and a value that
is replaced or removed subtracts its own. So it depends on the values in force, and not on the way
that led there.

Source: open clients agree; the construction is LtHash16 with fewer numbers than its authors use.
"""

from __future__ import annotations

from collections.abc import Iterable

from mdaudit.spec.objects.hkdf import hkdf

INFO = b"WhatsApp Patch Integrity"
"""What the numbers are for, in the words that they are derived with."""

LENGTH = 128
"""Bytes in a hash."""

NUMBER_LENGTH = 2
"""Bytes in one of its numbers, low byte first."""

END = 2**16
"""One more than the largest number."""

EMPTY = bytes(LENGTH)
"""The hash of no value."""


def lt_hash(start: bytes, *, add: Iterable[bytes] = (), subtract: Iterable[bytes] = ()) -> bytes:
    """Let values enter and leave `start`; each is given by its code of 32 bytes.

    >>> one, two = bytes(32), bytes([1] * 32)
    >>> both = lt_hash(EMPTY, add=[one, two])
    >>> lt_hash(both, subtract=[one]) == lt_hash(EMPTY, add=[two])
    True

    Raises:
        ValueError: `start` is not 128 bytes long; the caller is at fault.
    """
    if len(start) != LENGTH:
        raise ValueError(f"expected a hash of {LENGTH} bytes, got {len(start)}")
    totals = _numbers(start)
    for sign, codes in ((1, add), (-1, subtract)):
        for code in codes:
            numbers = _numbers(hkdf(code, INFO, LENGTH))
            totals = [total + sign * number for total, number in zip(totals, numbers, strict=True)]
    return b"".join((total % END).to_bytes(NUMBER_LENGTH, "little") for total in totals)


def _numbers(octets: bytes) -> list[int]:
    starts = range(0, LENGTH, NUMBER_LENGTH)
    return [int.from_bytes(octets[start : start + NUMBER_LENGTH], "little") for start in starts]
