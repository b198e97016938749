"""Variable-length integers: seven bits a byte, lowest first, the top bit says that more follow.

**Decision: padding is accepted and reported**, inside signed details and outside. A padded integer
(``80 00`` for 0) has one meaning in every reader, the signature covers the bytes as received, and
nothing is ever re-encoded, so no two parties can come to disagree about it. Some writers leave room
for a length and fill it in later, which pads. Refusing would lock such a peer out and win nothing.

**What has no agreed meaning is refused**: more than ten bytes, more than 64 bits, and a value that
overflows its field, where lenient readers silently drop the high bits and strict ones do not.

Source: Protocol Buffers encoding; white paper, silent; inferred.
"""

from __future__ import annotations

from typing import NamedTuple

from mdaudit.spec.objects.malformed import Malformed

MAX_BYTES = 10
"""Bytes in the longest integer: 64 bits in groups of seven."""

END = 2**64
"""One more than the largest integer."""

MORE = 0x80
"""Set in every byte of an integer but its last."""

PAYLOAD_BITS = 7
"""Bits of the integer that one byte carries."""


class Varint(NamedTuple):
    """One integer as it stood in the bytes."""

    value: int
    """Between 0 and 2**64 - 1."""

    end: int
    """Offset of the first byte after it."""

    padded: bool
    """Whether fewer bytes would have said the same."""


def read_varint(data: bytes, start: int, end: int, what: str) -> Varint:
    """Read the integer that starts at `start` and must be over before `end`.

    Raises:
        Malformed: it runs past `end`, past ten bytes, or past 64 bits.
    """
    value = 0
    for position in range(start, start + MAX_BYTES):
        if position >= end:
            raise Malformed(what, "another byte of an integer", "no more bytes", position)
        byte = data[position]
        value |= (byte & ~MORE) << PAYLOAD_BITS * (position - start)
        if byte < MORE:
            if value >= END:
                raise Malformed(what, "at most 64 bits", f"the integer {value}", start)
            return Varint(value, position + 1, padded=byte == 0 and position > start)
    raise Malformed(what, f"at most {MAX_BYTES} bytes of an integer", "more of them", start)


def write_varint(value: int) -> bytes:
    """Write `value`, between 0 and 2**64 - 1, in as few bytes as it takes.

    Raises:
        ValueError: the value is out of range; the caller is at fault.
    """
    if not 0 <= value < END:
        raise ValueError(f"expected an integer of at most 64 bits, got {value}")
    written = bytearray()
    while value >= MORE:
        written.append(value & ~MORE & 0xFF | MORE)
        value >>= PAYLOAD_BITS
    written.append(value)
    return bytes(written)
