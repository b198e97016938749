"""The two readings agree: on every step, from every scene, with any arguments of the scope."""

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdaudit.checks.collecting import Collecting
from mdaudit.checks.finite import FiniteSolver, TooLargeError, is_known
from mdaudit.checks.frame import changes
from mdaudit.checks.scope import INDEXES, Scope, scope_of
from mdaudit.checks.search import at_depth, places
from mdaudit.checks.unknown import unknown, unknown_state
from mdaudit.spec import chapters
from mdaudit.spec.logic import ContentSet, Term
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import Enforcing, NotPossible, Refused, read_as
from mdaudit.spec.registry import STEPS, WITNESSES, Run, Step
from mdaudit.spec.sorts import NUMBERS, Duration, Index, Position, Time
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import CONTENTS
from mdaudit.spec.state.system import functions


def within_the_scope(run: Run) -> bool:
    indexes = (
        move.bound[name]
        for move in run.moves
        for name, sort in move.step.parameters.items()
        if sort is Index
    )
    return set(indexes) <= set(INDEXES)


RUNS = {name: w.run(IN_DAYS) for name, w in WITNESSES.items() if w.system is State}
SCENES = {name: run for name, run in RUNS.items() if within_the_scope(run)}
"""A finite scope has few indexes; a run with more of them is none of its scenes."""

SORTLESS = {"take_over_contact"}
"""Steps that choose between two known numbers here, where a run knows both: those have no sort."""

LARGE = [n for n, step in STEPS.items() if step.system is State and n not in SORTLESS]
"""The steps of the large system; a small one has no finite scope."""


def known_places(sorts: tuple[Any, ...], scope: Scope) -> list[tuple[Any, ...]]:
    return [
        place for place in places(sorts, scope) if not any(isinstance(part, Term) for part in place)
    ]


def symbolic_twin(run: Run) -> tuple[State, FiniteSolver]:
    """The same state for the other reading: unknown functions with every known place defined."""
    scope = scope_of(run)
    solver = FiniteSolver(scope, budget_ms=1000)
    for content in CONTENTS:
        for element in scope.known[content.symbol.sorts[0]]:
            if isinstance(content, ContentSet):
                for index in INDEXES:
                    says: Any = content
                    solver.define(content.symbol, (element, index), says(element, index))
            else:
                solver.define(content.symbol, (element,), getattr(element, content.attribute))
    twin = unknown_state(run.state.policy, "@0")
    for name, (symbol, default) in functions(State).items():
        rows = getattr(run.state, name).rows
        for place in places(symbol.sorts, scope):
            known = not any(isinstance(part, Term) for part in place)
            value = rows.get(place, default) if known else default
            solver.define(at_depth(symbol, 0), place, value)
    state = State(
        **{f.name: getattr(twin, f.name) for f in fields(State) if f.name != "now"},
        now=run.state.now,
    )
    return state, solver


def rows_of(state: State, name: str) -> dict[Any, Any]:
    return dict(getattr(state, name).rows)


def values(sort: Any, scope: Scope) -> st.SearchStrategy[Any]:
    if sort is bool:
        return st.booleans()
    if sort in (Time, Duration):
        return st.integers(0, 40)
    return st.sampled_from(INDEXES if sort in (Index, Position) else list(scope.known[sort]))


def concrete(run: Run, step: Step[...], arguments: list[Any]) -> State | None:
    try:
        with read_as(Enforcing()):
            after: State = step(run.state, *arguments)
            return after
    except (Refused, NotPossible):
        return None


@given(st.data())
def test_a_step_is_the_same_in_both_readings(data: st.DataObject) -> None:
    run = SCENES[data.draw(st.sampled_from(sorted(SCENES)))]
    step = STEPS[data.draw(st.sampled_from(sorted(LARGE)))]
    scope = scope_of(run)
    arguments = [data.draw(values(sort, scope)) for sort in step.parameters.values()]
    assert_readings_agree(run, step, arguments)


@pytest.mark.parametrize("name", LARGE)
def test_a_step_that_happens_is_the_same_in_both_readings(name: str) -> None:
    run, number = next(
        (run, number)
        for run in SCENES.values()
        for number, move in enumerate(run.moves)
        if move.step.name == name
    )
    before = Run(run.states[number])
    before.moves = run.moves
    assert concrete(before, STEPS[name], list(run.moves[number].arguments)) is not None
    assert_readings_agree(before, STEPS[name], list(run.moves[number].arguments))


def as_term(value: Any, sort: Any) -> Any:
    """A number that knows its sort; everything else is known as it is."""
    return Term("element", (value,), sort) if sort in NUMBERS else value


def assert_readings_agree(run: Run, step: Step[...], arguments: list[Any]) -> None:
    expected = concrete(run, step, arguments)
    twin, solver = symbolic_twin(run)
    reading = Collecting()
    with read_as(reading):
        after = step(twin, *map(as_term, arguments, step.parameters.values()))
        allowed = [solver.read(premise, bool) for premise in reading.premises]
        assert all(map(is_known, allowed))
        assert all(allowed) == (expected is not None)
        if expected is None:
            return
        assert solver.read(after.now, Time) == expected.now
        same = set(functions(State)) - changes(twin, after)
        assert all(rows_of(expected, name) == rows_of(run.state, name) for name in same)
        scope = scope_of(run)
        for name in changes(twin, after) & set(functions(State)):
            symbol = functions(State)[name][0]
            for place in known_places(symbol.sorts, scope):
                found = solver.read(getattr(after, name)(*place), symbol.result)
                value = getattr(expected, name)(*place)
                code = (
                    value if symbol.result in (bool, *NUMBERS) else scope.code(value, symbol.result)
                )
                assert found == code, (step.name, name, place)


def test_the_chapters_are_loaded() -> None:
    assert chapters.CHAPTERS
    assert set(RUNS) - set(SCENES) == {"one_message_reaches_all_devices"}


def test_a_number_that_does_not_fit_is_not_cut_off() -> None:
    solver = FiniteSolver(scope_of(SCENES["bob_knows_the_laptop"]), budget_ms=1000)
    with pytest.raises(TooLargeError, match="64 is too large"):
        solver.ask(unknown("an index", Index) == Index(64))
    assert {step.system for step in STEPS.values()} > {State}
