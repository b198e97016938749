"""Walks from everywhere: every promise holds after each step, and every step is taken."""

from dataclasses import replace

import pytest
from hypothesis import settings

from mdaudit.checks.walk.drawing import First
from mdaudit.checks.walk.ground import Ground
from mdaudit.spec.chapters import PROMISES, STEPS, WITNESSES
from mdaudit.spec.policy import IN_DAYS, Policy
from mdaudit.spec.registry import Kind, Promise
from mdaudit.spec.sorts import Duration
from mdaudit.spec.state import State
from mdaudit.spec.state.system import System
from tests.checks.walk.driven import WALKS, walk

MORE = max(1, settings().max_examples // 500)
"""Ten times as many walks in the deep profile: some six minutes on two processors."""

SYSTEMS = list(dict.fromkeys(step.system for step in STEPS.values()))

WALKED = dict.fromkeys(SYSTEMS, (10, 30)) | {State: (8, 20)}
"""Walks that begin with one step, and rules drawn after it; the large system has most steps."""

TRIES = 5
"""How much more often walks begin with a promise that a step is not refused than with a step."""

POLICIES = {"exact": IN_DAYS, "differing": replace(IN_DAYS, clock_error=Duration(1))}
"""The clocks: all of them right, or a day wrong at most."""


def ground_of(system: type[System], policy: Policy) -> Ground:
    return Ground(
        [scene.run(policy) for scene in WITNESSES.values() if scene.system is system],
        [step for step in STEPS.values() if step.system is system],
        [promise for promise in PROMISES.values() if promise.system is system],
    )


def firsts(ground: Ground) -> list[First]:
    """Every step, and every promise that a step is not refused."""
    return [*ground.steps, *TRIES * helps(ground)]


def helps(ground: Ground) -> list[Promise]:
    return [promise for promise in ground.promises if promise.kind is Kind.RECOVERABLE]


def fewest(ground: Ground, system: type[System]) -> int:
    """Steps that must be taken: two in five of the rules that are drawn."""
    walks, length = WALKED[system]
    return 2 * MORE * walks * (length + 1) * len(firsts(ground)) // 5


@pytest.mark.parametrize("clocks", POLICIES)
@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.__name__)
def test_no_walk_breaks_a_promise_and_all_steps_are_taken(
    system: type[System], clocks: str
) -> None:
    ground = ground_of(system, POLICIES[clocks])
    walks, length = WALKED[system]
    how = settings(WALKS, max_examples=walks * MORE, stateful_step_count=length + 1)
    for number, first in enumerate(firsts(ground)):
        walk(ground, first, how, number)
    print(f"{ground.taken.total()} steps, {ground.refused.total()} refused; {dict(ground.asked)}")  # noqa: T201 - shown with `-s`
    assert [step.name for step in ground.steps if not ground.taken[step.name]] == []
    assert [promise.number for promise in ground.promises if not ground.asked[promise.number]] == []
    assert all(ground.asked[promise.number] >= 4 * TRIES for promise in helps(ground))
    assert ground.taken.total() >= fewest(ground, system)


def test_twenty_thousand_steps_are_walked_at_least() -> None:
    counts = [fewest(ground_of(s, policy), s) for s in SYSTEMS for policy in POLICIES.values()]
    assert sum(counts) >= 20_000
