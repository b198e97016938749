"""Runs on values: scripted ones that must stay possible, and scripted attacks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, cast

from mdaudit.spec.policy import Policy
from mdaudit.spec.registry.steps import Step
from mdaudit.spec.state.system import System, begin

P = ParamSpec("P")


@dataclass(frozen=True)
class Move:
    """One step of a run, with its arguments."""

    step: Step[...]
    arguments: tuple[Any, ...]

    @property
    def bound(self) -> dict[str, Any]:
        """The arguments by parameter name."""
        return dict(zip(self.step.parameters, self.arguments, strict=True))


class Run:
    """A run on values: what happened, and the state it led to."""

    def __init__(self, start: System) -> None:
        self.states: list[Any] = [start]
        self.moves: list[Move] = []

    @property
    def state(self) -> Any:
        """The present state."""
        return self.states[-1]

    def do(self, step: Step[P], *arguments: P.args, **_: P.kwargs) -> None:
        """Take the step, in the reading in force; raises if it is refused or not possible."""
        self.take(Move(cast("Step[...]", step), arguments))

    def take(self, move: Move) -> None:
        """Make the move; raises if it is refused or not possible."""
        self.states.append(move.step(self.state, *move.arguments))
        self.moves.append(move)


@dataclass(frozen=True)
class Witness:
    """A run that must stay possible: promises of things that cannot happen are worth nothing."""

    title: str
    script: Callable[[Run], None]
    system: type[System]
    scene_for: tuple[str, ...] = ()
    """The chapters on whose promises attacks are searched from its end."""

    @property
    def name(self) -> str:
        """The name of its function."""
        return self.script.__name__

    def run(self, policy: Policy) -> Run:
        """Play the script from the beginning; raises if a step is refused."""
        played = Run(begin(self.system, policy))
        self.script(played)
        return played


@dataclass(frozen=True)
class KnownAttack:
    """A scripted run that breaks a promise once some rules are dropped or weakened.

    Most attacks are searched; a script is for what lies beyond the search. It is not believed: it
    is replayed, must break the promise, and each of the rules alone must stop it.
    """

    without: tuple[str, ...]
    promise: str
    scene: Witness
    script: Callable[[Run], None]

    @property
    def name(self) -> str:
        """The name of its function."""
        return self.script.__name__
