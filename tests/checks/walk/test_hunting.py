"""Without a rule that alone protects a promise, walks break the promise; with it the run stops."""

from collections.abc import Iterator
from itertools import cycle, islice

import pytest
from hypothesis import settings

from mdaudit.checks.attack import broken, replay, stops
from mdaudit.checks.walk.ground import Ground
from mdaudit.checks.walk.hunting import asked_by, hunting_ground
from mdaudit.checks.walk.machine import FaultError
from mdaudit.spec.chapters import PROMISES, STEPS, WITNESSES
from mdaudit.spec.reading import Enforcing
from mdaudit.spec.registry import Actor, Step, Witness
from mdaudit.spec.state import State
from tests.checks.walk.driven import WALKS, found

BREAKS = {
    "LIST-1": "3",
    "LIST-3": "4a",
    "DEV-1": "1",
    "FAN-1": "1",
    "FAN-2": "16",
    "FAN-3": "7",
    "FAN-6": "18b",
    "GRP-2": "10",
    "RCV-3": "20",
}
"""Rules, and a promise that walks break without them."""

SCENES = {"LIST-3": ["a_late_peer_catches_up"]}
"""Scenes to begin in, if not in any: here Bob has held two lists, as he must to go back."""

FIRST = {"LIST-3": "corrupt", "FAN-2": "pass_time"}
"""The step to begin with, if not with one that asks the rule.

Without LIST-3 only a corrupt owner has two contents for one time; without FAN-2 a list expires.
"""

HUNTS = settings(WALKS, max_examples=8, stateful_step_count=25)
"""Few walks from each beginning: Hypothesis varies each walk five times before it draws another."""

ENOUGH = 200
"""Beginnings after which a rule counts as not needed; one to a few dozen are usual."""

BEGINNING = Witness("The beginning", lambda _: None, State)
"""Found runs are told from here."""


def ground_without(rule: str) -> Ground:
    scenes = [WITNESSES[name] for name in SCENES.get(rule, WITNESSES)]
    return hunting_ground((rule,), (BREAKS[rule],), scenes)


def faults_without(rule: str) -> Iterator[FaultError]:
    ground = ground_without(rule)
    firsts = [STEPS[FIRST[rule]]] if rule in FIRST else ground.novel
    for number, first in enumerate(islice(cycle(firsts), ENOUGH)):
        if fault := found(ground, first, HUNTS, number):
            yield fault


@pytest.mark.parametrize("rule", BREAKS)
def test_a_walk_without_the_rule_breaks_the_promise_and_the_rule_stops_it(rule: str) -> None:
    fault = next(faults_without(rule))
    print(f"Without {rule}:{fault}")  # noqa: T201 - shown with `-s`, and when this fails
    short, promise = fault.faulty, PROMISES[BREAKS[rule]]
    assert short.start.moves == []
    assert broken(promise, replay(BEGINNING, short.moves, Enforcing(short.weakening)))
    assert [stop.rule for stop in stops(promise, BEGINNING, short.moves, (rule,))] == [rule]
    assert len(short.moves) <= len(fault.found.start.moves) + len(fault.found.moves)


def test_the_steps_that_ask_a_rule_are_known() -> None:
    assert "LIST-3" in asked_by(STEPS["accept_list"])
    assert "LIST-3" not in asked_by(STEPS["send"])
    to_one, to_many = {"send", "send_again"}, {"give_sender_key", "send_to_group"}
    assert {step.name for step in ground_without("FAN-3").novel} == to_one | to_many


def test_half_of_the_rules_are_for_steps_that_ask_the_rule_and_a_quarter_for_the_adversary() -> (
    None
):
    ground = ground_without("FAN-3")

    def shares(steps: list[Step[...]]) -> int:
        return sum(ground.shares[step.name] for step in steps)

    forged = [step for step in ground.steps if step.by is Actor.ADVERSARY]
    others = [step for step in ground.steps if step not in [*forged, *ground.novel]]
    assert shares(ground.novel) == pytest.approx(shares(ground.steps) / 2, rel=0.1)
    assert shares(forged) == pytest.approx(shares(others), rel=0.4)


def test_a_walk_begins_where_a_scene_takes_the_step_and_if_it_is_novel_also_at_the_ends() -> None:
    ground = ground_without("LIST-3")
    [scene] = ground.scenes

    end = len(scene.moves)

    def lengths(name: str) -> list[int]:
        return [length for _, length in ground.moments[name]]

    def taken(name: str) -> list[int]:
        return [n for n, move in enumerate(scene.moves) if move.step.name == name]

    assert lengths("accept_list") == [*taken("accept_list"), end]
    assert lengths("register") == taken("register") != []
    assert lengths("corrupt") == [end]
