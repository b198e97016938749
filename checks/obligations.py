"""What has to be proved: each promise and lemma, at the beginning and after every step.

If all promises and lemmas hold before a step, and the step is not refused, then each of them holds
after it. Nothing bounds the number of accounts, clients, devices, messages, lists or steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
from mdaudit.spec.registry import STEPS, Kind, Lemma, Promise, Step
from mdaudit.spec.sorts import Truth
from mdaudit.spec.state import CONTENTS, NAMED, State

BEGINNING = "beginning"
"""The name of the case in which nothing has happened yet."""


@dataclass(frozen=True)
class Goal:
    """One obligation: a promise or lemma, to be proved of a case."""

    subject: Promise | Lemma
    formula: Truth
    by_frame: bool
    """The step changes nothing that the formula reads, so it holds because it held before."""


@dataclass(frozen=True)
class Case:
    """The beginning, or one step: what may be assumed, and the goals."""

    name: str
    premises: list[Truth]
    goals: list[Goal]


Subject = Promise | Lemma


def cases(subjects: Iterable[Subject], weakening: Weakening | None = None) -> Iterator[Case]:
    """Every case with its goals; rules are dropped or replaced as the weakening says.

    The subjects are proved together: each may be assumed of the state before a step because it is
    proved of the state after every step, and nothing else is assumed.
    """
    policy = unknown_policy()
    world = [policy.plausible(), *named_objects_say_nothing()]
    together = list(subjects)
    invariants = [subject for subject in together if not _is_change(subject)]
    start = unknown_beginning(policy)
    with read_as(Collecting()):
        goals = [Goal(subject, subject.formula(start), by_frame=False) for subject in invariants]
    yield Case(BEGINNING, world, goals)
    for step in STEPS.values():
        yield _case_of(step, unknown_state(policy), world, together, weakening or Weakening())


def _is_change(subject: Subject) -> bool:
    return isinstance(subject, Promise) and subject.kind is Kind.CHANGE


def _case_of(
    step: Step[...],
    before: State,
    world: list[Truth],
    together: list[Subject],
    weakening: Weakening,
) -> Case:
    reading = Collecting(weakening)
    with read_as(reading):
        after = step(before, *unknown_arguments(step))
        changed = changes(before, after)
        held: list[Truth] = []
        goals: list[Goal] = []
        for subject in together:
            if _is_change(subject):
                goals.append(Goal(subject, subject.formula(before, after), by_frame=False))
            else:
                held.append(subject.formula(before))
                untouched = not changed & names_in(held[-1])
                goals.append(Goal(subject, subject.formula(after), by_frame=untouched))
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
