"""Terms for finding runs: the few elements of a scope, small numbers, definite answers.

Every element is its code, every number a vector of bits. A quantifier is a conjunction over the
elements; a function is one unknown per place, and at unknown arguments a choice among its places.
Whatever is known is worked out here, so that the solver sees only what is open.
"""

from __future__ import annotations

import itertools
import operator
from collections.abc import Iterable
from typing import Any, Final

from mdaudit.checks import z3_api as z3
from mdaudit.checks.answer import Answer
from mdaudit.checks.scope import Scope
from mdaudit.checks.z3_api import Expression, Questions
from mdaudit.spec.logic import Symbol, Term
from mdaudit.spec.sorts import NUMBERS, Duration, Time

LONG: Final = z3.bits(8)
"""Enough for a day, with sign."""
SHORT: Final = z3.bits(7)
"""Enough for an index, the code of an element or the number of a step, with sign."""

Value = Any
"""A Python bool or int where known, else a z3 expression."""

KNOWN: Final[dict[str, Any]] = {
    "=": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
    "+": operator.add,
    "-": operator.sub,
}


def is_known(value: Value) -> bool:
    """Whether nothing is open about the value."""
    return isinstance(value, bool | int)


class TooLargeError(RuntimeError):
    """A number does not fit the bits of its sort, so a search would leave runs out silently."""

    def __init__(self, value: int, sort: Any) -> None:
        super().__init__(f"{value} is too large for a search to count {sort.__name__}")


class FiniteSolver:
    """Assumptions and questions about terms within a scope."""

    def __init__(self, scope: Scope, budget_ms: int) -> None:
        self._scope = scope
        self._questions = Questions(budget_ms, finite=True)
        self._bound: dict[str, int] = {}
        self._places: dict[tuple[str, tuple[int, ...]], Value] = {}
        self._choices: dict[tuple[Any, ...], tuple[list[Value], Value]] = {}
        self._asked: Expression = z3.TRUE
        self._granted: list[Expression] = []

    def assume(self, formulas: Iterable[Any]) -> None:
        """Add formulas that hold for all further questions."""
        for formula in formulas:
            self._questions.assume(self._lifted(self.read(formula, bool), bool))

    def ask(self, formula: Any) -> Answer:
        """Whether the assumptions and the formula can hold together."""
        self._asked = self._lifted(self.read(formula, bool), bool)
        self._granted = []
        return self._questions.ask(self._asked)

    def prefer(self, wishes: Iterable[Any]) -> None:
        """After the answer "possible": keep to the wishes that can be met, one after the other."""
        for wish in wishes:
            expression = self._lifted(self.read(wish, bool), bool)
            if self._questions.ask(self._asked, *self._granted, expression) is Answer.POSSIBLE:
                self._granted.append(expression)
        self._questions.ask(self._asked, *self._granted)

    def value(self, term: Any, sort: Any) -> bool | int:
        """After the answer "possible": the value of a term in the run that was found."""
        return self._questions.value(self._lifted(self.read(term, sort), sort))

    def define(self, symbol: Symbol, place: tuple[Any, ...], term: Any) -> None:
        """Say what a function is at a place; an open value gets a name of its own."""
        codes = tuple(self.read(part, sort) for part, sort in zip(place, symbol.sorts, strict=True))
        value = self.read(term, symbol.result)
        name = f"{symbol.name}{codes}"
        if not is_known(value) and value.num_args():
            named = z3.constant(name, self._sort(symbol.result))
            self._questions.assume(named == value)
            value = named
        self._places[symbol.name, codes] = value

    def read(self, value: Any, sort: Any) -> Value:
        """A value or term of the sort, worked out as far as it is known."""
        if not isinstance(value, Term):
            return value if sort is bool or sort in NUMBERS else self._scope.code(value, sort)
        match value.operator:
            case "element":
                return value.arguments[0]
            case "variable":
                name = value.arguments[0]
                bound = self._bound.get(name)
                return z3.constant(name, self._sort(value.sort)) if bound is None else bound
            case "apply":
                return self._applied(*value.arguments)
            case "forall":
                return self._for_all(*value.arguments)
            case _:
                return self._operation(value)

    def _applied(self, symbol: Symbol, *arguments: Any) -> Value:
        given = [self.read(a, sort) for a, sort in zip(arguments, symbol.sorts, strict=True)]
        if all(map(is_known, given)):
            return self._place(symbol, tuple(given))
        key = (symbol.name, *(a if is_known(a) else (z3.identity(a),) for a in given))
        if key not in self._choices:
            self._choices[key] = given, self._chosen(symbol, given)
        return self._choices[key][1]

    def _place(self, symbol: Symbol, codes: tuple[int, ...]) -> Value:
        key = symbol.name, codes
        if key not in self._places:
            self._places[key] = z3.constant(f"{symbol.name}{codes}", self._sort(symbol.result))
        return self._places[key]

    def _chosen(self, symbol: Symbol, given: list[Value]) -> Value:
        options = [
            [a] if is_known(a) else self._scope.codes(sort)
            for a, sort in zip(given, symbol.sorts, strict=True)
        ]
        value: Value = None
        for codes in itertools.product(*options):
            place = self._place(symbol, codes)
            here = [a == c for a, c in zip(given, codes, strict=True) if not is_known(a)]
            value = place if value is None else self._either(z3.all_of(*here), place, value, symbol)
        return value

    def _either(self, test: Expression, then: Value, otherwise: Value, symbol: Symbol) -> Value:
        if _same(then, otherwise):
            return then
        sort = symbol.result
        return z3.choice(test, self._lifted(then, sort), self._lifted(otherwise, sort))

    def _for_all(self, variables: tuple[Term, ...], body: Any) -> Value:
        names = [variable.arguments[0] for variable in variables]
        open_parts: list[Expression] = []
        answer: Value = True
        for codes in itertools.product(*(self._scope.codes(v.sort) for v in variables)):
            self._bound.update(zip(names, codes, strict=True))
            part = self.read(body, bool)
            if part is False:
                answer = False
                break
            if part is not True:
                open_parts.append(part)
        for name in names:
            del self._bound[name]
        return z3.all_of(*open_parts) if answer and open_parts else answer

    def _operation(self, term: Term) -> Value:
        match term.operator:
            case "and":
                return self._joined(term.arguments, z3.all_of, neutral=True)
            case "or":
                return self._joined(term.arguments, z3.any_of, neutral=False)
            case "not":
                part = self.read(term.arguments[0], bool)
                return not part if is_known(part) else z3.opposite(part)
            case "choose":
                return self._choose(*term.arguments, sort=term.sort)
            case _:
                return self._compared(term)

    def _joined(self, parts: tuple[Any, ...], join: Any, *, neutral: bool) -> Value:
        open_parts: list[Expression] = []
        for part in parts:
            value = self.read(part, bool)
            if value is (not neutral):
                return value
            if value is not neutral:
                open_parts.append(value)
        return join(*open_parts) if open_parts else neutral

    def _choose(self, test: Any, then: Any, otherwise: Any, *, sort: Any) -> Value:
        decided = self.read(test, bool)
        if is_known(decided):
            return self.read(then if decided else otherwise, sort)
        one, other = self.read(then, sort), self.read(otherwise, sort)
        if _same(one, other):
            return one
        return z3.choice(decided, self._lifted(one, sort), self._lifted(other, sort))

    def _compared(self, term: Term) -> Value:
        sort = next(value.sort for value in term.arguments if isinstance(value, Term))
        parts = [self.read(value, sort) for value in term.arguments]
        if all(map(is_known, parts)):
            return KNOWN[term.operator](*parts)
        return z3.OPERATIONS[term.operator](*(self._lifted(part, sort) for part in parts))

    def _sort(self, sort: Any) -> Expression:
        if sort is bool:
            return z3.TRUTH
        return LONG if sort in (Time, Duration) else SHORT

    def _lifted(self, value: Value, sort: Any) -> Expression:
        if not is_known(value):
            return value
        if sort is bool:
            return z3.truth(value)
        vector = z3.bit_vector(value, self._sort(sort))
        if vector.as_signed_long() != value:
            raise TooLargeError(value, sort)
        return vector


def _same(one: Value, other: Value) -> bool:
    if is_known(one) or is_known(other):
        return is_known(one) and is_known(other) and one == other
    return z3.identity(one) == z3.identity(other)
