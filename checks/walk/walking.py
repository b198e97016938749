"""A walk: from a scene on, step after step, until something is wrong or enough was seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from mdaudit.checks.story import sentence, story
from mdaudit.checks.walk.faults import Fault, HelpRefused, Watch
from mdaudit.checks.walk.moves import Choose, Position
from mdaudit.spec.reading import Enforcing, Refused, Weakening, read_as
from mdaudit.spec.registry import Move, Run, Step

ATTEMPTS: Final = 12
"""How many steps are tried in one state before the walk ends there."""

UNGUARDED: Final = 8
"""One move in so many is made without asking first whether a rule refuses it."""


@dataclass(frozen=True)
class Faulty:
    """A walk that led to a fault: where it began, its moves, and what is wrong after the last."""

    start: Run
    moves: tuple[Move, ...]
    fault: Fault
    weakening: Weakening

    def run(self) -> Run:
        """The walk again, from the beginning."""
        run = resumed(self.start)
        with read_as(Enforcing(self.weakening)):
            for move in self.moves:
                run.take(move)
        return run

    def __str__(self) -> str:
        return "\n".join([*story(self.run()), str(self.fault)])


class FaultError(AssertionError):
    """A walk found something wrong; the message is its story."""

    def __init__(self, faulty: Faulty) -> None:
        self.faulty = faulty
        super().__init__(f"\n{faulty}")


class NotUnchangedError(AssertionError):
    """A refused step left a trace: a defect of a step, or of the functions of a state."""

    def __init__(self, move: Move) -> None:
        super().__init__(f"refused, but the state is another one: {sentence(move)}")


def resumed(run: Run) -> Run:
    """The same run, to be continued on its own."""
    same = Run(run.states[0])
    same.states, same.moves = list(run.states), list(run.moves)
    return same


def moments(run: Run) -> Iterator[Run]:
    """The run up to each of its moments, from the beginning to the whole."""
    for length in range(len(run.states)):
        cut = Run(run.states[0])
        cut.states, cut.moves = run.states[: length + 1], run.moves[:length]
        yield cut


def begins(short: Run, run: Run) -> bool:
    """Whether a run begins with a shorter one, or is the same."""
    same = type(short.state) is type(run.state) and len(short.moves) <= len(run.moves)
    return same and short.moves == run.moves[: len(short.moves)]


@dataclass
class Walk:
    """A walk in progress.

    It takes a half to a quarter of the steps only, others each time, so that those come together.
    """

    start: Run
    steps: list[Step[...]]
    watch: Watch
    choose: Choose
    weakening: Weakening = field(default_factory=Weakening)
    novel: list[Step[...]] = field(default_factory=list)
    """Steps that ask a rule which is dropped or weakened."""
    taken: Counter[str] = field(default_factory=Counter)
    """How often each step was taken."""
    refused: Counter[str] = field(default_factory=Counter)
    """How often each rule refused a step."""

    def __post_init__(self) -> None:
        self.run = resumed(self.start)
        among = 2 + self.choose(3)
        self.steps = [step for step in self.steps if self.choose(among) == 0] or self.steps

    def go(self, length: int) -> Faulty | None:
        """So many moves; what is wrong after one of them, or nothing."""
        reading = Enforcing(self.weakening)
        with read_as(reading):
            for _ in range(length):
                move = self.next_move()
                if move is None:
                    return None
                fault = self.make(move) or self.refused_help()
                reading.left_out.clear()
                if fault is not None:
                    made = tuple(self.run.moves[len(self.start.moves) :])
                    return Faulty(self.start, made, fault, self.weakening)
        return None

    def next_move(self) -> Move | None:
        """A move that is possible, or that only a rule forbids; rarer steps are likelier."""
        position = Position(self.run.state, self.weakening)
        guarded = self.choose(UNGUARDED) > 0
        if self.novel and self.choose(2):
            step = self.novel[self.choose(len(self.novel))]
            move = position.move(step, self.choose, novel=True)
            if move is not None:
                return move
        for _ in range(ATTEMPTS):
            rarest = sorted(self.steps, key=lambda step: self.taken[step.name])
            first, second = self.choose(len(rarest)), self.choose(len(rarest))
            move = position.move(rarest[min(first, second)], self.choose, guarded=guarded)
            if move is not None:
                return move
        return None

    def make(self, move: Move) -> Fault | None:
        """Make the move if no rule refuses it; what is wrong after it, or nothing."""
        before = self.run.state
        rows = {name: dict(table.rows) for name, table in _tables(before)}
        try:
            self.run.take(move)
        except Refused as refusal:
            self.refused[refusal.rule.id] += 1
            if any(rows[name] != table.rows for name, table in _tables(before)):
                raise NotUnchangedError(move) from refusal
            return None
        self.taken[move.step.name] += 1
        return self.watch.fault(before, self.run.state)

    def refused_help(self) -> Fault | None:
        """A help that is refused here although its premise is met, for one of the promises."""
        helps = self.watch.helps
        chosen = self.choose(UNGUARDED * len(helps)) if helps else 0
        if chosen >= len(helps):
            return None
        promise = helps[chosen]
        if promise.step is None:
            return None
        position = Position(self.run.state, self.weakening)
        move = position.move(promise.step, self.choose, guarded=False, premise=promise.formula)
        if move is None:
            return None
        help_refused = HelpRefused(promise, move)
        return help_refused if help_refused.is_seen(self.run.state, self.run.state) else None


def _tables(state: Any) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in vars(state).items() if hasattr(value, "rows")]
