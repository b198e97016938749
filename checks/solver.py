"""The only file that knows z3: terms become z3 expressions, questions become answers.

z3 ships no types, so everything behind this wrapper is untyped and everything in front is typed.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable
from enum import Enum
from typing import Any, Final

import z3

from mdaudit.spec.logic import Symbol, Term
from mdaudit.spec.sorts import NUMBERS

VERSION: Final = f"z3 {z3.get_version_string()}"
"""The solver, for reports."""

OPERATIONS: Final[dict[str, Any]] = {
    "and": z3.And,
    "or": z3.Or,
    "not": z3.Not,
    "choose": z3.If,
    "=": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
    "+": operator.add,
    "-": operator.sub,
}
"""What each operator of a term is for z3."""


class Answer(Enum):
    """What a solver says. `UNKNOWN` includes a used-up budget, and is never a proof."""

    IMPOSSIBLE = "unsat"
    POSSIBLE = "sat"
    UNKNOWN = "unknown"


class Solver:
    """Assumptions, and questions about them."""

    def __init__(self, budget_ms: int, seed: int = 0) -> None:
        self._solver = z3.Solver()
        self._solver.set("timeout", budget_ms, "random_seed", seed)

    def assume(self, formulas: Iterable[Any]) -> None:
        """Add formulas that hold for all further questions."""
        for formula in formulas:
            self._solver.add(_expression(formula, bool))

    def ask(self, *formulas: Any) -> Answer:
        """Whether the assumptions and these formulas can hold together."""
        self._solver.push()
        self.assume(formulas)
        answer = self._solver.check()
        self._solver.pop()
        return Answer(str(answer))


def _sort(sort: Any) -> Any:
    if sort is bool:
        return z3.BoolSort()
    return z3.IntSort() if sort in NUMBERS else z3.DeclareSort(sort.__name__)


def _expression(value: Any, sort: Any) -> Any:
    if not isinstance(value, Term):
        return _constant(value, sort)
    if value.operator == "variable":
        return z3.Const(value.arguments[0], _sort(value.sort))
    if value.operator == "apply":
        return _application(*value.arguments)
    if value.operator == "forall":
        variables, body = value.arguments
        return z3.ForAll([_expression(v, v.sort) for v in variables], _expression(body, bool))
    return _operation(value)


def _constant(value: Any, sort: Any) -> Any:
    if sort is bool:
        return z3.BoolVal(value)
    if sort in NUMBERS:
        return z3.IntVal(value)
    return z3.Const(f"{sort.__name__}: {value}", _sort(sort))


def _application(symbol: Symbol, *arguments: Any) -> Any:
    function = z3.Function(symbol.name, *map(_sort, (*symbol.sorts, symbol.result)))
    return function(*map(_expression, arguments, symbol.sorts))


def _operation(term: Term) -> Any:
    test: tuple[Any, ...] = ()
    values = term.arguments
    if term.operator == "choose":
        test, values = (_expression(term.arguments[0], bool),), term.arguments[1:]
    sort = next((value.sort for value in values if isinstance(value, Term)), bool)
    return OPERATIONS[term.operator](*test, *(_expression(value, sort) for value in values))
