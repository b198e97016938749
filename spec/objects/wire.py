"""Reading and writing the messages: strictly, and in one way only (WIRE-2).

General readers of this format differ from one another exactly where an attacker would look: some
take the last of two values and some the first, a field of the wrong wire type quietly becomes an
unknown one, an integer that is too long loses its high bits. Here:

* A **known field** of the wrong wire type or the wrong length is refused.
* An **unknown field** is ignored, as newer peers send some, but must be well formed. Its bytes are
  kept, so that passing a message on loses nothing.
* A **known field that appears again**, if it is not a list, is refused inside signed details: the
  signer said two things, and readers differ on which. In unsigned framing the last value counts, as
  in every general reader, and the fact is reported. Each value must be well formed by itself.
* A **number without a name** is refused inside signed details: a type that this specification does
  not know cannot be judged. In unsigned framing it reads as the default 0, and is reported.
* A **list** of integers may be packed, unpacked, or split into several runs; values are in order.
* **Text** that is not UTF-8 is refused: readers repair it in different ways.
* A **padded integer** is accepted and reported; see `varint` for why.
* Truncation, trailing bytes, groups, field number 0 and overflowing integers are refused.

Source: Protocol Buffers encoding (proto2); what real peers send is taken from open clients; the
refusals are inferred, and argued above.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mdaudit.spec.objects.layout import LISTS, STRINGS, WIRE_TYPES, Field, Kind, Layout
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.objects.part import WIRE_TYPE_BITS, Part, WireType, read_part
from mdaudit.spec.objects.report import Report
from mdaudit.spec.objects.varint import END, read_varint, write_varint

UINT32_END = 2**32
"""One more than the largest integer of 32 bits."""

INT32_END = 2**31
"""One more than the largest named number; negative ones are written as 64 bits."""


@dataclass(frozen=True)
class Decoded:
    """The fields of one well-formed message."""

    integers: Mapping[Field, tuple[int, ...]]
    """Every integer that each field held, in order."""

    strings: Mapping[Field, tuple[bytes, ...]]
    """Every string of bytes that each field held, in order."""

    unknown: bytes
    """The unknown fields one after another, as received."""

    reports: tuple[Report, ...]
    """What was odd, in order of appearance."""

    def integer(self, field: Field) -> int:
        """The value of an integer field: the last where it appeared again, 0 where it is absent."""
        return self.integers.get(field, (0,))[-1]

    def optional_integer(self, field: Field) -> int | None:
        """The value of an integer field, or None where it is absent."""
        return self.integers.get(field, (None,))[-1]

    def all_integers(self, field: Field) -> tuple[int, ...]:
        """The values of a list of integers, in order."""
        return self.integers.get(field, ())

    def octets(self, field: Field) -> bytes:
        """The value of a required bytes field: the last where it appeared again."""
        return self.strings[field][-1]

    def optional_octets(self, field: Field) -> bytes | None:
        """The value of a bytes field, or None where it is absent."""
        return self.strings.get(field, (None,))[-1]

    def all_octets(self, field: Field) -> tuple[bytes, ...]:
        """The values of a list of strings of bytes, in order."""
        return self.strings.get(field, ())

    def text(self, field: Field) -> str:
        """The value of a required text field."""
        return self.octets(field).decode()

    def optional_text(self, field: Field) -> str | None:
        """The value of a text field, or None where it is absent."""
        octets = self.optional_octets(field)
        return None if octets is None else octets.decode()


def read_message(layout: Layout, data: bytes) -> Decoded:
    """Read `data`, all of it, as one message of the given layout.

    Raises:
        Malformed: it is not one; the module's description says what that means.
    """
    return _Reader(layout, data).read()


Value = int | bytes | str | tuple[int, ...] | tuple[bytes, ...] | None
"""What a field to be written holds; None and the empty tuple leave it out."""


def write_message(layout: Layout, values: Mapping[Field, Value], unknown: bytes = b"") -> bytes:
    """Write a message in its canonical form: ascending fields, packed lists, nothing padded.

    `unknown` holds unknown fields as received, and goes last.

    Raises:
        ValueError: a value does not fit its field, or a required one is missing; the caller is at
            fault.
    """
    written = b"".join(_written(layout, field, values.get(field)) for field in layout.fields)
    return written + unknown


class _Reader:
    """Collects the fields of one message."""

    def __init__(self, layout: Layout, data: bytes) -> None:
        self.layout = layout
        self.data = data
        self.integers: dict[Field, list[int]] = {}
        self.strings: dict[Field, list[bytes]] = {}
        self.unknown = bytearray()
        self.reports: list[Report] = []

    def read(self) -> Decoded:
        position = 0
        while position < len(self.data):
            part = read_part(self.data, position, self.layout.name)
            self._take(part)
            position = part.end
        for field in self.layout.fields:
            if field.required and not self._has(field):
                raise Malformed(self._name(field), "this field", "nothing", position)
        integers = {field: tuple(values) for field, values in self.integers.items()}
        strings = {field: tuple(values) for field, values in self.strings.items()}
        return Decoded(integers, strings, bytes(self.unknown), tuple(self.reports))

    def _take(self, part: Part) -> None:
        """Sort one part into the fields."""
        field = self.layout.field(part.number)
        if field is None:
            self._report(f"{self.layout.name} field {part.number}", part.start, padded=part.padded)
            self.unknown += self.data[part.start : part.end]
            return
        self._report(self._name(field), part.start, padded=part.padded)
        self._check_wire_type(field, part)
        self._check_repetition(field, part)
        if field.kind in STRINGS:
            self.strings.setdefault(field, []).append(self._octets(field, part))
        elif part.wire_type is WireType.VARINT:
            self._add(field, part.value, part.start)
        else:
            self._take_run(field, part)

    def _take_run(self, field: Field, part: Part) -> None:
        """Take the integers of a packed list."""
        position = part.payload
        while position < part.end:
            value, end, padded = read_varint(self.data, position, part.end, self._name(field))
            self._report(self._name(field), position, padded=padded)
            self._add(field, value, position)
            position = end

    def _add(self, field: Field, value: int, where: int) -> None:
        """Add one integer to a field."""
        if field.kind is Kind.ENUM:
            value = self._named_number(field, value, where)
        elif field.kind is not Kind.UINT64 and value >= UINT32_END:
            raise Malformed(self._name(field), "at most 32 bits", f"the integer {value}", where)
        self.integers.setdefault(field, []).append(value)

    def _named_number(self, field: Field, value: int, where: int) -> int:
        """The number itself if it has a name; the default 0 where that is allowed."""
        what = self._name(field)
        if INT32_END <= value < END - INT32_END:
            raise Malformed(what, "at most 32 bits", f"the integer {value}", where)
        if value in field.choices:
            return value
        if self.layout.signed:
            known = ", ".join(map(str, sorted(field.choices)))
            raise Malformed(what, f"one of {known}", f"{value}", where)
        self.reports.append(Report(what, f"unknown value {value}, read as 0", where))
        return 0

    def _octets(self, field: Field, part: Part) -> bytes:
        """The bytes of a part, checked for their length and, if they are text, for their coding."""
        what, octets = self._name(field), self.data[part.payload : part.end]
        if not field.allows(len(octets)):
            raise Malformed(what, f"{field.lengths()} bytes", f"{len(octets)}", part.start)
        if field.kind is Kind.TEXT:
            try:
                octets.decode()
            except UnicodeDecodeError as error:
                where = part.payload + error.start
                raise Malformed(what, "UTF-8", f"the byte {octets[error.start]}", where) from error
        return octets

    def _check_wire_type(self, field: Field, part: Part) -> None:
        allowed = WIRE_TYPES[field.kind]
        if part.wire_type not in allowed:
            expected = " or ".join(str(int(wire_type)) for wire_type in sorted(allowed))
            got = f"{int(part.wire_type)}"
            raise Malformed(self._name(field), f"wire type {expected}", got, part.start)

    def _check_repetition(self, field: Field, part: Part) -> None:
        if field.kind in LISTS or not self._has(field):
            return
        if self.layout.signed:
            raise Malformed(self._name(field), "one value", "another one", part.start)
        remark = "appears again, the last value counts"
        self.reports.append(Report(self._name(field), remark, part.start))

    def _report(self, what: str, where: int, *, padded: bool) -> None:
        if padded:
            self.reports.append(Report(what, "an integer is longer than it need be", where))

    def _has(self, field: Field) -> bool:
        return field in self.integers or field in self.strings

    def _name(self, field: Field) -> str:
        return f"{self.layout.name}.{field.name}"


def _written(layout: Layout, field: Field, value: Value) -> bytes:
    """One field, with its tag; nothing for a value that is left out."""
    if value is None or value == ():
        if field.required:
            raise ValueError(f"{layout.name}.{field.name}: expected a value, got none")
        return b""
    if not _fits(field, value):
        raise ValueError(f"{layout.name}.{field.name}: expected {field.kind.value}, got {value!r}")
    tag = field.number << WIRE_TYPE_BITS
    if isinstance(value, int):
        return write_varint(tag | WireType.VARINT) + write_varint(value)
    start = write_varint(tag | WireType.DELIMITED)
    strings = _strings(field, value)
    return b"".join(start + write_varint(len(string)) + string for string in strings)


def _strings(
    field: Field, value: bytes | str | tuple[int, ...] | tuple[bytes, ...]
) -> Sequence[bytes]:
    """What a field that is no single integer holds: one string, or several in a list of them."""
    if isinstance(value, str):
        return (value.encode(),)
    if isinstance(value, bytes):
        return (value,)
    members = [write_varint(member) if isinstance(member, int) else member for member in value]
    return members if field.kind is Kind.REPEATED_BYTES else (b"".join(members),)


def _fits(field: Field, value: Value) -> bool:
    """Whether the reader would take this value for this field."""
    match field.kind, value:
        case Kind.BYTES, bytes():
            fits = field.allows(len(value))
        case Kind.TEXT, str():
            fits = field.allows(len(value.encode()))
        case Kind.ENUM, int():
            fits = value in field.choices
        case Kind.UINT32, int():
            fits = 0 <= value < UINT32_END
        case Kind.UINT64, int():
            fits = 0 <= value < END
        case Kind.REPEATED_UINT32, tuple():
            fits = all(isinstance(member, int) and 0 <= member < UINT32_END for member in value)
        case Kind.REPEATED_BYTES, tuple():
            fits = all(isinstance(member, bytes) and field.allows(len(member)) for member in value)
        case _:
            fits = False
    return fits
