"""Proving: every obligation to the solver, and the answers together.

A proof is unbounded or there is none: an answer other than "impossible to violate", an exhausted
budget included, leaves the promise open.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mdaudit.checks.obligations import Case, cases
from mdaudit.checks.unbounded import UnboundedSolver
from mdaudit.checks.z3_api import VERSION, Answer
from mdaudit.spec import chapters
from mdaudit.spec.logic import negate
from mdaudit.spec.reading import Weakening
from mdaudit.spec.registry import LEMMAS, PROMISES, RULES, STEPS, Lemma, Promise

BUDGET_MS = 10_000
"""How long the solver may work on one obligation."""


@dataclass(frozen=True)
class Outcome:
    """One obligation after the attempt to prove it."""

    subject: str
    case: str
    answer: Answer
    by_frame: bool
    seconds: float


@dataclass(frozen=True)
class Group:
    """A promise or lemma with all its obligations."""

    subject: Promise | Lemma
    outcomes: tuple[Outcome, ...]

    @property
    def result(self) -> str:
        """``proved``, ``open`` (can be violated by a step) or ``unknown`` (the solver gave up)."""
        answers = {outcome.answer for outcome in self.outcomes}
        if Answer.POSSIBLE in answers:
            return "open"
        return "unknown" if Answer.UNKNOWN in answers or not answers else "proved"

    @property
    def seconds(self) -> float:
        """The solver's time for all of them."""
        return sum(outcome.seconds for outcome in self.outcomes)

    @property
    def left_open(self) -> list[str]:
        """The cases that are not proved."""
        return [o.case for o in self.outcomes if o.answer is not Answer.IMPOSSIBLE]

    def record(self) -> dict[str, object]:
        """The group for a machine to read."""
        is_promise = isinstance(self.subject, Promise)
        return {
            "kind": "promise" if is_promise else "lemma",
            "id": self.subject.number if isinstance(self.subject, Promise) else self.subject.name,
            "name": self.subject.name,
            "title": title_of(self.subject),
            "obligations": len(self.outcomes),
            "by_frame": sum(outcome.by_frame for outcome in self.outcomes),
            "result": self.result,
            "open_at": self.left_open,
            "seconds": round(self.seconds, 3),
        }


def title_of(subject: Promise | Lemma) -> str:
    """A promise's title, or the first line of a lemma."""
    return subject.title if isinstance(subject, Promise) else subject.meaning.split("\n")[0]


def selected(numbers: Iterable[str] = ()) -> list[Promise | Lemma]:
    """The named promises, those they rest on, and all lemmas; everything if none is named."""
    named = set(numbers) or set(PROMISES)
    wanted = named | {other for number in named for other in PROMISES[number].rests_on}
    return [*(PROMISES[number] for number in PROMISES if number in wanted), *LEMMAS.values()]


def prove(
    subjects: list[Promise | Lemma] | None = None,
    weakening: Weakening | None = None,
    *,
    budget_ms: int = BUDGET_MS,
    effort: int = 0,
    progress: Callable[[Case], None] = lambda _: None,
) -> list[Group]:
    """Try to prove the subjects together (default: everything), in reading order.

    `effort` bounds the solver's work per obligation, alike on every machine; 0 is no bound.
    """
    together = selected() if subjects is None else subjects
    outcomes: dict[str, list[Outcome]] = {subject.name: [] for subject in together}
    for case in cases(together, weakening):
        for outcome in prove_case(case, budget_ms, effort):
            outcomes[outcome.subject].append(outcome)
        progress(case)
    return [Group(subject, tuple(outcomes[subject.name])) for subject in together]


def prove_case(case: Case, budget_ms: int, effort: int = 0) -> Iterable[Outcome]:
    """Try to prove the goals of one case."""
    solver = UnboundedSolver(budget_ms, effort)
    solver.assume(case.premises)
    for goal in case.goals:
        started = time.perf_counter()
        answer = Answer.IMPOSSIBLE if goal.by_frame else solver.ask(negate(goal.formula))
        spent = time.perf_counter() - started
        yield Outcome(goal.subject.name, case.name, answer, goal.by_frame, spent)


def record(groups: list[Group]) -> dict[str, object]:
    """All results for a machine to read (``mdaudit-proofs/1``)."""
    return {
        "format": "mdaudit-proofs/1",
        "solver": VERSION,
        "groups": [group.record() for group in groups],
        "totals": {
            "obligations": sum(len(group.outcomes) for group in groups),
            "by_frame": sum(o.by_frame for group in groups for o in group.outcomes),
            "open": sum(len(group.left_open) for group in groups),
            "seconds": round(sum(group.seconds for group in groups), 3),
            "chapters": len(chapters.CHAPTERS),
            "promises": len(PROMISES),
            "lemmas": len(LEMMAS),
            "steps": len(STEPS),
            "rules": len(RULES),
        },
    }
