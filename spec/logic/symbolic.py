"""Functions on terms: unknown functions and updates of them, kept as nested choices."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any, Final, TypeVar, TypeVarTuple, cast

from mdaudit.spec.logic.connectives import both, choose, implies
from mdaudit.spec.logic.function import EVERY, Function, row_value
from mdaudit.spec.logic.term import Symbol, Term
from mdaudit.spec.sorts import Truth

A = TypeVarTuple("A")
R = TypeVar("R")

_numbers: Final = count()


class Symbolic(Function[*A, R]):
    """A function known only by how to look a term up in it."""

    def __init__(self, sorts: tuple[Any, ...], default: Any, look: Callable[..., Any]) -> None:
        self.sorts = sorts
        self.default = default
        self.look = look

    @staticmethod
    def unknown(symbol: Symbol, default: Any) -> Symbolic[*tuple[Any, ...], Any]:
        """An uninterpreted function."""
        return Symbolic(
            symbol.sorts, default, lambda *at: Term("apply", (symbol, *at), symbol.result)
        )

    def __call__(self, *arguments: *A) -> R:
        return cast("R", self.look(*arguments))

    def but(self, *at: Any, becomes: Any) -> Function[*A, R]:
        def look(*arguments: Any) -> Any:
            return choose(_equal(arguments, at), becomes, self.look(*arguments))

        return Symbolic(self.sorts, self.default, look)

    def but_each(
        self, *at: Any, rows: Function[*tuple[Any, ...], Any], becomes: Any
    ) -> Function[*A, R]:
        def look(*arguments: Any) -> Any:
            row = arguments[len(at) :]
            here = both(_equal(arguments[: len(at)], at), rows.holds_row(row))
            return choose(here, row_value(becomes, row), self.look(*arguments))

        return Symbolic(self.sorts, self.default, look)

    def at(self, *first: Any) -> Function[*tuple[Any, ...], R]:
        return Symbolic(
            self.sorts[len(first) :], self.default, lambda *rest: self.look(*first, *rest)
        )

    def where(self, test: Callable[..., Truth]) -> Function[*A, Truth]:
        return Symbolic(
            self.sorts, default=False, look=lambda *row: both(self.holds_row(row), test(*row))
        )

    def every(self, body: Callable[..., Truth]) -> Truth:
        variables = _variables(self.sorts)
        return _for_all(variables, implies(self.holds_row(variables), body(*variables)))

    def every_built(
        self, sorts: tuple[Any, ...], shape: Callable[..., Any], body: Callable[..., Truth]
    ) -> Truth:
        variables = _variables(sorts)
        here = self.holds_row((shape(*variables),))
        return _for_all(variables, implies(here, body(*variables)))


def _variables(sorts: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(Term("variable", (f"{sort.__name__}_{next(_numbers)}",), sort) for sort in sorts)


def _for_all(variables: tuple[Any, ...], statement: Truth) -> Truth:
    if isinstance(statement, bool):
        return statement
    return cast("Truth", Term("forall", (variables, statement), bool))


def _equal(arguments: tuple[Any, ...], at: tuple[Any, ...]) -> Truth:
    return both(*(a == b for a, b in zip(arguments, at, strict=True) if b is not EVERY))
