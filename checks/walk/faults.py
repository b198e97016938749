"""What can be wrong after a step: a promise that does not hold, or a help that is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from mdaudit.checks.cone import read_by
from mdaudit.checks.frame import changes
from mdaudit.checks.story import sentence
from mdaudit.checks.unknown import unknown_moment, unknown_policy
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.registry import Kind, Move, Promise
from mdaudit.spec.state.system import System


class Fault(Protocol):
    """Something that must not be seen after any step."""

    def is_seen(self, before: System, after: System) -> bool:
        """Whether it is there after a step; the reading in force decides which rules are on."""

    def __str__(self) -> str:
        """What is wrong, in one line."""


@dataclass(frozen=True)
class Broken:
    """A promise about states or changes does not hold."""

    promise: Promise

    def is_seen(self, before: System, after: System) -> bool:
        """The promise's formula is false."""
        states = (before, after) if self.promise.kind is Kind.CHANGE else (after,)
        return self.promise.formula(*states) is False

    def __str__(self) -> str:
        return f"Promise {self.promise.number} is broken: {self.promise.title}."


@dataclass(frozen=True)
class HelpRefused:
    """A step is refused although the premise under which no rule may refuse it is met."""

    promise: Promise
    move: Move

    def is_seen(self, before: System, after: System) -> bool:
        """The premise holds, and a rule refuses the step."""
        del before
        return self.promise.formula(after, *self.move.arguments) is True and self.refusal(after)

    def refusal(self, state: System) -> bool:
        """Whether a rule refuses the step here."""
        try:
            self.move.step(state, *self.move.arguments)
        except NotPossible:
            return False
        except Refused:
            return True
        return False

    def __str__(self) -> str:
        told = sentence(self.move)
        return f"Promise {self.promise.number} is broken: {self.promise.title}. Refused: {told}"


class Watch:
    """Promises about one system, each asked whenever a step changed something that it reads."""

    def __init__(self, system: type[System], promises: list[Promise]) -> None:
        unknown = unknown_moment(system, unknown_policy())
        own = [promise for promise in promises if promise.system is system]
        self.helps = [promise for promise in own if promise.kind is Kind.RECOVERABLE]
        """The promises that a step is not refused."""
        self._asked = [
            (Broken(promise), read_by(promise, unknown))
            for promise in own
            if promise.kind.is_invariant or promise.kind is Kind.CHANGE
        ]

    def fault(self, before: System, after: System) -> Broken | None:
        """The first promise that does not hold after the step."""
        changed = changes(before, after)
        for broken, reads in self._asked:
            if changed & reads and broken.is_seen(before, after):
                return broken
        return None
