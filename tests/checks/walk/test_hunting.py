"""Without a rule that alone protects a promise, walks break the promise; with it the run stops."""

import pytest
from hypothesis import given, settings

from mdaudit.checks.attack import broken, replay, stops
from mdaudit.checks.walk.hunting import Hunt, asked_by
from mdaudit.checks.walk.moves import Choose
from mdaudit.checks.walk.walking import FaultError, Faulty
from mdaudit.spec.chapters import PROMISES, STEPS, WITNESSES
from mdaudit.spec.reading import Enforcing
from tests.checks.walk.drawn import CHOICES, WALKS

BREAKS = {
    "LIST-1": "3",
    "DEV-1": "1",
    "FAN-1": "1",
    "FAN-2": "16",
    "GRP-2": "10",
    "RCV-3": "20",
}
"""Rules, and a promise that walks break without them."""

LENGTH = 25
"""Moves in a walk."""

ENOUGH = 1_000
"""Walks after which a rule counts as not needed; a few dozen are usual."""


def found_without(rule: str, number: str) -> Faulty:
    hunt = Hunt((rule,), (number,))

    @settings(WALKS, max_examples=ENOUGH, derandomize=True, database=None)
    @given(CHOICES)
    def walks(choose: Choose) -> None:
        found = hunt.walk(choose, LENGTH)
        if found is not None:
            raise FaultError(found)

    with pytest.raises(FaultError) as caught:
        walks()
    return caught.value.faulty


@pytest.mark.no_cover
@pytest.mark.parametrize(("rule", "number"), BREAKS.items())
def test_a_walk_without_the_rule_breaks_the_promise_and_the_rule_stops_it(
    rule: str, number: str
) -> None:
    found = found_without(rule, number)
    print(f"Without {rule}:\n{found}")  # noqa: T201 - shown with `-s`, and when this fails
    scene = next(
        scene
        for name, scene in WITNESSES.items()
        if Hunt((rule,), (number,)).scenes[name].moves == found.start.moves
    )
    promise = PROMISES[number]
    assert broken(promise, replay(scene, found.moves, Enforcing(found.weakening)))
    assert [stop.rule for stop in stops(promise, scene, found.moves, (rule,))] == [rule]
    assert len(found.moves) < LENGTH


def test_the_steps_that_ask_a_rule_are_known() -> None:
    assert "LIST-3" in asked_by(STEPS["accept_list"])
    assert "LIST-3" not in asked_by(STEPS["send"])
    assert {step.name for step in Hunt(("FAN-3",), ("7",)).novel} == {"send"}
