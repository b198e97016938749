"""The only file that imports z3.

z3 ships no types and overloads Python's operators; all that the rest of ``checks`` uses of it
passes through here, under names of its own, as untyped expressions.
"""

from __future__ import annotations

import operator
from typing import Any, Final

import z3

from mdaudit.checks.answer import Answer

Expression = Any
"""A z3 expression, sort or function; z3 has no types for them."""

VERSION: Final = f"z3 {z3.get_version_string()}"
"""The solver, for reports."""

OPERATIONS: Final[dict[str, Any]] = {
    "and": z3.And,
    "or": z3.Or,
    "not": z3.Not,
    "=": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
    "+": operator.add,
    "-": operator.sub,
}
"""What each operator of a term is for z3; comparison of bit vectors is signed."""

TRUTH: Final = z3.BoolSort()
constant = z3.Const
truth = z3.BoolVal
TRUE: Final = z3.BoolVal(val=True)
bits = z3.BitVecSort
bit_vector = z3.BitVecVal
choice = z3.If
all_of = z3.And
any_of = z3.Or
opposite = z3.Not


def identity(expression: Expression) -> int:
    """A number that equal expressions share while one of them is alive."""
    return int(expression.get_id())


class Questions:
    """A z3 solver with a budget per question and a fixed seed.

    `effort` bounds the solver's own count of its work, which is the same on every machine; 0 is no
    bound. The budget in milliseconds is for people who wait.
    """

    def __init__(
        self, budget_ms: int, *, effort: int = 0, finite: bool = False, seed: int = 0
    ) -> None:
        self._solver = z3.SolverFor("QF_BV") if finite else z3.Solver()
        self._solver.set("timeout", budget_ms, "random_seed", seed)
        self._solver.set("rlimit", effort)
        self._model: Any = None

    def assume(self, expression: Expression) -> None:
        """Add an expression that holds for all further questions."""
        self._solver.add(expression)

    def ask(self, *expressions: Expression) -> Answer:
        """Whether the assumptions and these expressions can hold together."""
        self._solver.push()
        self._solver.add(*expressions)
        answer = Answer(str(self._solver.check()))
        self._model = self._solver.model() if answer is Answer.POSSIBLE else None
        self._solver.pop()
        return answer

    def value(self, expression: Expression) -> bool | int:
        """After the answer "possible": the value of an expression in the model that was found."""
        found = self._model.eval(expression, model_completion=True)
        if z3.is_bool(found):
            return bool(z3.is_true(found))
        return int(found.as_signed_long())


class Session:
    """The same for text: questions that are read as SMT-LIB."""

    def __init__(self, budget_ms: int, *, effort: int = 0, seed: int = 0) -> None:
        self._questions = Questions(budget_ms, effort=effort, seed=seed)
        self._parser = z3.ParserContext()

    def read(self, text: str) -> None:
        """Declare and assert what the text says, for all further questions.

        Raises:
            z3.Z3Exception: the text is not SMT-LIB.
        """
        for expression in self._parser.from_string(text):
            self._questions.assume(expression)

    def ask(self, text: str) -> Answer:
        """Whether what was read and the assertions of this text can hold together."""
        return self._questions.ask(*self._parser.from_string(text))
