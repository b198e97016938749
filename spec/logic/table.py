"""Functions on values: a finite table of rows and a default.

A default that is `Missing` makes a table of incomplete evidence: its rows are known, the rest is
not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, TypeVarTuple, cast

from mdaudit.spec.logic.connectives import both, choose, implies
from mdaudit.spec.logic.function import EVERY, Function, row_value
from mdaudit.spec.logic.missing import Missing, missing_in
from mdaudit.spec.logic.shape import parts_of
from mdaudit.spec.logic.term import NotAValueError, Term
from mdaudit.spec.sorts import Truth

A = TypeVarTuple("A")
R = TypeVar("R")
Row = tuple[Any, ...]


class Table(Function[*A, R]):
    """A function kept as its rows; everything else has the default value."""

    def __init__(self, sorts: tuple[Any, ...], default: Any, rows: Mapping[Row, Any]) -> None:
        self.sorts = sorts
        self.default = default
        self.rows = rows

    def __call__(self, *arguments: *A) -> R:
        lacking = missing_in(arguments)
        if lacking is not None:
            return cast("R", lacking)
        if any(isinstance(argument, Term) for argument in arguments):
            return cast("R", self._by_cases(arguments))
        return cast("R", self.rows.get(arguments, self.default))

    def _by_cases(self, arguments: Row) -> Any:
        value = self.default
        for row, at_row in self.rows.items():
            here = both(*(a == b for a, b in zip(arguments, row, strict=True)))
            value = choose(here, at_row, value)
        return value

    def but(self, *at: Any, becomes: Any) -> Function[*A, R]:
        if any(place is EVERY for place in at):
            return self._reset(at, becomes)
        lacking = missing_in(at)
        if lacking is not None:
            return Table(self.sorts, lacking, {})
        is_default = self._is_default(becomes)
        if is_default and at not in self.rows:
            return self
        changed = dict(self.rows)
        changed.pop(at, None)
        if not is_default:
            changed[at] = becomes
        return Table(self.sorts, self.default, changed)

    def _reset(self, at: Row, becomes: Any) -> Function[*A, R]:
        if not self._is_default(becomes):
            raise NotAValueError("an update of infinitely many places")
        kept = _without(self.rows, at)
        return self if len(kept) == len(self.rows) else Table(self.sorts, self.default, kept)

    def but_each(
        self, *at: Any, rows: Function[*tuple[Any, ...], Any], becomes: Any
    ) -> Function[*A, R]:
        changed = dict(self.rows)
        for row in cast("Table[*tuple[Any, ...], Any]", rows).rows:
            here = (*at, *row)
            old = changed.pop(here, self.default)
            value = choose(rows.holds_row(row), row_value(becomes, row), old)
            if not self._is_default(value):
                changed[here] = value
        return Table(self.sorts, self.default, changed)

    def at(self, *first: Any) -> Function[*tuple[Any, ...], R]:
        lacking = missing_in(first)
        if lacking is not None:
            return Table(self.sorts[len(first) :], lacking, {})
        fixed = len(first)
        rest = {row[fixed:]: value for row, value in self.rows.items() if row[:fixed] == first}
        return Table(self.sorts[fixed:], self.default, rest)

    def where(self, test: Callable[..., Truth]) -> Function[*A, Truth]:
        answers = {row: both(self.holds_row(row), test(*row)) for row in self.rows}
        members = {row: answer for row, answer in answers.items() if answer is not False}
        unknown = self.default if isinstance(self.default, Missing) else False
        return Table(self.sorts, unknown, members)

    def every(self, body: Callable[..., Truth]) -> Truth:
        rest = self.default if isinstance(self.default, Missing) else True
        return both(
            *(implies(self.holds_row(row), body(*row)) for row in self.rows), cast("Truth", rest)
        )

    def every_built(
        self, sorts: tuple[Any, ...], shape: Callable[..., Any], body: Callable[..., Truth]
    ) -> Truth:
        built = ((row, parts_of(row[0], shape, len(sorts))) for row in self.rows)
        rest = self.default if isinstance(self.default, Missing) else True
        return both(
            *(implies(self.holds_row(row), body(*parts)) for row, parts in built if parts),
            cast("Truth", rest),
        )

    def holds_row(self, row: Row) -> Truth:
        value: Any = self.rows.get(row, self.default)
        if isinstance(value, bool | Missing):
            return cast("Truth", value)
        return row in self.rows

    def _is_default(self, value: Any) -> bool:
        if isinstance(value, Missing) or isinstance(self.default, Missing):
            return value is self.default
        return bool(value == self.default)

    def __repr__(self) -> str:
        return f"Table({dict(self.rows)!r}, default={self.default!r})"


def _without(rows: Mapping[Row, Any], at: Row) -> dict[Row, Any]:
    """The rows that are not at this place, of which some arguments are `EVERY`."""
    fixed = next(n for n, place in enumerate(at) if place is EVERY)
    if all(place is EVERY for place in at[fixed:]):
        first = at[:fixed]
        return {row: value for row, value in rows.items() if row[:fixed] != first}
    return {row: value for row, value in rows.items() if not _matches(row, at)}


def _matches(row: Row, at: Row) -> bool:
    return all(place is EVERY or place == value for value, place in zip(row, at, strict=True))
