"""The hunt for an attack: the shortest run that breaks a promise without some rules.

First the solver is asked which promises are still proved without the rules. For those that are not,
runs are searched from the scenes, one step longer at a time. A run that is found is replayed on
values: it must break the same promise there, and switching any one of the rules on must stop it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from mdaudit.checks.answer import Answer
from mdaudit.checks.attack import Attack, Findings, broken, replay, stops
from mdaudit.checks.cone import relevant_steps
from mdaudit.checks.known import known_attacks
from mdaudit.checks.proofs import Task, prove, selected
from mdaudit.checks.search import Search
from mdaudit.spec.adversary import pass_time
from mdaudit.spec.chapters import PROMISES, WITNESSES
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import Enforcing, Weakening
from mdaudit.spec.registry import Kind, Lemma, Move, Promise, Step, Witness
from mdaudit.spec.state import State


@dataclass(frozen=True)
class Limits:
    """How far to search."""

    depth: int = 5
    """Steps after a scene."""
    seconds: float = 120.0
    """For the whole search."""
    promises: tuple[str, ...] = ()
    """Only these promises; if none is named, those that are not proved without the rules."""


def find_attack(
    names: tuple[str, ...],
    limits: Limits | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Findings:
    """Look for the shortest run that needs all the named rules dropped to break a promise.

    Where a script is known, only shorter runs are searched.
    """
    weakening = Weakening.parse(names)
    findings = Findings(names)
    bounds = limits or Limits()
    if bounds.promises:
        promises = [PROMISES[number] for number in bounds.promises]
    else:
        progress("proving without the rules")
        everything = Task(selected())
        weakened = Task(selected(), weakening)
        groups = prove(weakened, besides=everything)
        opened = [group.subject for group in groups if group.result != "proved"]
        findings.opened = [subject.name for subject in opened]
        fewer = _opened_by_fewer(names)
        promises = sorted(candidates(opened), key=lambda promise: promise.number in fewer)
    wanted = bounds.promises or tuple(PROMISES)
    scripted = [attack for attack in known_attacks(names) if attack.promise.number in wanted]
    depth = min([bounds.depth, *(attack.length - 1 for attack in scripted)])
    hunt = _Hunt(findings, weakening, replace(bounds, depth=depth), progress)
    hunt.hunt([promise for promise in promises if is_searched(promise)])
    if findings.attack is None and scripted:
        findings.attack = scripted[0]
    return findings


def _opened_by_fewer(names: tuple[str, ...]) -> set[str]:
    """Promises that are open already when a single rule of several is dropped; searched last."""
    if len(names) == 1:
        return set()
    tasks = (Task(selected(), Weakening.parse([name])) for name in names)
    everything = Task(selected())
    alone = (prove(task, besides=everything) for task in tasks)
    return {
        group.subject.number
        for groups in alone
        for group in groups
        if isinstance(group.subject, Promise) and group.result != "proved"
    }


def candidates(opened: list[Promise | Lemma]) -> list[Promise]:
    """Promises that may be broken: those opened, and those whose lemmas or foundations are."""
    numbers = {subject.number for subject in opened if isinstance(subject, Promise)}
    numbers |= {number for lemma in opened if isinstance(lemma, Lemma) for number in lemma.supports}
    numbers |= {p.number for p in PROMISES.values() if numbers & set(p.rests_on)}
    return [promise for promise in PROMISES.values() if promise.number in numbers]


class ReadingsDisagreeError(RuntimeError):
    """A run that breaks a promise on terms does not on values: a defect of this program."""

    def __init__(self, promise: Promise) -> None:
        super().__init__(f"a run found for promise {promise.number} does not break it on values")


class _Hunt:
    """The search over depths, scenes and candidates; candidates with one cone share a search."""

    def __init__(
        self,
        findings: Findings,
        weakening: Weakening,
        limits: Limits,
        progress: Callable[[str], None],
    ) -> None:
        self._findings = findings
        self._weakening = weakening
        self._limits = limits
        self._progress = progress
        self._until = time.monotonic() + limits.seconds
        self._exhausted = True

    def hunt(self, promises: list[Promise]) -> None:
        """Fill in the findings."""
        if not promises:
            return
        searches = [
            (together, scene, self._search(steps, together, scene))
            for steps, together in by_cone(promises, self._weakening).items()
            for scene in scenes_of(together)
        ]
        for depth in range(1, self._limits.depth + 1):
            for together, scene, search in searches:
                if time.monotonic() > self._until:
                    self._exhausted = False
                    return
                self._progress(f"{depth} steps after: {scene.title}")
                search.extend()
                if self._found(together, scene, search):
                    return
            if self._exhausted:
                self._findings.searched = depth

    def _search(
        self, steps: tuple[Step[...], ...], together: list[Promise], scene: Witness
    ) -> Search:
        start = scene.run(IN_DAYS)
        budget = int(1000 * self._limits.seconds)
        return Search(start, steps, together, self._weakening, budget)

    def _found(self, together: list[Promise], scene: Witness, search: Search) -> bool:
        """Whether a run of the present length breaks one of the promises and needs every rule.

        One run may break several promises, and which run a solver finds first is chance. So each
        promise is asked for by itself, in the order of their numbers.
        """
        fewer = self._findings.broken_by_fewer
        remaining = [promise for promise in together if promise.number not in fewer]
        return self._is_possible(remaining, search) and any(
            self._is_possible([promise], search)
            and self._judged(promise, scene, tuple(search.moves()))
            for promise in remaining
        )

    def _is_possible(self, promises: list[Promise], search: Search) -> bool:
        """Whether a run of the present length breaks one of them; unknown is not exhausted."""
        if not promises:
            return False
        answer = search.ask(promises)
        self._exhausted = self._exhausted and answer is not Answer.UNKNOWN
        return answer is Answer.POSSIBLE

    def _judged(self, promise: Promise, scene: Witness, moves: tuple[Move, ...]) -> bool:
        without = self._findings.without
        run = replay(scene, moves, Enforcing(self._weakening))
        if not broken(promise, run):
            raise ReadingsDisagreeError(promise)
        stopped_by = tuple(stops(promise, scene, moves, without))
        if len(stopped_by) < len(without):
            self._findings.broken_by_fewer.append(promise.number)
            return False
        self._findings.attack = Attack(without, promise, scene, moves, self._exhausted, stopped_by)
        return True


def scenes_of(promises: list[Promise]) -> tuple[Witness, ...]:
    """Where a search for these promises starts: the scenes of their chapters, the latest first."""
    chapters = {promise.formula.__module__.split(".")[2] for promise in promises}
    own = [witness for witness in WITNESSES.values() if chapters & set(witness.scene_for)]
    return tuple(reversed(own))


def is_searched(promise: Promise) -> bool:
    """Whether a run can break the promise, and a search could find it."""
    return promise.system is State and (promise.kind.is_invariant or promise.kind is Kind.CHANGE)


def by_cone(
    promises: list[Promise], weakening: Weakening
) -> dict[tuple[Step[...], ...], list[Promise]]:
    """The promises that the same steps can influence, together; time passes by itself."""
    cones: dict[tuple[Step[...], ...], list[Promise]] = {}
    for promise in promises:
        steps = tuple(s for s in relevant_steps([promise], weakening) if s is not pass_time)
        cones.setdefault(steps, []).append(promise)
    return cones
