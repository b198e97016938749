"""Which steps matter to a promise: its cone of influence.

A step matters if it changes something that the promise reads, or that another step that matters
reads.
"""

from __future__ import annotations

from typing import Any

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
        reads = names_in((*reading.premises, *looked_at(state, after)))
    return changes(state, after), reads


def in_steps(names: tuple[str, ...]) -> bool:
    """Whether any step asks one of the rules; rules about bytes are asked by none."""
    ids = {name.partition(":")[0] for name in names}
    state = unknown_state(unknown_policy())
    for step in STEPS.values():
        reading = Collecting()
        with read_as(reading):
            looked_at(state, step(state, *unknown_arguments(step)))
        if ids & reading.rules:
            return True
    return False


def looked_at(before: State, after: State) -> list[Any]:
    """The value of everything that a step changed, at an unknown place; updates are lazy."""
    return [
        getattr(after, name)(*(unknown(f"place of {sort}", sort) for sort in symbol.sorts))
        for name, (symbol, _) in functions().items()
        if name in changes(before, after)
    ]
