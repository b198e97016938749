"""What has to be proved: each promise and lemma, at the beginning and after every step.

If all promises and lemmas hold before a step, and the step is not refused, then each of them holds
after it. Nothing bounds the number of accounts, clients, devices, messages, lists or steps. Two
kinds of promises ask something else: that no rule refuses a step whose premise is met, and that no
other promise depends on a step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mdaudit.checks.collecting import Collecting
from mdaudit.checks.cone import relevant_steps
from mdaudit.checks.frame import changes, names_in
from mdaudit.checks.unknown import (
    unknown_arguments,
    unknown_beginning,
    unknown_moment,
    unknown_policy,
)
from mdaudit.checks.world import world
from mdaudit.spec.policy import Policy
from mdaudit.spec.reading import Weakening, read_as
from mdaudit.spec.registry import PROMISES, STEPS, Kind, Lemma, Promise, Step
from mdaudit.spec.sorts import Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.system import System

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


def cases(
    subjects: Iterable[Subject],
    weakening: Weakening | None = None,
    policy: Policy | None = None,
) -> Iterator[Case]:
    """Every case with its goals; rules are dropped or replaced as the weakening says.

    The subjects are proved together: each may be assumed of the state before a step because it is
    proved of the state after every step, and nothing else is assumed. Without a policy its bounds
    are unknown constants.
    """
    everything = list(subjects)
    for system in dict.fromkeys(subject.system for subject in everything):
        together = [subject for subject in everything if subject.system is system]
        bounds = policy or unknown_policy()
        yield from _Induction(system, together, weakening or Weakening(), bounds).cases()


@dataclass(frozen=True)
class _Induction:
    """All obligations of one system."""

    system: type[System]
    together: list[Subject]
    weakening: Weakening
    policy: Policy

    def cases(self) -> Iterator[Case]:
        """The beginning, every step, and what is asked once."""
        yield self._beginning()
        for step in STEPS.values():
            if step.system is self.system:
                yield self._after(step)
        for subject in self.together:
            if kind_of(subject) is Kind.RECOVERABLE:
                yield from self._recovery(subject)
            if kind_of(subject) is Kind.CONE:
                yield from self._independence(subject)

    @cached_property
    def _world(self) -> list[Truth]:
        return world(self.system, self.policy)

    @cached_property
    def _invariants(self) -> list[Subject]:
        return [subject for subject in self.together if kind_of(subject).is_invariant]

    @cached_property
    def _before(self) -> System:
        return unknown_moment(self.system, self.policy)

    @cached_property
    def _held(self) -> dict[str, Truth]:
        """Every invariant before a step; the same formulas for all steps."""
        with read_as(Collecting()):
            return {each.name: each.formula(self._before) for each in self._invariants}

    @cached_property
    def _read(self) -> dict[str, set[str]]:
        """What each invariant reads."""
        return {name: names_in(formula) for name, formula in self._held.items()}

    def _beginning(self) -> Case:
        start = unknown_beginning(self.system, self.policy)
        with read_as(Collecting()):
            goals = [Goal(each, each.formula(start), by_frame=False) for each in self._invariants]
        suffix = "" if self.system is State else f" of {self.system.__name__}"
        return Case(BEGINNING + suffix, self._world, goals)

    def _after(self, step: Step[...]) -> Case:
        before = self._before
        reading = Collecting(self.weakening)
        with read_as(reading):
            after = step(before, *unknown_arguments(step))
            changed = changes(before, after)
            goals: list[Goal] = []
            for subject in self.together:
                if kind_of(subject) is Kind.CHANGE:
                    goals.append(Goal(subject, subject.formula(before, after), by_frame=False))
                elif kind_of(subject).is_invariant:
                    goals.append(self._kept(subject, after, changed))
        return Case(step.name, [*self._world, *reading.premises, *self._held.values()], goals)

    def _kept(self, subject: Subject, after: System, changed: set[str]) -> Goal:
        if changed & self._read[subject.name]:
            return Goal(subject, subject.formula(after), by_frame=False)
        return Goal(subject, self._held[subject.name], by_frame=True)

    def _recovery(self, subject: Any) -> Iterator[Case]:
        """For each guard of the step: the premise and the invariants imply it."""
        arguments = unknown_arguments(subject.step)
        reading = Collecting(self.weakening)
        with read_as(reading):
            subject.step(self._before, *arguments)
            premise = subject.formula(self._before, *arguments)
        premises = [*self._world, *reading.assumed, *self._held.values(), premise]
        for number, (rule, answer) in enumerate(reading.guards):
            name = f"{subject.step.name}, guard {number + 1}: {rule}"
            yield Case(name, premises, [Goal(subject, answer, by_frame=False)])

    def _independence(self, subject: Any) -> Iterator[Case]:
        """For each of the steps: no other promise depends on what it changes."""
        others = [p for p in PROMISES.values() if p.kind is not Kind.CONE]
        concerned = [p for p in others if p.system is self.system]
        matter = relevant_steps(concerned, self.weakening)
        for step in subject.formula():
            outside = step not in matter
            yield Case(f"without {step.name}", [], [Goal(subject, outside, by_frame=False)])


def kind_of(subject: Subject) -> Kind:
    """What a subject speaks about; a lemma speaks about one state."""
    return subject.kind if isinstance(subject, Promise) else Kind.SAFETY
