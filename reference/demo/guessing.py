"""What is inside bytes of which nothing is known but that they may be Protocol Buffers.

The eavesdropper shares no text with the specification, so it does not know its messages either: it
takes apart whatever can be taken apart, and looks at every piece.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
"""Wire types of Protocol Buffers."""

FIXED: Final = {FIXED64: 8, FIXED32: 4}
"""Bytes of the types that have a length of their own."""

DEEPEST: Final = 8
"""How many messages in messages are looked into."""


def pieces(octets: bytes, depth: int = DEEPEST) -> Iterator[bytes]:
    """The bytes, and everything inside that could be a field of bytes, however deep."""
    yield octets
    if depth > 0:
        for inner in _fields(octets):
            yield from pieces(inner, depth - 1)


def words(octets: bytes) -> list[str]:
    """Every piece that is printable text."""
    found = []
    for piece in pieces(octets):
        text = piece.decode(errors="ignore")
        if text.isprintable() and text.encode() == piece and text:
            found.append(text)
    return found


def _fields(octets: bytes) -> list[bytes]:
    """The fields of bytes, if all of it reads as one message; none otherwise."""
    found, at = [], 0
    try:
        while at < len(octets):
            tag, at = _varint(octets, at)
            kind = tag & 7
            if kind == VARINT:
                _, at = _varint(octets, at)
            elif kind == BYTES:
                length, at = _varint(octets, at)
                found.append(octets[at : at + length])
                at += length
            else:
                at += FIXED[kind]
    except (IndexError, KeyError):
        return []
    return found if at == len(octets) else []


def _varint(octets: bytes, at: int) -> tuple[int, int]:
    """A number and where it ends."""
    value = shift = 0
    while True:
        octet = octets[at]
        value |= (octet & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if not octet & 0x80:
            return value, at
