"""A hunt: walks without some rules, among the steps that matter to some promises."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from mdaudit.checks.collecting import Collecting
from mdaudit.checks.cone import relevant_steps
from mdaudit.checks.frame import looked_at
from mdaudit.checks.unknown import unknown_arguments, unknown_moment, unknown_policy
from mdaudit.checks.walk.faults import Watch
from mdaudit.checks.walk.moves import Choose, weakened
from mdaudit.checks.walk.shrinking import shrunk
from mdaudit.checks.walk.walking import Faulty, Walk, begins, moments
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import Weakening, read_as
from mdaudit.spec.registry import PROMISES, WITNESSES, Run, Step


@dataclass(frozen=True)
class Hunt:
    """What is dropped or weakened, and which promises may break."""

    without: tuple[str, ...]
    numbers: tuple[str, ...]

    @cached_property
    def weakening(self) -> Weakening:
        """The rules that are off."""
        return Weakening.parse(self.without)

    @cached_property
    def scenes(self) -> dict[str, Run]:
        """The witnesses of the promises' system by name, played once."""
        of = PROMISES[self.numbers[0]].system
        return {name: w.run(IN_DAYS) for name, w in WITNESSES.items() if w.system is of}

    def start(self, choose: Choose) -> Run:
        """The end of a scene, or a moment of it at which a shorter scene has ended."""
        runs = list(self.scenes.values())
        scene = runs[choose(len(runs))]
        if choose(2):
            return scene
        cuts = [cut for cut in moments(scene) if any(begins(short, cut) for short in runs)]
        return cuts[choose(len(cuts))]

    @cached_property
    def watch(self) -> Watch:
        """The promises that may break."""
        promises = [PROMISES[number] for number in self.numbers]
        return Watch(promises[0].system, promises)

    @cached_property
    def steps(self) -> list[Step[...]]:
        """The steps in the cone of the promises."""
        return relevant_steps([PROMISES[number] for number in self.numbers], self.weakening)

    @cached_property
    def novel(self) -> list[Step[...]]:
        """Those of them that ask a rule that is off."""
        return [step for step in self.steps if asked_by(step) & weakened(self.weakening)]

    def walk(self, choose: Choose, length: int) -> Faulty | None:
        """One walk from a moment of a scene; what it found becomes a story from a whole scene."""
        start = self.start(choose)
        walk = Walk(start, list(self.steps), self.watch, choose, self.weakening, self.novel)
        faulty = walk.go(length)
        return None if faulty is None else shrunk(faulty, self.scenes.values())


def asked_by(step: Step[...]) -> set[str]:
    """The ids of the rules that a step asks, as guards or as filters."""
    state = unknown_moment(step.system, unknown_policy())
    with read_as(reading := Collecting()):
        looked_at(state, step(state, *unknown_arguments(step)))
    return reading.rules
