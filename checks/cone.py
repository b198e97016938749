"""Which steps matter to a promise: its cone of influence.

A step matters if it changes something that the promise reads, or that another step that matters
reads to do so.
"""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.checks.collecting import Collecting
from mdaudit.checks.frame import changes, looked_at, names_in
from mdaudit.checks.unknown import unknown_arguments, unknown_moment, unknown_policy
from mdaudit.spec.reading import Weakening, read_as
from mdaudit.spec.registry import STEPS, Kind, Promise, Step
from mdaudit.spec.state.system import System


def relevant_steps(promises: list[Promise], weakening: Weakening) -> list[Step[...]]:
    """The steps in the cone of promises about one system, in reading order."""
    if not promises:
        return []
    state = unknown_moment(promises[0].system, unknown_policy())
    steps = [step for step in STEPS.values() if step.system is promises[0].system]
    reads: set[str] = set()
    for promise in promises:
        reads |= read_by(promise, state)
    influences = {step.name: influence(step, state, weakening) for step in steps}
    while True:
        relevant = {name for name, by in influences.items() if by.updates.keys() & reads}
        wider = reads.union(*(influences[name].on(reads) for name in relevant))
        if wider == reads:
            return [step for step in steps if step.name in relevant]
        reads = wider


def read_by(promise: Promise, state: System) -> set[str]:
    """What a promise reads; of a recoverable one, what its premise and its step's guards read."""
    with read_as(reading := Collecting()):
        if promise.step is not None:
            arguments = unknown_arguments(promise.step)
            promise.step(state, *arguments)
            return names_in((promise.formula(state, *arguments), *reading.premises))
        states = (state, state) if promise.kind is Kind.CHANGE else (state,)
        return names_in(promise.formula(*states))


@dataclass(frozen=True)
class Influence:
    """What a step changes, and what it reads to do so."""

    guards: set[str]
    """What decides whether the step happens."""
    updates: dict[str, set[str]]
    """For everything that it changes, what decides the new value."""

    def on(self, names: set[str]) -> set[str]:
        """What the step reads to change these names; what else it changes does not matter."""
        return self.guards.union(*(self.updates[name] for name in self.updates.keys() & names))


def influence(step: Step[...], state: System, weakening: Weakening) -> Influence:
    """What a step changes, and what it reads to do so."""
    reading = Collecting(weakening)
    with read_as(reading):
        after = step(state, *unknown_arguments(step))
        looked = {name: names_in(value) for name, value in looked_at(state, after).items()}
        guards = names_in(tuple(reading.premises))
    return Influence(guards, {name: looked.get(name, set()) for name in changes(state, after)})


def in_steps(names: tuple[str, ...]) -> bool:
    """Whether any step asks one of the rules; rules about bytes are asked by none."""
    ids = {name.partition(":")[0] for name in names}
    for step in STEPS.values():
        state = unknown_moment(step.system, unknown_policy())
        reading = Collecting()
        with read_as(reading):
            looked_at(state, step(state, *unknown_arguments(step)))
        if ids & reading.rules:
            return True
    return False
