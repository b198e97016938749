"""What a message may contain: the tables that the reader and the writer follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from mdaudit.spec.objects.part import WireType


class Kind(Enum):
    """What a field holds."""

    UINT32 = "an integer of 32 bits"
    UINT64 = "an integer of 64 bits"
    ENUM = "one of a few named numbers"
    BYTES = "bytes"
    TEXT = "text in UTF-8"
    REPEATED_UINT32 = "any number of integers of 32 bits"
    REPEATED_BYTES = "any number of strings of bytes"


LISTS = frozenset({Kind.REPEATED_UINT32, Kind.REPEATED_BYTES})
"""The kinds that may appear again."""

STRINGS = frozenset({Kind.BYTES, Kind.TEXT, Kind.REPEATED_BYTES})
"""The kinds that are read as they stand."""

INTEGER_WIRE_TYPES = frozenset({WireType.VARINT})

WIRE_TYPES: Mapping[Kind, frozenset[WireType]] = MappingProxyType(
    {
        Kind.UINT32: INTEGER_WIRE_TYPES,
        Kind.UINT64: INTEGER_WIRE_TYPES,
        Kind.ENUM: INTEGER_WIRE_TYPES,
        **dict.fromkeys(STRINGS, frozenset({WireType.DELIMITED})),
        # Packed into one run of bytes, or one by one: both spellings are in use.
        Kind.REPEATED_UINT32: frozenset({WireType.DELIMITED, WireType.VARINT}),
    }
)
"""How a field of each kind may be spelled."""


@dataclass(frozen=True)
class Field:
    """One field of a message."""

    number: int
    """Its number on the wire, at least 1."""

    name: str
    """Its name in the published message definitions: ``rawId``."""

    kind: Kind
    """What it holds."""

    required: bool = False
    """Whether a message without it is refused."""

    length: int | range | None = None
    """For bytes: exactly how many, or which numbers of them; None means any number."""

    choices: frozenset[int] = frozenset()
    """For a named number: the numbers that have a name. 0 is always one, and is the default."""

    def allows(self, length: int) -> bool:
        """Whether the field may hold that many bytes."""
        match self.length:
            case None:
                return True
            case range() as lengths:
                return length in lengths
            case exact:
                return length == exact

    def lengths(self) -> str:
        """How many bytes the field may hold, in words; empty where any number will do."""
        match self.length:
            case None:
                return ""
            case range() as lengths:
                return f"{lengths[0]} to {lengths[-1]}"
            case exact:
                return f"{exact}"


@dataclass(frozen=True)
class Layout:
    """One kind of message."""

    name: str
    """Its name in the published message definitions: ``ADVDeviceIdentity``."""

    fields: tuple[Field, ...]
    """Its known fields in ascending order of number, which is the order they are written in."""

    signed: bool
    """Whether its sender answers for the bytes, so that nothing in them may be in doubt: signed
    details, what is inside an encrypted message, and what message authentication codes cover."""

    def field(self, number: int) -> Field | None:
        """The known field of that number, if there is one."""
        return next((field for field in self.fields if field.number == number), None)
