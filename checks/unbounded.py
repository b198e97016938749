"""Asking solvers about cases: any number of everything, integers without bounds.

All solvers read one text (`mdaudit.checks.smtlib`): the first one proves, each further one
confirms. Cases are text, so they can be asked in several processes.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from multiprocessing import get_context
from time import perf_counter
from typing import Any, Final

from mdaudit.checks.answer import Answer, Verdict
from mdaudit.checks.smtlib import CaseText

SOLVERS: Final = {"z3": "mdaudit.checks.z3_api", "cvc5": "mdaudit.checks.cvc5_api"}
"""The modules that load them, by name. A module is imported when its solver is asked."""

SEED: Final = 0
"""Of every solver, so that a run can be repeated."""

MANY: Final = 2000
"""From so many questions on, it pays to start further processes."""

Verdicts = tuple[dict[str, Verdict], ...]
"""For each question of a case: what each solver said."""


@dataclass(frozen=True)
class Budget:
    """How long a solver may work on one question.

    What is not proved is often not decided either. The effort keeps such an answer from taking all
    the seconds; every proof of this specification takes less.
    """

    seconds: float = 10.0
    """For people who wait."""
    effort: int = 400_000
    """In the solver's own count of its work, alike on every machine; 0 is no bound."""


def version(solver: str) -> str:
    """Name and version.

    Raises:
        ModuleNotFoundError: the solver is not installed.
    """
    loaded: str = import_module(SOLVERS[solver]).VERSION
    return loaded


def verdicts(case: CaseText, solvers: tuple[str, ...], budget: Budget) -> Verdicts:
    """Ask the solvers every question of a case, one after the other while they find proofs.

    What the first one did not prove is open, whatever the second one would say.
    """
    if not case.asked:
        return ()
    sessions = {solver: _Session(case, solver, budget) for solver in solvers}
    return tuple(_said(sessions, question) for question in case.asked)


def _said(sessions: dict[str, _Session], question: str) -> dict[str, Verdict]:
    said: dict[str, Verdict] = {}
    for solver, session in sessions.items():
        said[solver] = session.ask(question)
        if said[solver].answer is not Answer.IMPOSSIBLE:
            break
    return said


class _Session:
    """A solver that has read what is given."""

    def __init__(self, case: CaseText, solver: str, budget: Budget) -> None:
        module: Any = import_module(SOLVERS[solver])
        self._session = module.Session(int(1000 * budget.seconds), effort=budget.effort, seed=SEED)
        self._session.read(case.given)

    def ask(self, question: str) -> Verdict:
        started = perf_counter()
        answer = self._session.ask(question)
        return Verdict(answer, perf_counter() - started)


def answers(cases: list[CaseText], solvers: tuple[str, ...], budget: Budget) -> Iterator[Verdicts]:
    """The verdicts on the cases in their order; many questions are shared among processes."""
    ask = partial(verdicts, solvers=solvers, budget=budget)
    if len(solvers) * sum(len(case.asked) for case in cases) < MANY:
        yield from map(ask, cases)
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        yield from pool.map(ask, cases)
