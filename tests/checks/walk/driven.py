"""Hypothesis, as the walks' tests drive it."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from mdaudit.checks.walk.drawing import First
from mdaudit.checks.walk.ground import Ground
from mdaudit.checks.walk.machine import FaultError, machine

# Hypothesis draws walks and varies them. It does not shrink them: see `machine`. What it would
# remember of a failed run is nothing that the seed does not say.
WALKS = settings(
    database=None,
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
    print_blob=False,
    phases=(Phase.generate,),
)


def walk(ground: Ground, first: First, how: settings, number: int) -> None:
    """Walks that begin with a step; the same number draws the same walks.

    Raises:
        FaultError: A walk found something wrong.
    """
    run_state_machine_as_test(seed(number)(machine(ground, first)), settings=how)


def found(ground: Ground, first: First, how: settings, number: int) -> FaultError | None:
    """What such walks find wrong, if anything."""
    try:
        walk(ground, first, how, number)
    except FaultError as fault:
        return fault
    return None
