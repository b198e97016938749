"""Shortest runs that break a promise, from a scene, within a scope.

The run is unrolled: each component of the state has one name per depth, and one equation per place
says how the chosen step changed it. Time may pass before every step. A depth at which the solver
answers "impossible" is exhausted: no run of that length exists within the scope.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from mdaudit.checks.answer import Answer
from mdaudit.checks.choice import Choice, moves_of, unknown_claims, within
from mdaudit.checks.collecting import Collecting
from mdaudit.checks.cone import influence, read_by
from mdaudit.checks.finite import FiniteSolver
from mdaudit.checks.frame import changes
from mdaudit.checks.scope import INDEXES, Scope, scope_of
from mdaudit.checks.unknown import unknown_state
from mdaudit.spec.logic import ContentSet, Symbol, Term, both, either, implies, later, negate
from mdaudit.spec.reading import Weakening, read_as
from mdaudit.spec.registry import Kind, Move, Promise, Run, Step
from mdaudit.spec.sorts import NO_KEY, Duration, Index, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import CONTENTS
from mdaudit.spec.state.system import functions


class Search:
    """Runs from a scene, one step longer at a time."""

    def __init__(
        self,
        scene: Run,
        steps: tuple[Step[...], ...],
        promises: list[Promise],
        weakening: Weakening,
        budget_ms: int,
    ) -> None:
        self.scene = scene
        self.scope = scope_of(scene)
        self._steps = steps
        self._promises = promises
        self._weakening = weakening
        self._solver = FiniteSolver(self.scope, budget_ms)
        self._choices: list[Choice] = []
        self._state = unknown_state(scene.state.policy, "@0")
        self._solver.assume(
            within(claim, claim.sort, self.scope) for claim in unknown_claims(self.scope)
        )
        self._define_contents()
        self._define_start()
        self._broken: dict[str, Truth] = {}

    def extend(self) -> None:
        """Add one step.

        Updates of terms are worked out when they are looked at, so all of it is read weakened.
        """
        with read_as(Collecting(self._weakening)):
            self._unroll()

    def ask(self, promises: list[Promise]) -> Answer:
        """Whether a run of this length breaks one of the promises with its last step."""
        return self._solver.ask(either(*(self._broken[promise.number] for promise in promises)))

    def _unroll(self) -> None:
        choice = Choice(len(self._choices), self._steps)
        self._choices.append(choice)
        self._solver.assume(choice.in_bounds(self.scope))
        waiting = replace(self._state, now=later(self._state.now, choice.waited))
        effects: dict[str, list[tuple[Truth, Any]]] = {name: [] for name in functions(State)}
        broken: dict[str, list[Truth]] = {promise.number: [] for promise in self._promises}
        for number, step in enumerate(self._steps):
            taken = choice.chosen == Index(number)
            stepped = self._stepped(choice, step, taken, waiting)
            for name in changes(waiting, stepped) & set(effects):
                effects[name].append((taken, getattr(stepped, name)))
            for promise in self._promises:
                if promise.kind is Kind.CHANGE:
                    broke = both(taken, negate(promise.formula(waiting, stepped)))
                    broken[promise.number].append(broke)
        self._state = self._after(choice, effects)
        for promise in self._promises:
            if promise.kind.is_invariant:
                broken[promise.number].append(negate(promise.formula(self._state)))
        self._broken = {number: either(*ways) for number, ways in broken.items()}

    def _stepped(self, choice: Choice, step: Step[...], taken: Truth, waiting: State) -> State:
        reading = Collecting(self._weakening)
        with read_as(reading):
            stepped = step(waiting, *choice.arguments(step))
        self._solver.assume([implies(taken, both(*reading.premises))])
        return stepped

    def _define_contents(self) -> None:
        for content in CONTENTS:
            for element in self.scope.known[content.symbol.sorts[0]]:
                if isinstance(content, ContentSet):
                    for index in INDEXES:
                        says = content(element, index)
                        self._solver.define(content.symbol, (element, index), says)
                else:
                    self._solver.define(content.symbol, (element,), content(element))

    def _define_start(self) -> None:
        start = self.scene.state
        self._solver.assume([self._state.now == start.now])
        for name in self._read():
            symbol, default = functions(State)[name]
            rows = getattr(start, name).rows
            for place in places(symbol.sorts, self.scope):
                is_open = any(isinstance(part, Term) for part in place)
                value = default if is_open else rows.get(place, default)
                self._solver.define(at_depth(symbol, 0), place, value)

    def _read(self) -> list[str]:
        """The functions that any of the steps or promises reads or changes."""
        names = set().union(*(read_by(promise, self._state) for promise in self._promises))
        for step in self._steps:
            each = influence(step, self._state, self._weakening)
            names |= each.guards.union(each.updates, *each.updates.values())
        return [name for name in functions(State) if names & {name, f"{name}@0"}]

    def _after(self, choice: Choice, effects: dict[str, list[tuple[Truth, Any]]]) -> State:
        """The state after the choice; what no step changes stays the same function."""
        depth = choice.depth + 1
        after = unknown_state(self.scene.state.policy, f"@{depth}")
        self._solver.assume([after.now == later(self._state.now, choice.waited)])
        same = {name: getattr(self._state, name) for name in effects if not effects[name]}
        for name, (symbol, _) in functions(State).items():
            if name in same:
                continue
            old = getattr(self._state, name)
            for place in places(symbol.sorts, self.scope):
                value = old(*place)
                for taken, changed in effects[name]:
                    value = Term("choose", (taken, changed(*place), value), symbol.result)
                self._solver.define(at_depth(symbol, depth), place, value)
        return replace(after, **same)

    def moves(self) -> list[Move]:
        """After the answer "possible": the run that was found, made tidy."""
        self._solver.prefer(self._preferences())
        return list(moves_of(self._solver, self.scope, self._choices))

    def _preferences(self) -> list[Truth]:
        """What makes a run easier to read: the same steps, little waiting, nothing hosted."""
        numbers = [int(self._solver.value(c.chosen, Index)) for c in self._choices]
        taken = list(zip(self._choices, numbers, strict=True))
        wishes = [choice.chosen == Index(number) for choice, number in taken]
        for choice, _ in taken:
            wishes += [choice.waited <= Duration(days) for days in (0, 1, 2, 35, 36)]
        wishes += [negate(claim) for claim in unknown_claims(self.scope, bool)]
        for choice, number in taken:
            step = choice.steps[number]
            named = zip(step.parameters, choice.arguments(step), strict=True)
            wishes += [term == NO_KEY for name, term in named if name == "embedded"]
        return wishes


def at_depth(symbol: Symbol, depth: int) -> Symbol:
    """The function as it is after so many steps."""
    return Symbol(f"{symbol.name}@{depth}", symbol.sorts, symbol.result)


def places(sorts: tuple[Any, ...], scope: Scope) -> Iterator[tuple[Any, ...]]:
    """Every place of a function in the scope."""
    return itertools.product(
        *(INDEXES if sort is Index else scope.elements(sort) for sort in sorts)
    )
