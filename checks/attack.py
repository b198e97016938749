"""Attacks: what goes wrong without a rule, as the shortest run that breaks a promise.

First the solver is asked which promises are still proved without the rules. For those that are not,
runs are searched from the scenes, one step longer at a time. A run that is found is replayed on
values: it must break the same promise there, and switching any one of the rules on must stop it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from mdaudit.checks.cone import in_steps, relevant_steps
from mdaudit.checks.proofs import prove
from mdaudit.checks.search import Search
from mdaudit.checks.story import story, word
from mdaudit.checks.z3_api import Answer
from mdaudit.spec.adversary import pass_time
from mdaudit.spec.device_list.witnesses import bob_holds_her_list, bob_knows_the_laptop
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import Enforcing, Judgement, NotPossible, Refused, Weakening, read_as
from mdaudit.spec.registry import PROMISES, Kind, Lemma, Move, Promise, Run, Step, Witness
from mdaudit.spec.state import beginning

SCENES = (bob_knows_the_laptop, bob_holds_her_list)
"""Where attacks start."""

PROOF_BUDGET_MS = 400
"""For finding out which promises are still proved; what is not proved in time is searched."""


@dataclass(frozen=True)
class Limits:
    """How far to search."""

    depth: int = 5
    """Steps after a scene."""
    seconds: float = 120.0
    """For the whole search."""
    promises: tuple[str, ...] = ()
    """Only these promises; if none is named, those that are not proved without the rules."""


@dataclass(frozen=True)
class Stop:
    """How a rule that is switched on stops a run."""

    rule: str
    how: str


@dataclass(frozen=True)
class Attack:
    """A run that breaks a promise without some rules."""

    without: tuple[str, ...]
    promise: Promise
    scene: Witness
    moves: tuple[Move, ...]
    shortest: bool
    """All shorter runs from the scenes were excluded."""
    stopped_by: tuple[Stop, ...]

    @property
    def length(self) -> int:
        """Steps after the scene, not counting the passing of time."""
        return sum(move.step.name != "pass_time" for move in self.moves)

    def run(self) -> Run:
        """The whole run from the beginning, with the rules off."""
        return replay(self.scene, self.moves, Enforcing(Weakening.parse(self.without)))

    @property
    def story(self) -> list[str]:
        """The whole run, one sentence a step."""
        return story(self.run())

    @property
    def ending(self) -> list[str]:
        """The part of the story after the scene."""
        return self.story[-self.length :]

    def record(self) -> dict[str, object]:
        """The attack for a machine to read."""
        return {
            "dropped": list(self.without),
            "promise": self.promise.number,
            "promise_title": self.promise.title,
            "length": self.length,
            "minimal": "shortest" if self.shortest else "short",
            "scene": self.scene.title,
            "story": self.story,
            "scene_steps": len(self.story) - self.length,
            "stopped_by": {stop.rule: stop.how for stop in self.stopped_by},
        }


@dataclass
class Findings:
    """What dropping some rules means."""

    without: tuple[str, ...]
    opened: list[str] = field(default_factory=list)
    """Promises and lemmas that are not proved any more."""
    attack: Attack | None = None
    broken_by_fewer: list[str] = field(default_factory=list)
    """Promises that are broken without all of the rules being dropped."""
    searched: int = 0
    """The depth up to which all runs were excluded."""

    @property
    def reason(self) -> str:
        """Why there is no attack."""
        names = " and ".join(self.without)
        if not in_steps(self.without):
            return (
                f"{names} speaks of bytes. In the model every object is well formed and every "
                "signature is over what it seems to be; that the rule is needed is shown on bytes."
            )
        if not self.opened and not self.searched:
            return (
                f"Without {names} no promise breaks: every promise and lemma is still proved, for "
                "any number of accounts and devices. Other rules cover it, or it protects "
                "something else than these promises."
            )
        return (
            f"Without {names} no promise was seen to break: no run of up to {self.searched} steps "
            f"after the scenes breaks one (a bounded search). Not proved any more: "
            f"{', '.join(self.opened) or 'not asked'}."
        )

    def record(self) -> dict[str, object]:
        """The findings for a machine to read."""
        if self.attack is not None:
            return self.attack.record()
        return {"dropped": list(self.without), "opened": self.opened, "reason": self.reason}


def find_attack(
    names: tuple[str, ...],
    limits: Limits | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Findings:
    """Look for the shortest run that needs all the named rules dropped to break a promise."""
    weakening = Weakening.parse(names)
    findings = Findings(names)
    bounds = limits or Limits()
    if bounds.promises:
        promises = [PROMISES[number] for number in bounds.promises]
    else:
        progress("proving without the rules")
        groups = prove(weakening=weakening, budget_ms=PROOF_BUDGET_MS)
        opened = [group.subject for group in groups if group.result != "proved"]
        findings.opened = [subject.name for subject in opened]
        fewer = _opened_by_fewer(names)
        promises = sorted(candidates(opened), key=lambda promise: promise.number in fewer)
    _Hunt(findings, weakening, bounds, progress).hunt(promises)
    return findings


def _opened_by_fewer(names: tuple[str, ...]) -> set[str]:
    """Promises that are open already when a single rule of several is dropped; searched last."""
    if len(names) == 1:
        return set()
    alone = (prove(weakening=Weakening.parse([n]), budget_ms=PROOF_BUDGET_MS) for n in names)
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
    """A run that breaks a promise on terms breaks none on values: a defect of this program."""

    def __init__(self, promises: list[Promise]) -> None:
        numbers = ", ".join(promise.number for promise in promises)
        super().__init__(f"a run found for promise {numbers} breaks none of them on values")


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
            for scene in SCENES
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
        start = scene.run(beginning(IN_DAYS))
        budget = int(1000 * self._limits.seconds)
        return Search(start, steps, together, self._weakening, budget)

    def _found(self, together: list[Promise], scene: Witness, search: Search) -> bool:
        """Whether a run of the present length breaks one of the promises and needs every rule."""
        fewer = self._findings.broken_by_fewer
        while remaining := [promise for promise in together if promise.number not in fewer]:
            answer = search.ask(remaining)
            if answer is Answer.UNKNOWN:
                self._exhausted = False
            if answer is not Answer.POSSIBLE:
                return False
            if self._judged(remaining, scene, tuple(search.moves())):
                return True
        return False

    def _judged(self, promises: list[Promise], scene: Witness, moves: tuple[Move, ...]) -> bool:
        without = self._findings.without
        run = replay(scene, moves, Enforcing(self._weakening))
        promise = next((promise for promise in promises if broken(promise, run)), None)
        if promise is None:
            raise ReadingsDisagreeError(promises)
        stops = tuple(_stops(promise, scene, moves, without))
        if len(stops) < len(without):
            self._findings.broken_by_fewer.append(promise.number)
            return False
        self._findings.attack = Attack(without, promise, scene, moves, self._exhausted, stops)
        return True


def by_cone(
    promises: list[Promise], weakening: Weakening
) -> dict[tuple[Step[...], ...], list[Promise]]:
    """The promises that the same steps can influence, together; time passes by itself."""
    cones: dict[tuple[Step[...], ...], list[Promise]] = {}
    for promise in promises:
        steps = tuple(s for s in relevant_steps([promise], weakening) if s is not pass_time)
        cones.setdefault(steps, []).append(promise)
    return cones


def _stops(
    promise: Promise, scene: Witness, moves: tuple[Move, ...], without: tuple[str, ...]
) -> Iterator[Stop]:
    """For each rule that stops the run when it alone is switched on again: how."""
    ids = {name.partition(":")[0] for name in without}
    for name in without:
        others = Weakening.parse(other for other in without if other != name)
        reading = Enforcing(others)
        try:
            run = replay(scene, moves, reading)
        except Refused as refusal:
            parts = [judgement for judgement in reading.left_out if judgement.rule.id in ids]
            because = parts[-1:] if refusal.rule.id not in ids else []
            yield Stop(
                name, "refused: " + ", as ".join(map(_described, [refusal.judgement, *because]))
            )
        except NotPossible as impossible:
            yield Stop(name, f"not possible: {impossible}")
        else:
            left_out = [judgement for judgement in reading.left_out if judgement.rule.id in ids]
            if not broken(promise, run) and left_out:
                yield Stop(name, f"left out: {_described(left_out[-1])}")


def _described(judgement: Judgement) -> str:
    expected, got = judgement.words(word)
    return f"{judgement.rule.id} {judgement.rule.title}: expected {expected}, got {got}"


def replay(scene: Witness, moves: tuple[Move, ...], reading: Enforcing) -> Run:
    """The scene with all rules on, then the moves in the reading; raises where it is refused."""
    run = scene.run(beginning(IN_DAYS))
    with read_as(reading):
        for move in moves:
            run.take(move)
    return run


def broken(promise: Promise, run: Run) -> bool:
    """Whether the run breaks the promise, on values."""
    if promise.kind is Kind.SAFETY:
        return promise.formula(run.state) is False
    steps = zip(run.states[:-1], run.states[1:], strict=True)
    return any(promise.formula(before, after) is False for before, after in steps)
