"""One field as it stands on the wire, before anybody asks what it means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.objects.varint import Varint, read_varint

WIRE_TYPE_BITS = 3
"""The low bits of a tag, which hold the wire type; the field number is above them."""

TAG_END = 2**32
"""One more than the largest tag: field numbers have 29 bits."""


class WireType(IntEnum):
    """How a field's length is known. Groups (3 and 4) are obsolete, and refused."""

    VARINT = 0
    FIXED64 = 1
    DELIMITED = 2
    FIXED32 = 5


WIRE_TYPES_BY_NUMBER = {int(wire_type): wire_type for wire_type in WireType}
"""The wire types that are not refused."""

FIXED_LENGTHS = {WireType.FIXED64: 8, WireType.FIXED32: 4}
"""Bytes in a payload whose length the wire type fixes."""


@dataclass(frozen=True)
class Part:
    """One field as it stands on the wire."""

    number: int
    """Field number, at least 1."""

    wire_type: WireType
    """How its length is known."""

    start: int
    """Offset of its first byte, the tag's."""

    payload: int
    """Offset of the first byte of what it holds."""

    end: int
    """Offset of the first byte after it."""

    value: int
    """The integer that it holds, for wire type VARINT; 0 for the others."""

    padded: bool
    """Whether its tag, its length or its integer is longer than it need be."""


def read_part(data: bytes, start: int, message: str) -> Part:
    """Read the field that starts at `start` of the message called `message`, known or not.

    Raises:
        Malformed: field number 0, a group, an unassigned wire type, an integer that does not
            parse, or a payload that runs past the end.
    """
    tag = read_varint(data, start, len(data), message)
    number, wire_type = _split_tag(tag, start, message)
    what = f"{message} field {number}"
    if wire_type is WireType.VARINT:
        held = read_varint(data, tag.end, len(data), what)
        padded = tag.padded or held.padded
        return Part(number, wire_type, start, tag.end, held.end, held.value, padded)
    payload, length, padded = tag.end, FIXED_LENGTHS.get(wire_type, 0), tag.padded
    if wire_type is WireType.DELIMITED:
        length, payload, length_is_padded = read_varint(data, tag.end, len(data), what)
        padded = padded or length_is_padded
    if length > len(data) - payload:
        raise Malformed(what, f"{length} bytes", f"{len(data) - payload}", payload)
    return Part(number, wire_type, start, payload, payload + length, 0, padded)


def _split_tag(tag: Varint, start: int, message: str) -> tuple[int, WireType]:
    """Field number and wire type of a tag."""
    number, code = divmod(tag.value, 2**WIRE_TYPE_BITS)
    if number == 0 or tag.value >= TAG_END:
        raise Malformed(message, "a field number from 1 to 2^29 - 1", f"{number}", start)
    wire_type = WIRE_TYPES_BY_NUMBER.get(code)
    if wire_type is None:
        raise Malformed(f"{message} field {number}", "wire type 0, 1, 2 or 5", f"{code}", start)
    return number, wire_type
