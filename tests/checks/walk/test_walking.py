"""Long walks from everywhere: every promise holds after each step, and nearly all are taken."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings

from mdaudit.checks.walk.faults import Watch
from mdaudit.checks.walk.moves import Choose
from mdaudit.checks.walk.shrinking import shrunk
from mdaudit.checks.walk.walking import FaultError, Walk, moments
from mdaudit.spec.chapters import PROMISES, STEPS, WITNESSES
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.registry import Run
from mdaudit.spec.sorts import Duration
from mdaudit.spec.state.system import System
from tests.checks.walk.drawn import CHOICES, WALKS

LENGTH = 50
"""Moves in a walk."""

MORE = max(1, settings().max_examples // 440)
"""Ten times as many walks in the deep profile."""

EXAMPLES = {"State": 300 * MORE, "small": 120 * MORE}
"""Walks per test: of the one large system, and of each small one."""

POLICIES = {"exact": IN_DAYS, "differing": replace(IN_DAYS, clock_error=Duration(1))}
"""The clocks: all of them right, or a day wrong at most."""

SYSTEMS = list(dict.fromkeys(step.system for step in STEPS.values()))


def drawn_start(scenes: list[Run], choose: Choose) -> Run:
    """The end of a scene, or any moment of it; the beginning is one."""
    scene = scenes[choose(len(scenes))]
    return scene if choose(2) else list(moments(scene))[choose(len(scene.states))]


@pytest.mark.no_cover
@pytest.mark.parametrize("clocks", POLICIES)
@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.__name__)
def test_no_walk_breaks_a_promise_and_nine_steps_in_ten_are_taken(
    system: type[System], clocks: str
) -> None:
    scenes = [w.run(POLICIES[clocks]) for w in WITNESSES.values() if w.system is system]
    watch = Watch(system, list(PROMISES.values()))
    steps = [step for step in STEPS.values() if step.system is system]
    taken: Counter[str] = Counter()
    examples = EXAMPLES.get(system.__name__, EXAMPLES["small"])

    @settings(WALKS, max_examples=examples)
    @given(CHOICES)
    def walks(choose: Choose) -> None:
        walk = Walk(drawn_start(scenes, choose), steps, watch, choose)
        found = walk.go(LENGTH)
        taken.update(walk.taken)
        if found is not None:
            raise FaultError(shrunk(found, (start for scene in scenes for start in moments(scene))))

    walks()
    assert 10 * len(taken) >= 9 * len(steps), [s.name for s in steps if not taken[s.name]]
    assert taken.total() > examples * LENGTH // 2
