"""Which steps matter to a promise: its cone of influence.

A step matters if it changes something that the promise reads, or that another step that matters
reads.
"""

from __future__ import annotations

from mdaudit.checks.collecting import Collecting
from mdaudit.checks.obligations import changes, names_in
from mdaudit.checks.unknown import unknown, unknown_arguments, unknown_policy, unknown_state
from mdaudit.spec.reading import Weakening, read_as
from mdaudit.spec.registry import STEPS, Kind, Promise, Step
from mdaudit.spec.state import State, functions


def relevant_steps(promises: list[Promise], weakening: Weakening) -> list[Step[...]]:
    """The steps in the cone of the promises, in reading order."""
    state = unknown_state(unknown_policy())
    reads: set[str] = set()
    for promise in promises:
        states = (state,) if promise.kind is Kind.SAFETY else (state, state)
        with read_as(Collecting()):
            reads |= names_in(promise.formula(*states))
    touched = {step.name: influence(step, state, weakening) for step in STEPS.values()}
    relevant: set[str] = set()
    while True:
        found = {
            name
            for name, (changed, _) in touched.items()
            if changed & reads and name not in relevant
        }
        if not found:
            return [step for step in STEPS.values() if step.name in relevant]
        relevant |= found
        reads |= set().union(*(touched[name][1] for name in found))


def influence(step: Step[...], state: State, weakening: Weakening) -> tuple[set[str], set[str]]:
    """What a step changes, and what it reads to do so."""
    reading = Collecting(weakening)
    with read_as(reading):
        after = step(state, *unknown_arguments(step))
        changed = changes(state, after)
        reads = names_in(tuple(reading.premises))
        for name in changed & set(functions()):
            place = [unknown(f"place of {sort}", sort) for sort in functions()[name][0].sorts]
            reads |= names_in(getattr(after, name)(*place))
    return changed, reads
