"""JSON with one reading."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.audit_cli.inputs.json_text import NotStrictJsonError, read_json

NAMES = st.text().filter(lambda name: not name.startswith("x-"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner),
)


@given(VALUES)
def test_json_is_read(value: object) -> None:
    assert read_json(json.dumps(value).encode()).value == value


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", "line 1, column 1"),
        (b'{"a": "b', "at line 1, column 7 .unterminated string starting"),
        (b"{", "line 1"),
        (b'{"a": 1, "a": 1}', "the member 'a' twice"),
        (b'{"b": {"a": 1, "a": 1}}', "the member 'a' twice"),
        (b"NaN", "the constant NaN"),
        (b"[-Infinity]", "the constant -Infinity"),
        (b"[" * 100_000, "nesting without end"),
        (b'{"a":' * 100_000, "nesting without end"),
        (b"9" * 10_000, "thousands of digits"),
        (b"\xff", "not UTF-8"),
        (b"{} {}", "extra data"),
        (b'"\\ud800"', "half of a character"),
        (b'{"\\udfff": 1}', "half of a character"),
        (b'["\\\\\\ud83d \\ude00"]', "half of a character"),
        (b"[" + b"[]," * 500_000 + b"[]]", "more than 500000 values"),
    ],
)
def test_anything_else_is_refused(text: bytes, message: str) -> None:
    with pytest.raises(NotStrictJsonError, match=message):
        read_json(text)


@pytest.mark.parametrize("text", [r'"\ud83d\ude00"', r'"\\ud800"', r'"\u00d8"'])
def test_whole_characters_are_read_however_they_are_written(text: str) -> None:
    assert read_json(text.encode()).value == json.loads(text)


def test_a_repeated_member_is_found_at_once_among_many() -> None:
    members = ",".join(f'"{number}":0' for number in [*range(100_000), 99_999])
    with pytest.raises(NotStrictJsonError, match="'99999' twice"):
        read_json(f"{{{members}}}".encode())


def test_extensions_are_left_out_and_the_outermost_are_kept_aside() -> None:
    read = read_json(b'{"a": {"x-b": 1, "c": 2}, "x-policy": {"lifetime": 1}}')
    assert read.value == {"a": {"c": 2}}
    assert read.extensions == {"x-policy": {"lifetime": 1}}


@given(st.binary())
def test_no_bytes_break_the_reader(octets: bytes) -> None:
    with suppress(NotStrictJsonError):
        read_json(octets)
