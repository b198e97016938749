"""What happens at one depth of an unrolled run, and what the solver may choose there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from mdaudit.checks.finite import FiniteSolver
from mdaudit.checks.scope import INDEXES, Scope
from mdaudit.checks.unknown import unknown, unknown_arguments
from mdaudit.spec.adversary import pass_time
from mdaudit.spec.logic import ContentSet, Term, both
from mdaudit.spec.registry import Move, Step
from mdaudit.spec.sorts import NUMBERS, Account, Client, Duration, Index, Time, Truth
from mdaudit.spec.state.signed import CONTENTS, Certificate, SignedList


@dataclass(frozen=True)
class Choice:
    """How much time passes, which step is taken, with which arguments."""

    depth: int
    steps: tuple[Step[...], ...]

    @property
    def waited(self) -> Any:
        """How much time passes before the step."""
        return unknown(f"waited@{self.depth}", Duration)

    @property
    def chosen(self) -> Any:
        """The number of the step."""
        return unknown(f"step@{self.depth}", Index)

    def arguments(self, step: Step[...]) -> list[Any]:
        """The arguments, should it be this step."""
        return unknown_arguments(step, f"@{self.depth}")

    def in_bounds(self, scope: Scope) -> Iterator[Truth]:
        """The step is one of the steps, its arguments are of the scope."""
        yield between(self.chosen, range(len(self.steps)), Index)
        yield within(self.waited, Duration, scope)
        yield within(unknown(f"now@{self.depth}", Time), Time, scope)
        for step in self.steps:
            for term, sort in zip(self.arguments(step), step.parameters.values(), strict=True):
                yield within(term, sort, scope)
                if sort in (Account, Client):
                    yield term != sort("")


def within(value: Any, sort: Any, scope: Scope) -> Truth:
    """The value is an element of its sort, or a number that the scope allows."""
    return True if sort is bool else between(value, scope.range_of(sort), sort)


def between(value: Any, codes: range, sort: Any) -> Truth:
    """The value is one of these codes."""
    first, last = (Term("element", (code,), sort) for code in (codes[0], codes[-1]))
    at_least, at_most = Term(">=", (value, first), bool), Term(">=", (last, value), bool)
    return both(at_least, at_most)  # type: ignore[arg-type]


def unknown_claims(scope: Scope, result: Any = None) -> Iterator[Any]:
    """What the unknown objects say, apart from sets; of one result sort if it is given."""
    for content in CONTENTS:
        if isinstance(content, ContentSet) or result not in (None, content.symbol.result):
            continue
        for element in scope.elements(content.symbol.sorts[0]):
            if isinstance(element, Term):
                yield cast("Any", content)(element)


def moves_of(solver: FiniteSolver, scope: Scope, choices: list[Choice]) -> Iterator[Move]:
    """The run that the solver found, on values."""
    made = {sort: _objects(solver, scope, sort) for sort in (SignedList, Certificate)}
    for choice in choices:
        waited = solver.value(choice.waited, Duration)
        if waited:
            yield Move(pass_time, (Duration(int(waited)),))
        step = choice.steps[int(solver.value(choice.chosen, Index))]
        arguments = zip(choice.arguments(step), step.parameters.values(), strict=True)
        yield Move(step, tuple(_value(solver, scope, term, sort, made) for term, sort in arguments))


def _value(solver: FiniteSolver, scope: Scope, term: Any, sort: Any, made: dict[Any, Any]) -> Any:
    found = solver.value(term, sort)
    if sort is bool or sort in NUMBERS:
        return found
    return made[sort][found] if sort in made else scope.known[sort][int(found)]


def _objects(solver: FiniteSolver, scope: Scope, sort: Any) -> list[Any]:
    known = scope.known[sort]
    unknowns = [element for element in scope.elements(sort) if isinstance(element, Term)]
    letters = zip("XYZ", unknowns, strict=False)
    return [*known, *(_made(solver, scope, sort, name, element) for name, element in letters)]


def _made(solver: FiniteSolver, scope: Scope, sort: Any, letter: str, element: Term) -> Any:
    """An unknown object with the contents that the solver chose."""
    said: dict[str, Any] = {}
    for content in CONTENTS:
        if content.symbol.sorts[0] is not sort:
            continue
        says = cast("Any", content)
        if isinstance(content, ContentSet):
            named = (i for i in INDEXES if solver.value(says(element, i), bool))
            said[content.attribute] = frozenset(named)
        else:
            result = content.symbol.result
            said[content.attribute] = _value(solver, scope, says(element), result, {})
    kind = "list" if sort is SignedList else "certificate"
    return sort(name=f"{kind} {letter}", **said)
