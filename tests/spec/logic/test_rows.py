"""Rows as a tree are what they would be as a plain mapping, however they were changed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.spec.logic import EVERY, Missing
from mdaudit.spec.logic.levels import WIDE
from mdaudit.spec.logic.rows import Row, Rows

ROWS: dict[Row, Any] = {("a", 0): 1, ("a", 2): 2, ("b", 0): 3}
TREE = Rows.of(ROWS, 2)

PLACES = st.tuples(st.integers(0, 2), st.integers(0, 2 * WIDE))
CHANGES = st.lists(st.tuples(PLACES, st.none() | st.integers(0, 3)), max_size=300)


def changed(rows: Rows, changes: list[tuple[Row, int | None]]) -> Rows:
    """Return the rows after changes; None: the row goes."""
    for row, value in changes:
        rows = rows.without(row) if value is None else rows.but(row, value)
    return rows


def plain(rows: dict[Row, Any], changes: list[tuple[Row, int | None]]) -> dict[Row, Any]:
    """Return what a plain mapping says after the same changes."""
    last = {**rows, **dict(changes)}
    return {row: value for row, value in last.items() if value is not None}


@given(CHANGES, CHANGES)
def test_changed_rows_are_those_of_a_plain_mapping(first: Any, then: Any) -> None:
    rows, expected = changed(Rows(2), first), plain({}, first)
    after, expected_after = changed(rows, then), plain(expected, then)
    assert (dict(rows), dict(after)) == (expected, expected_after)
    assert len(after) == len(expected_after)
    assert all(after[row] == value for row, value in after.pairs())


@given(CHANGES, CHANGES, CHANGES)
def test_what_differs_is_found(shared: Any, here: Any, there: Any) -> None:
    start = changed(Rows(2), shared)
    one, other = changed(start, here), changed(start, there)
    everywhere = {*one, *other}
    assert set(one.differing(other)) == {r for r in everywhere if one.get(r) is not other.get(r)}


def test_what_begins_alike_is_one_branch() -> None:
    assert dict(TREE.behind(("a",))) == {(0,): 1, (2,): 2}
    assert dict(TREE.behind(("nobody",))) == {}
    assert dict(TREE.only(("a",))) == {("a", 0): 1, ("a", 2): 2}
    assert dict(TREE.only(("nobody",))) == {}


def test_every_row_that_fits_goes() -> None:
    assert dict(TREE.without(("a", EVERY))) == {("b", 0): 3}
    assert dict(TREE.without((EVERY, 0))) == {("a", 2): 2}
    assert dict(TREE.without((EVERY, EVERY))) == {}
    assert TREE.without(("nobody", EVERY)) is TREE


def test_many_values_at_once() -> None:
    assert dict(TREE.but_many(("a",), {0: 7, 1: 8})) == {**ROWS, ("a", 0): 7, ("a", 1): 8}
    numbers = Rows.of({(number,): number for number in range(2 * WIDE)}, 1)
    doubled = numbers.but_many((), {number: 2 * number for number in range(2 * WIDE)})
    assert doubled[70,] == 140
    assert numbers[70,] == 70


def test_what_is_no_value_cannot_be_looked_up() -> None:
    for row in (("nobody", Missing("devices")), ("a", EVERY)):
        with pytest.raises(TypeError):
            TREE.get(row)
        with pytest.raises(TypeError):
            TREE.but(row, 1)
    with pytest.raises(KeyError):
        TREE["a", 1]
