"""Functions on values: a finite table of rows and a default.

A default that is `Missing` makes a table of incomplete evidence: its rows are known, the rest is
not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, TypeVarTuple, cast

from mdaudit.spec.logic.connectives import both, choose, implies
from mdaudit.spec.logic.function import EVERY, Function, row_value
from mdaudit.spec.logic.missing import Missing, missing_in
from mdaudit.spec.logic.rows import Row, Rows
from mdaudit.spec.logic.shape import parts_of
from mdaudit.spec.logic.term import NotAValueError, Term
from mdaudit.spec.sorts import Truth

A = TypeVarTuple("A")
R = TypeVar("R")


class Table(Function[*A, R]):
    """A function kept as its rows; everything else has the default value."""

    def __init__(self, sorts: tuple[Any, ...], default: Any, rows: Mapping[Row, Any]) -> None:
        self.sorts = sorts
        self.default = default
        self.rows = rows if isinstance(rows, Rows) else Rows.of(rows, len(sorts))

    @staticmethod
    def among(sort: Any, elements: Iterable[Any]) -> Table[Any, Truth]:
        """The set of these elements."""
        return Table((sort,), default=False, rows=Rows(1, dict.fromkeys(elements, True)))

    def __call__(self, *arguments: *A) -> R:
        try:
            return cast("R", self.rows.get(arguments, self.default))
        except TypeError:
            lacking = missing_in(arguments)
            if lacking is not None:
                return cast("R", lacking)
            if any(isinstance(argument, Term) for argument in arguments):
                return cast("R", self._by_cases(arguments))
            raise

    def _by_cases(self, arguments: Row) -> Any:
        value = self.default
        for row, at_row in self.rows.pairs():
            here = both(*(a == b for a, b in zip(arguments, row, strict=True)))
            value = choose(here, at_row, value)
        return value

    def but(self, *at: Any, becomes: Any) -> Function[*A, R]:
        try:
            return self._with(self._changed(self.rows, at, becomes))
        except TypeError:
            if any(place is EVERY for place in at):
                raise NotAValueError("an update of infinitely many places") from None
            lacking = missing_in(at)
            if lacking is None:
                raise
            return Table(self.sorts, lacking, {})

    def _changed(self, rows: Rows, at: Row, becomes: Any) -> Rows:
        return rows.without(at) if self._is_default(becomes) else rows.but(at, becomes)

    def _with(self, rows: Rows) -> Table[*A, R]:
        return self if rows is self.rows else Table(self.sorts, self.default, rows)

    def but_each(
        self, *at: Any, rows: Function[*tuple[Any, ...], Any], becomes: Any
    ) -> Function[*A, R]:
        changed = self.rows
        for row in cast("Table[*tuple[Any, ...], Any]", rows).rows:
            here = (*at, *row)
            old = self.rows.get(here, self.default)
            value = choose(rows.holds_row(row), row_value(becomes, row), old)
            changed = self._changed(changed, here, value)
        return self._with(changed)

    def but_many(self, *first: Any, values: Mapping[Any, Any]) -> Function[*A, R]:
        """The same function except at many values of the last argument, behind the first ones.

        What they are may be computed when somebody asks for it.
        """
        return self._with(self.rows.but_many(first, values))

    def only(self, *first: Any) -> Function[*A, R]:
        """The function that has no rows but those that begin like this."""
        return self._with(self.rows.only(first))

    def at(self, *first: Any) -> Function[*tuple[Any, ...], R]:
        try:
            return Table(self.sorts[len(first) :], self.default, self.rows.behind(first))
        except TypeError:
            lacking = missing_in(first)
            if lacking is None:
                raise
            return Table(self.sorts[len(first) :], lacking, {})

    def where(self, test: Callable[..., Truth]) -> Function[*A, Truth]:
        answers = {row: both(_holds(value), test(*row)) for row, value in self.rows.pairs()}
        members = {row: answer for row, answer in answers.items() if answer is not False}
        unknown = self.default if isinstance(self.default, Missing) else False
        return Table(self.sorts, unknown, members)

    def every(self, body: Callable[..., Truth]) -> Truth:
        rest = self.default if isinstance(self.default, Missing) else True
        each = [implies(_holds(value), body(*row)) for row, value in self.rows.pairs()]
        return both(*each, cast("Truth", rest))

    def every_built(
        self, sorts: tuple[Any, ...], shape: Callable[..., Any], body: Callable[..., Truth]
    ) -> Truth:
        built = ((parts_of(row[0], shape, len(sorts)), value) for row, value in self.rows.pairs())
        rest = self.default if isinstance(self.default, Missing) else True
        return both(
            *(implies(_holds(value), body(*parts)) for parts, value in built if parts),
            cast("Truth", rest),
        )

    def holds_row(self, row: Row) -> Truth:
        value = self.rows.get(row, self.default)
        return _holds(value) if isinstance(value, bool | Missing) else row in self.rows

    def _is_default(self, value: Any) -> bool:
        if isinstance(value, Missing) or isinstance(self.default, Missing):
            return value is self.default
        return bool(value == self.default)

    def __repr__(self) -> str:
        return f"Table({dict(self.rows)!r}, default={self.default!r})"


def _holds(value: Any) -> Truth:
    """Whether a row with this value is one: a set says so, a map has one wherever it is set."""
    return cast("Truth", value) if isinstance(value, bool | Missing) else True
