"""What can be wrong after a step: a promise fails, a help is refused, or words are trusted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Protocol

from mdaudit.checks.cone import influence, read_by, relevant_steps
from mdaudit.checks.frame import changes
from mdaudit.checks.story import sentence
from mdaudit.checks.unknown import unknown_moment, unknown_policy
from mdaudit.spec.reading import NotPossible, Refused, Weakening
from mdaudit.spec.registry import Kind, Move, Promise, Run


class Fault(Protocol):
    """Something that must not be seen after any step."""

    @property
    def promise(self) -> Promise:
        """The promise that does not hold."""

    def is_seen(self, run: Run) -> bool:
        """Whether the last step led to it; the reading in force decides which rules are on."""

    def __str__(self) -> str:
        """What is wrong, in one line."""


@dataclass(frozen=True)
class Broken:
    """A promise about states or changes does not hold."""

    promise: Promise

    def is_seen(self, run: Run) -> bool:
        """The promise's formula is false."""
        states = run.states[-2:] if self.promise.kind is Kind.CHANGE else run.states[-1:]
        return self.promise.formula(*states) is False

    def __str__(self) -> str:
        return f"Promise {self.promise.number} is broken: {self.promise.title}."


@dataclass(frozen=True)
class HelpRefused:
    """A step is refused although the premise under which no rule may refuse it is met."""

    promise: Promise
    move: Move

    def is_seen(self, run: Run) -> bool:
        """The premise holds, and a rule refuses the step."""
        met = self.promise.formula(run.state, *self.move.arguments) is True
        return met and self.refusal(run) is not None

    def refusal(self, run: Run) -> Refused | None:
        """How a rule refuses the step here, if one does."""
        try:
            self.move.step(run.state, *self.move.arguments)
        except NotPossible:
            return None
        except Refused as refusal:
            return refusal
        return None

    def __str__(self) -> str:
        told = sentence(self.move)
        return f"Promise {self.promise.number} is broken: {self.promise.title}. Refused: {told}"


@dataclass(frozen=True)
class Trusted:
    """A step that must not matter changed something that a promise depends on."""

    promise: Promise
    depended_on: frozenset[str]
    """What the other promises of the system read, and the steps that matter to them."""

    def is_seen(self, run: Run) -> bool:
        """The last step is one of those that must not matter, and what it changed matters."""
        if run.moves[-1].step not in self.promise.formula():
            return False
        return not self.depended_on.isdisjoint(changes(*run.states[-2:]))

    def __str__(self) -> str:
        return f"Promise {self.promise.number} is broken: {self.promise.title}."


@cache
def depended_on(*promises: Promise) -> frozenset[str]:
    """What promises about one system read, and what the steps that matter to them read for it."""
    state = unknown_moment(promises[0].system, unknown_policy())
    reads = set().union(*(read_by(promise, state) for promise in promises))
    steps = relevant_steps(list(promises), Weakening())
    influences = [influence(step, state, Weakening()) for step in steps]
    while not (wider := reads.union(*(by.on(reads) for by in influences))) <= reads:
        reads = wider
    return frozenset(reads)
