"""The reader's rules one by one, on a message of every kind of field."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.spec.objects import Malformed, Report
from mdaudit.spec.objects.layout import Field, Kind, Layout
from mdaudit.spec.objects.wire import Value, read_message, write_message

SMALL = Field(1, "small", Kind.UINT32, required=True)
LARGE = Field(2, "large", Kind.UINT64)
NAMED = Field(3, "named", Kind.ENUM, choices=frozenset({0, 1}))
KEY = Field(4, "key", Kind.BYTES, length=2)
TEXT = Field(5, "text", Kind.BYTES)
MEMBERS = Field(16, "members", Kind.REPEATED_UINT32)
WORDS = Field(17, "words", Kind.TEXT)
HASH = Field(18, "hash", Kind.BYTES, length=range(2, 4))
PIECES = Field(19, "pieces", Kind.REPEATED_BYTES, length=1)
FIELDS = (SMALL, LARGE, NAMED, KEY, TEXT, MEMBERS, WORDS, HASH, PIECES)
FRAMING = Layout("Sample", FIELDS, signed=False)
SIGNED = replace(FRAMING, signed=True)
BOTH = pytest.mark.parametrize("layout", [FRAMING, SIGNED], ids=["framing", "signed"])

WHOLE = bytes.fromhex("0807 10808001 1801 22026162 2a0163 8201020102")

REFUSED = {
    "required field absent": ("1001", "Sample.small: expected this field, got nothing"),
    "nothing at all": ("", "Sample.small: expected this field, got nothing"),
    "field number 0": ("0807 0000", "field number from 1"),
    "field number of more than 29 bits": ("0807 808080801000", "field number from 1"),
    "start of a group": ("0807 33 34", "Sample field 6: expected wire type 0, 1, 2 or 5, got 3"),
    "end of a group": ("0807 34", "got 4"),
    "unassigned wire type 6": ("0807 36", "got 6"),
    "unassigned wire type 7": ("0807 37", "got 7"),
    "integer as bytes": ("0a0107", "Sample.small: expected wire type 0, got 2"),
    "integer as 32 bits": ("0d07000000", "Sample.small: expected wire type 0, got 5"),
    "integer as 64 bits": ("090700000000000000", "Sample.small: expected wire type 0, got 1"),
    "bytes as an integer": ("0807 2001", "Sample.key: expected wire type 2, got 0"),
    "list as 32 bits": ("0807 850101000000", "Sample.members: expected wire type 0 or 2, got 5"),
    "integer of 33 bits": ("088080808010", "Sample.small: expected at most 32 bits"),
    "integer of 65 bits": ("0807 10ffffffffffffffffff02", "at most 64 bits"),
    "integer of 11 bytes": ("0807 108080808080808080808000", "at most 10 bytes"),
    "named number of 33 bits": ("0807 188180808010", "Sample.named: expected at most 32 bits"),
    "named number just above 32 bits": ("0807 188080808008", "Sample.named: expected at most 32"),
    "named number just below 32 bits": ("0807 18fffffffff7ffffffff01", "Sample.named: expected at"),
    "list member of 33 bits, packed": ("0807 820105 8080808010", "at most 32 bits"),
    "list member of 33 bits, unpacked": ("0807 8001 8080808010", "at most 32 bits"),
    "list member cut short": ("0807 82010180 01", "Sample.members: expected another byte"),
    "key of 1 byte": ("0807 220161", "Sample.key: expected 2 bytes, got 1"),
    "key of 3 bytes": ("0807 2203616263", "Sample.key: expected 2 bytes, got 3"),
    "empty key": ("0807 2200", "Sample.key: expected 2 bytes, got 0"),
    "text that is not UTF-8": ("0807 8a01 0361ffff", "words: expected UTF-8, got the byte 255"),
    "text with a surrogate": ("0807 8a01 03eda080", "words: expected UTF-8"),
    "hash of 1 byte": ("0807 920101 61", "Sample.hash: expected 2 to 3 bytes, got 1"),
    "hash of 4 bytes": ("0807 920104 61616161", "Sample.hash: expected 2 to 3 bytes, got 4"),
    "second piece too long": ("0807 9a010161 9a01026161", "pieces: expected 1 bytes, got 2"),
    "piece as an integer": ("0807 980101", "Sample.pieces: expected wire type 2, got 0"),
    "length past the end": ("0807 2a0261", "Sample field 5: expected 2 bytes, got 1"),
    "unknown length past the end": ("0807 320261", "Sample field 6: expected 2 bytes, got 1"),
    "unknown 32 bits cut short": ("0807 35000000", "Sample field 6: expected 4 bytes, got 3"),
    "unknown 64 bits cut short": ("0807 3100", "Sample field 6: expected 8 bytes, got 1"),
    "unknown integer of 11 bytes": ("0807 308080808080808080808000", "at most 10 bytes"),
}
"""Messages that are refused inside signed details and outside, with a part of the reason."""


def hexadecimal(spaced: str) -> bytes:
    return bytes.fromhex(spaced)


@BOTH
def test_every_kind_of_field_is_read(layout: Layout) -> None:
    decoded = read_message(layout, WHOLE)
    assert decoded.integer(SMALL) == 7
    assert decoded.integer(LARGE) == 1 << 14
    assert decoded.integer(NAMED) == 1
    assert decoded.octets(KEY) == b"ab"
    assert decoded.octets(TEXT) == b"c"
    assert decoded.all_integers(MEMBERS) == (1, 2)
    assert decoded.unknown == b""
    assert decoded.reports == ()


@BOTH
def test_texts_and_lists_of_strings_are_read_and_written(layout: Layout) -> None:
    data = hexadecimal("0807 8a0103e282ac 9201026162 9a010162 9a010161")
    decoded = read_message(layout, data)
    assert decoded.text(WORDS) == decoded.optional_text(WORDS) == "€"
    assert decoded.octets(HASH) == b"ab"
    assert decoded.all_octets(PIECES) == (b"b", b"a")
    assert decoded.reports == ()
    values: dict[Field, Value] = {SMALL: 7, WORDS: "€", HASH: b"ab", PIECES: (b"b", b"a")}
    assert write_message(layout, values) == data


@BOTH
def test_absent_fields_have_defaults(layout: Layout) -> None:
    decoded = read_message(layout, hexadecimal("0807"))
    assert decoded.optional_integer(LARGE) is None
    assert decoded.optional_integer(SMALL) == 7
    assert decoded.optional_text(WORDS) is None
    assert decoded.all_octets(PIECES) == ()
    assert (decoded.integer(LARGE), decoded.integer(NAMED)) == (0, 0)
    assert decoded.optional_octets(KEY) is None
    assert decoded.all_integers(MEMBERS) == ()


@BOTH
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_well_formed_is_refused(layout: Layout, name: str) -> None:
    data, reason = REFUSED[name]
    with pytest.raises(Malformed) as refusal:
        read_message(layout, hexadecimal(data))
    assert reason in str(refusal.value)


@BOTH
def test_a_refusal_points_at_the_field(layout: Layout) -> None:
    with pytest.raises(Malformed) as refusal:
        read_message(layout, hexadecimal("0807 1001 220161"))
    assert (refusal.value.what, refusal.value.where) == ("Sample.key", 4)


@BOTH
@pytest.mark.parametrize(
    ("data", "members"),
    [
        ("8201020102", (1, 2)),
        ("800101 800102", (1, 2)),
        ("82010101 800102 82010103", (1, 2, 3)),
        ("820100", ()),
        ("82010405050506", (5, 5, 5, 6)),
    ],
    ids=["packed", "unpacked", "in several runs", "empty", "with repetitions"],
)
def test_a_list_is_read_in_every_spelling(
    layout: Layout, data: str, members: tuple[int, ...]
) -> None:
    decoded = read_message(layout, hexadecimal("0807") + hexadecimal(data))
    assert decoded.all_integers(MEMBERS) == members
    assert decoded.reports == ()


@BOTH
def test_unknown_fields_are_ignored_and_kept(layout: Layout) -> None:
    integer, fixed64, octets, fixed32 = (
        hexadecimal(part) for part in ("3005", "390102030405060708", "3a0161", "3d01020304")
    )
    known = hexadecimal("0807")
    decoded = read_message(layout, integer + known + fixed64 + octets + fixed32)
    assert decoded.unknown == integer + fixed64 + octets + fixed32
    assert decoded.reports == ()
    rewritten = write_message(layout, {SMALL: 7}, decoded.unknown)
    assert read_message(layout, rewritten) == decoded


REPEATED = {
    "integer": ("0807 0808", "Sample.small", 2),
    "the same integer": ("0807 0807", "Sample.small", 2),
    "named number": ("0807 1801 1800", "Sample.named", 4),
    "bytes": ("0807 22026162 22026364", "Sample.key", 6),
}


@pytest.mark.parametrize("name", REPEATED)
def test_a_field_that_appears_again_is_refused_inside_signed_details(name: str) -> None:
    data, what, where = REPEATED[name]
    with pytest.raises(Malformed) as refusal:
        read_message(SIGNED, hexadecimal(data))
    assert (refusal.value.what, refusal.value.where) == (what, where)


@pytest.mark.parametrize("name", REPEATED)
def test_a_field_that_appears_again_is_reported_in_framing(name: str) -> None:
    data, what, where = REPEATED[name]
    reports = read_message(FRAMING, hexadecimal(data)).reports
    assert reports == (Report(what, "appears again, the last value counts", where),)


def test_the_last_value_counts_in_framing() -> None:
    decoded = read_message(FRAMING, hexadecimal("0807 22026162 0808 22026364"))
    assert (decoded.integer(SMALL), decoded.octets(KEY)) == (8, b"cd")


def test_each_value_must_be_well_formed_even_if_it_does_not_count() -> None:
    with pytest.raises(Malformed, match=r"Sample\.key: expected 2 bytes, got 1"):
        read_message(FRAMING, hexadecimal("0807 220161 22026162"))


UNNAMED = {
    "2": "02",
    "2147483647": "ffffffff07",
    "-1": "ffffffffffffffffff01",
    "-2147483648": "80808080f8ffffffff01",
}


@pytest.mark.parametrize("number", UNNAMED)
def test_a_number_without_a_name_is_refused_inside_signed_details(number: str) -> None:
    with pytest.raises(Malformed, match=r"Sample\.named: expected one of 0, 1"):
        read_message(SIGNED, hexadecimal(f"0807 18{UNNAMED[number]}"))


@pytest.mark.parametrize("number", UNNAMED)
def test_a_number_without_a_name_reads_as_the_default_in_framing(number: str) -> None:
    decoded = read_message(FRAMING, hexadecimal(f"0807 18{UNNAMED[number]}"))
    assert decoded.integer(NAMED) == 0
    (report,) = decoded.reports
    assert (report.what, report.where) == ("Sample.named", 2)
    assert "read as 0" in report.remark


PADDED = {
    "integer": ("088700", ("Sample.small", 0)),
    "tag": ("888000 07", ("Sample.small", 0)),
    "length": ("0807 2a810063", ("Sample.text", 2)),
    "list member": ("0807 820103 018200", ("Sample.members", 6)),
    "unknown": ("0807 308100", ("Sample field 6", 2)),
}


@BOTH
@pytest.mark.parametrize("name", PADDED)
def test_padding_is_accepted_and_reported(layout: Layout, name: str) -> None:
    data, place = PADDED[name]
    (report,) = read_message(layout, hexadecimal(data)).reports
    assert (report.what, report.where) == place
    assert "longer than it need be" in report.remark


@BOTH
def test_every_shorter_message_is_refused_or_lacks_whole_fields(layout: Layout) -> None:
    ends = {2, 6, 8, 12, 15, 20}
    for length in range(len(WHOLE)):
        if length in ends:
            assert WHOLE.startswith(_rewritten(layout, WHOLE[:length]))
        else:
            with pytest.raises(Malformed):
                read_message(layout, WHOLE[:length])


def _rewritten(layout: Layout, data: bytes) -> bytes:
    decoded = read_message(layout, data)
    values: dict[Field, Value] = {
        field: decoded.integer(field) or None for field in (SMALL, LARGE, NAMED)
    }
    values |= {field: decoded.optional_octets(field) for field in (KEY, TEXT)}
    values[MEMBERS] = decoded.all_integers(MEMBERS)
    return write_message(layout, values, decoded.unknown)


@BOTH
@given(data=st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(layout: Layout, data: bytes) -> None:
    refused_at, small = 0, 0
    try:
        small = read_message(layout, data).integer(SMALL)
    except Malformed as refusal:
        refused_at = refusal.where
    assert 0 <= refused_at <= len(data)
    assert 0 <= small < 2**32


@BOTH
def test_the_canonical_form_is_written(layout: Layout) -> None:
    assert _rewritten(layout, WHOLE) == WHOLE


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (SMALL, None),
        (SMALL, -1),
        (SMALL, 2**32),
        (SMALL, b"7"),
        (LARGE, -1),
        (LARGE, 2**64),
        (NAMED, 2),
        (KEY, b"a"),
        (KEY, 7),
        (TEXT, (1, 2)),
        (MEMBERS, (1, 2**32)),
        (MEMBERS, b"12"),
        (MEMBERS, (b"1",)),
        (WORDS, b"a"),
        (HASH, b"a"),
        (PIECES, (b"a", b"ab")),
        (PIECES, (1,)),
    ],
)
def test_the_caller_cannot_write_what_would_be_refused(field: Field, value: Value) -> None:
    with pytest.raises(ValueError, match=rf"Sample\.{field.name}: expected"):
        write_message(FRAMING, {SMALL: 7, field: value})
