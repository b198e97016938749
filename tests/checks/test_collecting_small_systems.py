"""In the small systems, too, a step is the same on values and on terms.

The terms are worked out here, on the values of a run, without any solver.
"""

from __future__ import annotations

import operator
from functools import cache
from typing import Any

import pytest

from mdaudit.checks.collecting import Collecting
from mdaudit.checks.unknown import unknown_arguments, unknown_moment
from mdaudit.spec.chapters import STEPS, WITNESSES
from mdaudit.spec.linking.attempts import Attempt
from mdaudit.spec.linking.exchange import Exchange, give_up
from mdaudit.spec.linking.witnesses import ATTEMPT
from mdaudit.spec.logic import Built, Term
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import Enforcing, NotPossible, Refused, read_as
from mdaudit.spec.registry import Actor, Move, Run, Step
from mdaudit.spec.secrecy.wire import Network
from mdaudit.spec.state import State
from mdaudit.spec.state.system import System, functions

SMALL = {name: w.run(IN_DAYS) for name, w in WITNESSES.items() if w.system not in (State, Network)}
"""Runs without questions about every row, which are not worked out here."""
OPERATIONS = {"=": operator.eq, ">=": operator.ge, ">": operator.gt, "+": operator.add}
OPERATIONS |= {"-": operator.sub}


class Working:
    """Works terms out: variables are arguments, functions those of a moment on values."""

    def __init__(self, moment: System, variables: dict[str, Any]) -> None:
        self._moment = moment
        self._variables = variables

    def out(self, term: Any) -> Any:
        """The value of a term."""
        if not isinstance(term, Term):
            return term
        match term.operator:
            case "variable":
                return self._variables[term.arguments[0]]
            case "apply":
                symbol, *parts = term.arguments
                return self._applied(symbol, [self.out(part) for part in parts])
            case "choose":
                test, then, otherwise = term.arguments
                return self.out(then) if self.out(test) else self.out(otherwise)
            case "and" | "or" | "not":
                return self._joined(term.operator, map(self.out, term.arguments))
            case _:
                return OPERATIONS[term.operator](*map(self.out, term.arguments))

    def _applied(self, symbol: Any, parts: list[Any]) -> Any:
        if symbol.name in functions(type(self._moment)):
            return getattr(self._moment, symbol.name)(*parts)
        built = {made.symbol.name for made in self._moment.constructors}
        return (
            Built(symbol, tuple(parts)) if symbol.name in built else getattr(parts[0], symbol.name)
        )

    @staticmethod
    def _joined(how: str, parts: Any) -> bool:
        if how == "not":
            return not next(parts)
        return all(parts) if how == "and" else any(parts)


def moves_of(system: type[System]) -> dict[str, list[Move]]:
    runs = [run for run in SMALL.values() if isinstance(run.state, system)]
    moves = [move for run in runs for move in run.moves]
    return {name: [m for m in moves if m.step.name == name] for name in STEPS}


@cache
def places_of(system: Any, name: str) -> set[tuple[Any, ...]]:
    """Every place where the function was ever changed in a run."""
    states = (state for run in SMALL.values() for state in run.states if type(state) is system)
    return {row for state in states for row in getattr(state, name).rows}


def after(state: Any, step: Step[...], arguments: tuple[Any, ...]) -> Any:
    try:
        with read_as(Enforcing()):
            return step(state, *arguments)
    except (Refused, NotPossible):
        return None


def assert_same(state: Any, step: Step[...], arguments: tuple[Any, ...]) -> bool:
    """Both readings allow the step or neither does, and both come to the same."""
    unknown = unknown_arguments(step)
    names = [term.arguments[0] for term in unknown]
    working = Working(state, dict(zip(names, arguments, strict=True)))
    reading = Collecting()
    with read_as(reading):
        symbolic = step(unknown_moment(type(state), IN_DAYS), *unknown)
    expected = after(state, step, arguments)
    assert all(map(working.out, reading.premises)) == (expected is not None)
    if expected is None:
        return False
    system: Any = type(state)
    for name in functions(system):
        concrete, abstract = getattr(expected, name), getattr(symbolic, name)
        for place in {*places_of(system, name), *concrete.rows}:
            assert working.out(abstract(*place)) == concrete(*place), (step.name, name, place)
    return True


@pytest.mark.parametrize("name", SMALL)
def test_every_step_of_a_run_is_the_same_in_both_readings(name: str) -> None:
    run = SMALL[name]
    for move, before in zip(run.moves, run.states[:-1], strict=True):
        assert assert_same(before, move.step, move.arguments)


@pytest.mark.parametrize("name", SMALL)
def test_a_step_at_another_moment_is_the_same_in_both_readings(name: str) -> None:
    run: Run = SMALL[name]
    known = moves_of(type(run.state))
    for state in run.states:
        for moves in known.values():
            for move in moves:
                assert_same(state, move.step, move.arguments)


def test_a_step_that_differs_between_the_readings_is_noticed() -> None:
    def lying(s: Exchange, attempt: Attempt) -> Exchange:
        return give_up(s, attempt) if isinstance(attempt, Term) else s

    before = SMALL["a_laptop_shows_its_code"].state
    step: Step[...] = Step("lying", Actor.COMPANION, "{attempt} lies.", lying)
    with pytest.raises(AssertionError):
        assert_same(before, step, (ATTEMPT,))
