"""A hunt: walks without some rules, among the steps that matter to some promises."""

from __future__ import annotations

from collections.abc import Iterable

from mdaudit.checks.collecting import Collecting
from mdaudit.checks.cone import relevant_steps
from mdaudit.checks.frame import looked_at
from mdaudit.checks.unknown import unknown_arguments, unknown_moment, unknown_policy
from mdaudit.checks.walk.ground import Ground
from mdaudit.checks.walk.moves import weakened
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import Weakening, read_as
from mdaudit.spec.registry import PROMISES, Step, Witness


def hunting_ground(
    without: tuple[str, ...], numbers: tuple[str, ...], scenes: Iterable[Witness]
) -> Ground:
    """The ground without some rules: the steps in the cone of promises that may break.

    Those of the steps that ask a rule which is off are novel, and wanted more often.
    """
    weakening = Weakening.parse(without)
    promises = [PROMISES[number] for number in numbers]
    runs = [scene.run(IN_DAYS) for scene in scenes if scene.system is promises[0].system]
    steps = relevant_steps(promises, weakening)
    novel = [step for step in steps if asked_by(step) & weakened(weakening)]
    return Ground(runs, steps, promises, weakening, novel)


def asked_by(step: Step[...]) -> set[str]:
    """The ids of the rules that a step asks, as guards or as filters."""
    state = unknown_moment(step.system, unknown_policy())
    with read_as(reading := Collecting()):
        looked_at(state, step(state, *unknown_arguments(step)))
    return reading.rules
