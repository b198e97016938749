"""What a reader expected and what it got, taken apart, so that a message says each of them once.

Every reader says it in one sentence of its own. Put as it is behind another *expected*, it would
read as if somebody had expected to get an expectation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_PLACE = re.compile(r"(?P<said>.*?) - at `(?:key` in `)?\$(?P<path>.*)`", re.DOTALL)
"""How the JSON reader says where: ``Expected `int`, got `str` - at `$.accounts[0]```."""

_STEP = re.compile(r"\.([^.\[]+)|\[([^\]]*)\]")
"""A step of such a path."""

_SENTENCES: Final = (
    (re.compile(r"(?:(.+?): )?[Ee]xpected (.+), got (.+)"), r"\1", r"\2", r"\3"),
    (re.compile(r"Invalid enum value (.+)"), "", "a value that the format has", r"\1"),
    (re.compile(r"Object contains unknown field (.+)"), "", "a member of the format", r"\1"),
    (re.compile(r"Object missing required field (.+)"), "", r"the member \1", "none"),
    (
        re.compile(r"Expected text matching regex '\^\[\^@.+"),
        "",
        "the user part of an account's name, without @, :, + and blanks",
        "another spelling",
    ),
    (re.compile(r"Expected (.+)"), "", r"\1", "something else"),
    (re.compile(r"(.*)", re.DOTALL), "", "", r"\1"),
)
"""What readers say; then the place, what was expected and what was got."""


_TYPES: Final = {
    "int": "a whole number",
    "float": "a number with a fraction",
    "str": "text",
    "bool": "true or false",
    "array": "an array",
    "object": "an object",
    "null": "null",
    "date": "a date",
    "datetime": "a time",
}
"""What the JSON reader calls types, in words."""

_TYPE = re.compile(rf"`((?:{'|'.join(_TYPES)})(?: \| (?:{'|'.join(_TYPES)}))*)`")


@dataclass(frozen=True)
class Mismatch:
    """What does not fit."""

    place: str
    """Where: a JSON Pointer, or a row; empty for the whole."""
    expected: str
    """Empty where the reader says only what it got."""
    got: str

    def within(self, name: str) -> str:
        """The place in an input."""
        return f"{name}, at {self.place}" if self.place else name


def mismatch(problem: Exception) -> Mismatch:
    """Take apart what a reader says.

    >>> mismatch(ValueError("Expected `int`, got `str` - at `$.accounts[0].account`"))
    Mismatch(place='/accounts/0/account', expected='a whole number', got='text')
    """
    whole = str(problem)
    placed = _PLACE.fullmatch(whole)
    said = _TYPE.sub(_in_words, placed["said"] if placed else whole)
    found, (place, expected, got) = next(
        (match, parts) for pattern, *parts in _SENTENCES if (match := pattern.fullmatch(said))
    )
    path = _pointer(placed["path"]) if placed else found.expand(place)
    return Mismatch(path, found.expand(expected), found.expand(got))


def mistake(problem: str, place: str) -> str:
    """A mistake of syntax in words: what a parser complains of, and where.

    >>> mistake("Expecting value", "line 1, column 2")
    'a mistake at line 1, column 2 (value is missing)'
    """
    missing = re.sub(r"Expect(?:ing|ed) (.+)", r"\1 is missing", problem.removesuffix(" at"))
    return f"a mistake at {place} ({missing[:1].lower()}{missing[1:]})"


def _in_words(named: re.Match[str]) -> str:
    return " or ".join(_TYPES[name] for name in named[1].split(" | "))


def _pointer(path: str) -> str:
    """A path as a JSON Pointer."""
    return "".join(f"/{member or place}" for member, place in _STEP.findall(path))
