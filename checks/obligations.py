"""What has to be proved: each promise and lemma, at the beginning and after every step.

If all promises and lemmas hold before a step, and the step is not refused, then each of them holds
after it. Nothing bounds the number of accounts, clients, devices, messages, lists or steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from mdaudit.checks.collecting import Collecting
from mdaudit.checks.unknown import (
    unknown,
    unknown_arguments,
    unknown_beginning,
    unknown_policy,
    unknown_state,
)
from mdaudit.spec.logic import ContentSet, Term, every
from mdaudit.spec.reading import Weakening, read_as
from mdaudit.spec.registry import LEMMAS, PROMISES, STEPS, Kind, Lemma, Promise, Step
from mdaudit.spec.sorts import Truth
from mdaudit.spec.state import CONTENTS, NAMED, State

BEGINNING = "beginning"
"""The name of the case in which nothing has happened yet."""


@dataclass(frozen=True)
class Goal:
    """One obligation: a promise or lemma, to be proved of a case."""

    group: Promise | Lemma
    formula: Truth
    by_frame: bool
    """The step changes nothing that the formula reads, so it holds because it held before."""


@dataclass(frozen=True)
class Case:
    """The beginning, or one step: what may be assumed, and the goals."""

    name: str
    premises: list[Truth]
    goals: list[Goal]


def cases(weakening: Weakening | None = None) -> Iterator[Case]:
    """Every case with its goals; rules are dropped or replaced as the weakening says."""
    policy = unknown_policy()
    world = [policy.plausible(), *named_objects_say_nothing()]
    invariants: list[Promise | Lemma] = [
        *(promise for promise in PROMISES.values() if promise.kind is Kind.SAFETY),
        *LEMMAS.values(),
    ]
    start = unknown_beginning(policy)
    with read_as(Collecting()):
        goals = [Goal(group, group.formula(start), by_frame=False) for group in invariants]
    yield Case(BEGINNING, world, goals)
    for step in STEPS.values():
        yield _case_of(step, unknown_state(policy), world, invariants, weakening or Weakening())


def _case_of(
    step: Step[...],
    before: State,
    world: list[Truth],
    invariants: list[Promise | Lemma],
    weakening: Weakening,
) -> Case:
    reading = Collecting(weakening)
    with read_as(reading):
        after = step(before, *unknown_arguments(step))
        held = [group.formula(before) for group in invariants]
        changed = changes(before, after)
        goals = [
            Goal(group, group.formula(after), by_frame=not changed & names_in(assumed))
            for group, assumed in zip(invariants, held, strict=True)
        ]
        goals += [
            Goal(promise, promise.formula(before, after), by_frame=False)
            for promise in PROMISES.values()
            if promise.kind is Kind.CHANGE
        ]
    return Case(step.name, [*world, *reading.premises, *held], goals)


def changes(before: State, after: State) -> set[str]:
    """The names of the fields that a step changed."""
    names = (field.name for field in fields(State))
    return {name for name in names if getattr(before, name) is not getattr(after, name)}


def names_in(formula: Any) -> set[str]:
    """The names of all functions and constants that a formula reads."""
    if isinstance(formula, tuple):
        return set().union(*map(names_in, formula))
    if not isinstance(formula, Term):
        return set()
    if formula.operator == "variable":
        return {formula.arguments[0]}
    if formula.operator == "apply":
        return {formula.arguments[0].name} | names_in(formula.arguments[1:])
    return names_in(formula.arguments)


def named_objects_say_nothing() -> list[Truth]:
    """What the named objects say, such as that no list names any index."""
    facts: list[Truth] = []
    for content in CONTENTS:
        sort = content.symbol.sorts[0]
        named: Any = NAMED[sort]
        constant: Any = unknown(f"{sort.__name__}: {named}", sort)
        if isinstance(content, ContentSet):
            facts.append(every(content.at(constant), lambda _: False))
        else:
            facts.append(content(constant) == getattr(named, content.attribute))
    return facts
