"""What Hypothesis draws for a walk: where it begins, and the arguments of every step.

`Position` looks for a move that is possible and asks for each choice on the way; here each of these
choices is an integer that Hypothesis draws, remembers, varies and shrinks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Protocol

from hypothesis import strategies as st

from mdaudit.checks.story import sentence
from mdaudit.checks.walk.ground import Ground
from mdaudit.checks.walk.moves import Choose, Position
from mdaudit.checks.walk.runs import up_to
from mdaudit.spec.registry import Kind, Move, Promise, Run, Step

UNGUARDED: Final = 8
"""One move in so many is made without asking first whether a rule refuses it."""

First = Step[...] | Promise
"""What a walk begins with: a step, or a promise that a step is not refused."""


class Walker(Protocol):
    """What is drawn depends on the walk so far: the machine that Hypothesis runs."""

    ground: Ground

    @property
    def position(self) -> Position:
        """The present state, to look for moves."""


@dataclass(frozen=True)
class Proposal:
    """A move that was drawn, or none if none was found in time; it prints as a sentence."""

    move: Move | None

    def _repr_pretty_(self, printer: Any, _cycle: object) -> None:
        """How Hypothesis prints it."""
        printer.text("nothing" if self.move is None else repr(sentence(self.move)))


@dataclass(frozen=True)
class Beginning:
    """A moment of a scene, and the first move from there."""

    start: Run
    first: Proposal

    def _repr_pretty_(self, printer: Any, _cycle: object) -> None:
        """How Hypothesis prints it."""
        printer.text(f"{len(self.start.moves)} moves of a scene, then ")
        printer.pretty(self.first)


@st.composite
def beginnings(draw: st.DrawFn, first: First) -> Beginning:
    """A moment at which a scene takes a step, and a move by the same step with other arguments."""
    walk: Walker = draw(st.runner())
    choose = choosing(draw)
    moments = walk.ground.moments[step_of(first).name]
    scene, length = moments[choose(len(moments))]
    start = up_to(scene, length)
    position = Position(start.state, walk.ground.weakening)
    return Beginning(start, proposed(position, first, walk.ground, choose))


@st.composite
def proposals(draw: st.DrawFn, by: First) -> Proposal:
    """A move in the present state of the walk."""
    walk: Walker = draw(st.runner())
    return proposed(walk.position, by, walk.ground, choosing(draw))


def proposed(position: Position, by: First, ground: Ground, choose: Choose) -> Proposal:
    """A move by a step, sometimes one that a rule may refuse; or one that must not be refused.

    Where a rule is off, half of the moves by steps that ask it are possible only for that.
    """
    step = step_of(by)
    if isinstance(by, Promise):
        return Proposal(position.move(step, choose, guarded=False, premise=by.formula))
    if step in ground.novel and choose(2) == 0:
        return Proposal(position.move(step, choose, novel=True))
    return Proposal(position.move(step, choose, guarded=choose(UNGUARDED) < UNGUARDED - 1))


def step_of(first: First) -> Step[...]:
    """The step itself, or the one that a promise says is not refused."""
    if not isinstance(first, Promise):
        return first
    if first.kind is not Kind.RECOVERABLE or first.step is None:
        raise TypeError(f"promise {first.number} is not about a step that is not refused")
    return first.step


def choosing(draw: st.DrawFn) -> Choose:
    """A choice among so many, as an integer that Hypothesis draws; the first is the simplest."""
    return lambda among: 0 if among == 1 else draw(below(among))


@cache
def below(number: int) -> st.SearchStrategy[int]:
    """The integers from 0 on, below a number."""
    return st.integers(0, number - 1)
