"""Asking solvers about cases: any number of everything, integers without bounds.

All solvers read one text (`mdaudit.checks.smtlib`), and each is asked every question. Cases are
text, so they can be asked in several processes.
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

from mdaudit.checks.answer import Verdict
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
    """How long a solver may work on one question."""

    seconds: float = 10.0
    """For people who wait."""
    effort: int = 0
    """In the solver's own count of its work, alike on every machine; 0 is no bound."""


def version(solver: str) -> str:
    """Name and version.

    Raises:
        ModuleNotFoundError: the solver is not installed.
    """
    loaded: str = import_module(SOLVERS[solver]).VERSION
    return loaded


def verdicts(case: CaseText, solvers: tuple[str, ...], budget: Budget) -> Verdicts:
    """Ask every solver every question of a case."""
    by_solver = [list(_asked(case, solver, budget)) for solver in solvers] if case.asked else []
    return tuple(dict(zip(solvers, said, strict=True)) for said in zip(*by_solver, strict=True))


def _asked(case: CaseText, solver: str, budget: Budget) -> Iterator[Verdict]:
    module: Any = import_module(SOLVERS[solver])
    session = module.Session(int(1000 * budget.seconds), effort=budget.effort, seed=SEED)
    session.read(case.given)
    for question in case.asked:
        started = perf_counter()
        answer = session.ask(question)
        yield Verdict(answer, perf_counter() - started)


def answers(cases: list[CaseText], solvers: tuple[str, ...], budget: Budget) -> Iterator[Verdicts]:
    """The verdicts on the cases in their order; many questions are shared among processes."""
    ask = partial(verdicts, solvers=solvers, budget=budget)
    if len(solvers) * sum(len(case.asked) for case in cases) < MANY:
        yield from map(ask, cases)
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        yield from pool.map(ask, cases)
