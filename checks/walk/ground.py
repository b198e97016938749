"""Where walks go: from which scenes, by which steps, past which promises, and what they did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from mdaudit.spec.reading import Weakening
from mdaudit.spec.registry import Actor, Promise, Run, Step


@dataclass(frozen=True)
class Ground:
    """One system, or a part of it, to walk in."""

    scenes: list[Run]
    """Runs of witnesses; walks begin at their moments."""
    steps: list[Step[...]]
    """The steps that are taken."""
    promises: list[Promise]
    """The promises that are asked."""
    weakening: Weakening = field(default_factory=Weakening)
    """The rules that are off."""
    novel: list[Step[...]] = field(default_factory=list)
    """Those of the steps that ask a rule which is off."""
    taken: Counter[str] = field(default_factory=Counter)
    """How often each step was taken."""
    refused: Counter[str] = field(default_factory=Counter)
    """How often each rule refused a step."""
    asked: Counter[str] = field(default_factory=Counter)
    """How often each promise was asked, by its number."""

    @cached_property
    def moments(self) -> dict[str, list[tuple[Run, int]]]:
        """For each step: the scenes that take it, and how many moves come before it.

        For a step that no scene takes, and for one that asks a rule which is off: also their ends.
        """
        taken: dict[str, list[tuple[Run, int]]] = {step.name: [] for step in self.steps}
        for scene in self.scenes:
            for length, move in enumerate(scene.moves):
                if move.step.name in taken:
                    taken[move.step.name].append((scene, length))
        ends = [(scene, len(scene.moves)) for scene in self.scenes]
        for step in self.steps:
            if step in self.novel or not taken[step.name]:
                taken[step.name] += ends
        return taken

    @cached_property
    def shares(self) -> dict[str, int]:
        """How many rules of a machine each step becomes: one, if all rules are on.

        Where a rule is off: half of all rules for the steps that ask it, a quarter for those of the
        adversary, and a quarter for the others.
        """
        if not self.novel:
            return {step.name: 1 for step in self.steps}
        others = [step for step in self.steps if step not in self.novel]
        forged = [step for step in others if step.by is Actor.ADVERSARY]
        honest = len(others) - len(forged)
        share = dict.fromkeys((step.name for step in others), 1)
        share |= {step.name: max(1, honest // len(forged)) for step in forged}
        return share | {step.name: sum(share.values()) // len(self.novel) for step in self.novel}
