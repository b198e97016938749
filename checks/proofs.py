"""Proving: every obligation to the solvers, and the answers together.

A proof is unbounded or there is none: an answer other than "impossible to violate", from any solver
that was asked, leaves the promise open. So does an exhausted budget.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Final

from mdaudit.checks.answer import Answer, Verdict, contradict, joint
from mdaudit.checks.obligations import Case, Goal, cases
from mdaudit.checks.smtlib import CaseText, Written, case_text
from mdaudit.checks.unbounded import SEED, SOLVERS, Budget, Verdicts, answers, version
from mdaudit.checks.unknown import instantiated
from mdaudit.spec import chapters
from mdaudit.spec.logic import negate
from mdaudit.spec.policy import Policy
from mdaudit.spec.reading import Weakening
from mdaudit.spec.registry import LEMMAS, PROMISES, RULES, STEPS, Lemma, Promise

Z3: Final = ("z3",)
"""What is asked unless somebody wants more."""

BOTH: Final = tuple(SOLVERS)
"""z3 proves, cvc5 confirms."""


@dataclass(frozen=True)
class Outcome:
    """One obligation after the attempt to prove it."""

    subject: str
    case: str
    by_frame: bool
    verdicts: dict[str, Verdict]
    """What each solver said; nobody was asked about what holds by frame."""
    as_before: bool = False
    """The question is the same with all rules on, and was not asked again."""

    @property
    def answers(self) -> list[Answer]:
        """The bare answers."""
        return [verdict.answer for verdict in self.verdicts.values()]

    @property
    def answer(self) -> Answer:
        """What the solvers say together."""
        return Answer.IMPOSSIBLE if self.by_frame or self.as_before else joint(self.answers)

    @property
    def seconds(self) -> float:
        """The time of all solvers."""
        return sum(verdict.seconds for verdict in self.verdicts.values())


@dataclass(frozen=True)
class Group:
    """A promise or lemma with all its obligations."""

    subject: Promise | Lemma
    outcomes: tuple[Outcome, ...]

    @property
    def result(self) -> str:
        """``proved``, or what is the matter.

        ``open``: can be violated by a step. ``unknown``: a solver gave up. ``disputed``: one solver
        has a proof of what another one has a counterexample to.
        """
        if any(contradict(outcome.answers) for outcome in self.outcomes):
            return "disputed"
        return _result([outcome.answer for outcome in self.outcomes])

    @property
    def is_proved(self) -> bool:
        """Whether everybody who was asked proved all of it."""
        return self.result == "proved"

    @property
    def seconds(self) -> float:
        """The solvers' time for all of them."""
        return sum(outcome.seconds for outcome in self.outcomes)

    @property
    def left_open(self) -> list[Outcome]:
        """The obligations that are not proved."""
        return [outcome for outcome in self.outcomes if outcome.answer is not Answer.IMPOSSIBLE]

    @property
    def id(self) -> str:
        """A promise's number, or a lemma's name."""
        return self.subject.number if isinstance(self.subject, Promise) else self.subject.name

    def record(self) -> dict[str, object]:
        """The group for a machine to read."""
        return {
            "kind": "promise" if isinstance(self.subject, Promise) else "lemma",
            "id": self.id,
            "name": self.subject.name,
            "title": title_of(self.subject),
            "obligations": len(self.outcomes),
            "by_frame": sum(outcome.by_frame for outcome in self.outcomes),
            "result": self.result,
            "open_at": [outcome.case for outcome in self.left_open],
            "solvers": self._by_solver(),
        }

    def _by_solver(self) -> dict[str, dict[str, object]]:
        asked = [outcome.verdicts for outcome in self.outcomes if not outcome.by_frame]
        names = dict.fromkeys(name for verdicts in asked for name in verdicts)
        said = {name: [verdicts.get(name) for verdicts in asked] for name in names}
        return {name: _by_one(verdicts) for name, verdicts in said.items()}


def _by_one(verdicts: list[Verdict | None]) -> dict[str, object]:
    """What one solver says of all obligations; nobody confirms what was not proved first."""
    said = [verdict for verdict in verdicts if verdict is not None]
    result = _result([verdict.answer for verdict in said])
    complete = len(said) == len(verdicts) or result != "proved"
    return {
        "result": result if complete else "not asked of all",
        "seconds": round(sum(verdict.seconds for verdict in said), 2),
    }


def _result(answers: list[Answer]) -> str:
    if Answer.POSSIBLE in answers:
        return "open"
    return "unknown" if Answer.UNKNOWN in answers or not answers else "proved"


def title_of(subject: Promise | Lemma) -> str:
    """A promise's title, or the first line of a lemma."""
    return subject.title if isinstance(subject, Promise) else subject.meaning.split("\n")[0]


def name_of(subject: Promise | Lemma) -> str:
    """How reports call it."""
    if isinstance(subject, Promise):
        return f"promise {subject.number}"
    return f"lemma {subject.name}"


def selected(numbers: Iterable[str] = ()) -> list[Promise | Lemma]:
    """The named promises, those they rest on, and all lemmas; everything if none is named."""
    named = set(numbers) or set(PROMISES)
    wanted = named | {other for number in named for other in PROMISES[number].rests_on}
    return [*(PROMISES[number] for number in PROMISES if number in wanted), *LEMMAS.values()]


@dataclass(frozen=True)
class Task:
    """What is to be proved: everything, for any policy and with all rules, unless it says less."""

    subjects: list[Promise | Lemma]
    weakening: Weakening = field(default_factory=Weakening)
    policy: Policy | None = None
    """If it is given, its bounds; otherwise any bounds."""

    def cases(self) -> Iterator[tuple[Case, list[Goal], CaseText]]:
        """Every case, the goals that do not hold by frame, and both as text."""
        bounds = [] if self.policy is None else instantiated(self.policy)
        written: Written = {}
        for case in cases(self.subjects, self.weakening):
            goals = [goal for goal in case.goals if not goal.by_frame]
            questions = (negate(goal.formula) for goal in goals)
            yield case, goals, case_text([*bounds, *case.premises], questions, written)


def documents(task: Task) -> dict[str, str]:
    """Every obligation that a solver is asked about, by file name, as a document of its own."""
    weakened = task.weakening != Weakening()
    return {
        f"{name_of(goal.subject)} at {case.name}.smt2".replace(" ", "-"): text.document(
            number,
            _about(goal.subject, case),
            expected="unknown" if weakened else "unsat",
        )
        for case, goals, text in task.cases()
        for number, goal in enumerate(goals)
    }


def _about(subject: Promise | Lemma, case: Case) -> list[str]:
    return [
        f"{name_of(subject)}: {title_of(subject)}",
        f"at: {case.name}",
        "Given is what may be assumed before and during it; asked is whether the sentence can be",
        "false afterwards. The answer unsat is a proof.",
    ]


def prove(
    task: Task | None = None,
    solvers: tuple[str, ...] = Z3,
    *,
    budget: Budget | None = None,
    besides: Task | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> list[Group]:
    """Try to prove the subjects together (default: everything), in reading order.

    Cases that ask just what they ask in the task `besides` are not asked again. `progress` is told
    the name of each case that is done.
    """
    asked = task or Task(selected())
    found: dict[str, list[Outcome]] = {subject.name: [] for subject in asked.subjects}
    known = {} if besides is None else {case.name: text for case, _, text in besides.cases()}
    every_case = [(case, text, known.get(case.name) == text) for case, _, text in asked.cases()]
    said = answers([text for _, text, same in every_case if not same], solvers, budget or Budget())
    for case, _, same in every_case:
        for outcome in _outcomes(case, None if same else next(said)):
            found[outcome.subject].append(outcome)
        progress(case.name)
    return [Group(subject, tuple(found[subject.name])) for subject in asked.subjects]


def _outcomes(case: Case, verdicts: Verdicts | None) -> Iterator[Outcome]:
    said = iter(verdicts or ())
    for goal in case.goals:
        asked = verdicts is not None and not goal.by_frame
        name = goal.subject.name
        heard = next(said) if asked else {}
        yield Outcome(name, case.name, goal.by_frame, heard, as_before=verdicts is None)


def record(
    groups: list[Group], solvers: tuple[str, ...] = Z3, budget: Budget | None = None
) -> dict[str, object]:
    """All results for a machine to read (``mdaudit-proofs/2``); seconds are information."""
    return {
        "format": "mdaudit-proofs/2",
        **how(solvers, budget or Budget()),
        "groups": [group.record() for group in groups],
        "totals": totals(groups),
    }


def how(solvers: tuple[str, ...], budget: Budget) -> dict[str, object]:
    """What is needed to repeat a run."""
    return {
        "solvers": [version(solver) for solver in solvers],
        "seed": SEED,
        "budget": asdict(budget),
    }


def totals(groups: list[Group]) -> dict[str, object]:
    """The run, and the specification, in numbers."""
    outcomes = [outcome for group in groups for outcome in group.outcomes]
    return {
        "obligations": len(outcomes),
        "by_frame": sum(outcome.by_frame for outcome in outcomes),
        "open": sum(len(group.left_open) for group in groups),
        "seconds": round(sum(group.seconds for group in groups), 2),
        "chapters": len(chapters.CHAPTERS),
        "promises": len(PROMISES),
        "lemmas": len(LEMMAS),
        "steps": len(STEPS),
        "rules": len(RULES),
    }
