"""Runs to walk on from, and the walks that led to a fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mdaudit.checks.story import story
from mdaudit.checks.walk.faults import Fault
from mdaudit.spec.reading import Enforcing, Weakening, read_as
from mdaudit.spec.registry import Move, Run


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


def resumed(run: Run) -> Run:
    """The same run, to be continued on its own."""
    return up_to(run, len(run.moves))


def up_to(run: Run, length: int) -> Run:
    """The first so many moves of a run."""
    same = Run(run.states[0])
    same.states, same.moves = run.states[: length + 1], run.moves[:length]
    return same


def moments(run: Run) -> Iterator[Run]:
    """The run up to each of its moments, from the beginning to the whole."""
    for length in range(len(run.states)):
        yield up_to(run, length)


def begins(short: Run, run: Run) -> bool:
    """Whether a run begins with a shorter one, or is the same."""
    same = type(short.state) is type(run.state) and len(short.moves) <= len(run.moves)
    return same and short.moves == run.moves[: len(short.moves)]
