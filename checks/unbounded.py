"""Terms for proofs: any number of everything, integers without bounds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mdaudit.checks import z3_api as z3
from mdaudit.checks.z3_api import Answer, Expression, Questions
from mdaudit.spec.logic import Symbol, Term
from mdaudit.spec.sorts import NUMBERS


class UnboundedSolver:
    """Assumptions and questions about terms over uninterpreted sorts."""

    def __init__(self, budget_ms: int, effort: int = 0) -> None:
        self._questions = Questions(budget_ms, effort=effort)

    def assume(self, formulas: Iterable[Any]) -> None:
        """Add formulas that hold for all further questions."""
        for formula in formulas:
            self._questions.assume(expression(formula, bool))

    def ask(self, formula: Any) -> Answer:
        """Whether the assumptions and the formula can hold together."""
        return self._questions.ask(expression(formula, bool))


def sort_of(sort: Any) -> Expression:
    """Truth, integers, or an uninterpreted set of any size."""
    if sort is bool:
        return z3.TRUTH
    return z3.INTEGER if sort in NUMBERS else z3.uninterpreted(sort.__name__)


def expression(value: Any, sort: Any) -> Expression:
    """A value or term of the sort, for the solver."""
    if not isinstance(value, Term):
        return _known(value, sort)
    if value.operator == "variable":
        return z3.constant(value.arguments[0], sort_of(value.sort))
    if value.operator == "apply":
        return _applied(*value.arguments)
    if value.operator == "forall":
        variables, body = value.arguments
        return z3.for_all([expression(v, v.sort) for v in variables], expression(body, bool))
    return _operation(value)


def _known(value: Any, sort: Any) -> Expression:
    if sort is bool:
        return z3.truth(value)
    if sort in NUMBERS:
        return z3.integer(value)
    return z3.constant(f"{sort.__name__}: {value}", sort_of(sort))


def _applied(symbol: Symbol, *arguments: Any) -> Expression:
    function = z3.function(symbol.name, *map(sort_of, (*symbol.sorts, symbol.result)))
    return function(*map(expression, arguments, symbol.sorts))


def _operation(term: Term) -> Expression:
    if term.operator == "choose":
        test, then, otherwise = term.arguments
        return z3.choice(
            expression(test, bool), expression(then, term.sort), expression(otherwise, term.sort)
        )
    sort = next(value.sort for value in term.arguments if isinstance(value, Term))
    return z3.OPERATIONS[term.operator](*(expression(value, sort) for value in term.arguments))
