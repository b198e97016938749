"""Every threat has a line: a number, and what answers it or that nothing does."""

import re
from pathlib import Path

import pytest

from tests.repository.checkout import FOLDERS, ROOT

NUMBERS = range(1, 50)
LINE = re.compile(r"^\| \[T(\d+)\]\{#t(\d+)\} \| (.+) \| (.+) \|$", re.MULTILINE)
ANSWER = re.compile(r"\{(?:rule|promise)\}`[\w-]+`|not promised")
NAMED = re.compile(r"\(((?:T\d+(?:, )?)+)\)")
PAGE = (ROOT / "docs" / "threats.md").read_text(encoding="utf-8")


def unanswered(page: str) -> list[str]:
    """Return the threats that nothing is said of."""
    return [f"T{line[0]}" for line in LINE.findall(page) if not ANSWER.search(line[3])]


def named(text: str) -> set[str]:
    """Return the threats that a text names in brackets."""
    return {one for found in NAMED.findall(text) for one in found.split(", ")}


def test_every_number_has_one_line_in_order() -> None:
    assert [int(line[0]) for line in LINE.findall(PAGE)] == list(NUMBERS)


def test_every_line_has_the_anchor_of_its_number() -> None:
    assert all(number == anchor for number, anchor, _, _ in LINE.findall(PAGE))


def test_every_threat_is_answered() -> None:
    assert unanswered(PAGE) == []


@pytest.mark.parametrize("answer", ["", "the client is careful", "{step}`send`"])
def test_a_threat_without_an_answer_is_noticed(answer: str) -> None:
    assert unanswered(f"| [T5]{{#t5}} | Old lists. | {answer or 'none'} |") == ["T5"]


def sources() -> list[Path]:
    return [file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py")]


def test_every_threat_that_a_docstring_names_is_on_the_page() -> None:
    found = {one for file in sources() for one in named(file.read_text(encoding="utf-8"))}
    assert {"T5", "T12"} <= found
    assert found <= {f"T{number}" for number in NUMBERS}


def test_numbers_in_brackets_are_found() -> None:
    assert named("old lists (T5, T11), T7, and more (T50).") == {"T5", "T11", "T50"}
