"""Each chapter's page says in which order it is read: the order in which it is rendered."""

import inspect
import re
from importlib import import_module

import pytest

from mdaudit.spec.chapters import READING_ORDER


def promised(docstring: str) -> list[str]:
    """Return the files that a chapter's docstring names at its end, in order."""
    _, _, sentence = docstring.partition("Read in this order:")
    return re.findall(r"`(\w+)`", sentence)


@pytest.mark.parametrize("chapter", READING_ORDER)
def test_a_chapter_names_its_files_in_the_order_of_the_page(chapter: str) -> None:
    docstring = inspect.getdoc(import_module(f"mdaudit.spec.{chapter}")) or ""
    assert promised(docstring) == READING_ORDER[chapter].split()


@pytest.mark.parametrize(
    ("sentence", "files"),
    [
        ("`a` first. Read in this order: `b`,\n`c`.", ["b", "c"]),
        ("Reads `a`.", []),
    ],
)
def test_only_the_last_sentence_counts(sentence: str, files: list[str]) -> None:
    assert promised(sentence) == files


def test_a_file_that_is_left_out_is_noticed() -> None:
    named = promised("Read in this order: `sending`, `promises`, `lemmas`, `witnesses`.")
    assert named != READING_ORDER["fanout"].split()
