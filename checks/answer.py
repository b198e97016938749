"""What a solver says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Answer(Enum):
    """Whether formulas can hold together. `UNKNOWN` includes a used-up budget: never a proof."""

    IMPOSSIBLE = "unsat"
    POSSIBLE = "sat"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Verdict:
    """One solver's answer to one question."""

    answer: Answer
    seconds: float


def joint(answers: Iterable[Answer]) -> Answer:
    """What several solvers say: impossible only if all say so, and somebody was asked."""
    said = set(answers)
    if said == {Answer.IMPOSSIBLE}:
        return Answer.IMPOSSIBLE
    return Answer.POSSIBLE if Answer.POSSIBLE in said else Answer.UNKNOWN


def contradict(answers: Iterable[Answer]) -> bool:
    """One solver found a proof where another one found a counterexample."""
    return {Answer.IMPOSSIBLE, Answer.POSSIBLE} <= set(answers)
