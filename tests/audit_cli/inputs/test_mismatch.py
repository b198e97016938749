"""What readers say, taken apart."""

from typing import Literal

import pytest
from msgspec import Struct, ValidationError, convert

from mdaudit.audit_cli.inputs.mismatch import Mismatch, mismatch, mistake


class Part(Struct, forbid_unknown_fields=True):
    """Something to read."""

    number: int
    word: Literal["yes", "no"] = "yes"
    many: dict[str, int] = {}


@pytest.mark.parametrize(
    ("value", "place", "expected", "got"),
    [
        ({"number": "x"}, "/number", "a whole number", "text"),
        ({"number": 1, "word": "perhaps"}, "/word", "a value that the format has", "'perhaps'"),
        ({"number": 1, "more": 1}, "", "a member of the format", "`more`"),
        ({}, "", "the member `number`", "none"),
        ({"number": 1, "many": {"a": None}}, "/many/...", "a whole number", "null"),
        ({"number": 1, "many": {1: 1}}, "/many", "text", "a whole number"),
        ([], "", "an object", "an array"),
    ],
)
def test_what_the_json_reader_says_is_taken_apart(
    value: object, place: str, expected: str, got: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        convert(value, Part)
    assert mismatch(caught.value) == Mismatch(place, expected, got)


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("expected 32 bytes, got 1", ("", "32 bytes", "1")),
        ("table, row 1: expected text, got bytes", ("table, row 1", "text", "bytes")),
        ("Expected `int` >= 0", ("", "a whole number >= 0", "something else")),
        ("a file that nobody has linked", ("", "", "a file that nobody has linked")),
        ("two\nlines", ("", "", "two\nlines")),
    ],
)
def test_other_sentences_are_taken_apart(said: str, parts: tuple[str, str, str]) -> None:
    assert mismatch(ValueError(said)) == Mismatch(*parts)


def test_a_place_is_named_within_its_input() -> None:
    assert Mismatch("/a", "", "").within("file") == "file, at /a"
    assert Mismatch("", "", "").within("file") == "file"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Expected '=' after a key", "a mistake at line 1 ('=' after a key is missing)"),
        ("Unterminated string starting at", "a mistake at line 1 (unterminated string starting)"),
    ],
)
def test_a_mistake_of_syntax_is_said_in_words(said: str, words: str) -> None:
    assert mistake(said, "line 1") == words
