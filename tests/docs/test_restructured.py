"""Pieces of pages: numbers in words, anchors, tables."""

import pytest
from specpages.restructured import anchored, counted, steps, table, template, weakened


@pytest.mark.parametrize(("number", "words"), [(0, "0 steps"), (1, "1 step"), (2, "2 steps")])
def test_one_is_not_many(number: int, words: str) -> None:
    assert counted(number, "step") == words


def test_an_anchor_has_small_letters_digits_and_single_dashes() -> None:
    assert anchored("attack LIST-6:own / 4a") == "attack-list-6-own-4a"


def test_what_was_weakened_is_told_from_what_was_dropped() -> None:
    assert weakened(["LIST-3", "LIST-8:young"]) == ":rule:`LIST-3` and :variant:`LIST-8:young`"


def test_placeholders_are_code_and_the_rest_is_text() -> None:
    assert template("*at most* {bound}") == r"\*at most\* \ ``bound``\ "


def test_steps_lose_their_own_numbers() -> None:
    assert steps(["1. Day 0: *a*", "2. Day 1: b"]) == "#. Day 0\\: \\*a\\*\n#. Day 1\\: b"


def test_a_table_has_its_header_and_every_row() -> None:
    rows = table(("A", "B"), [("1", "2")], "spec-table").splitlines()
    assert rows[4:8] == ["   * - A", "     - B", "   * - 1", "     - 2"]
