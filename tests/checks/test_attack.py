"""Without a rule a promise breaks, by a run that can really happen."""

from functools import cache

import pytest

from mdaudit.checks import demo
from mdaudit.checks.attack import Attack, Findings, broken, replay
from mdaudit.checks.hunt import Limits, find_attack
from mdaudit.spec.device_list.witnesses import (
    bob_knows_the_laptop,
)
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import Enforcing, NotPossible, Refused, Weakening
from mdaudit.spec.registry import PROMISES, RULES, Kind
from mdaudit.spec.state import State

READMITTED = ("LIST-6:own-current-index-is-the-mark", "FAN-1:listed-or-above-the-mark")

BREAKS = {
    ("LIST-1",): "3",
    ("FAN-1",): "1",
    ("FAN-2",): "16",
    ("DEV-1",): "1",
    READMITTED: "5b",
}
"""Dropped rules, and a promise that breaks without them; `make recorded` searches for all rules."""


@cache
def attack_on(names: tuple[str, ...], number: str) -> Attack:
    found = find_attack(names, Limits(promises=(number,))).attack
    assert found is not None
    return found


@pytest.mark.parametrize(("names", "number"), BREAKS.items(), ids=map("+".join, BREAKS))
def test_a_reachable_run_breaks_a_promise_and_each_rule_stops_it(
    names: tuple[str, ...], number: str
) -> None:
    found = attack_on(names, number)
    assert found.shortest
    assert broken(PROMISES[number], found.run())
    ids = {name.partition(":")[0] for name in names}
    for stop in found.stopped_by:
        assert any(rule in stop.how for rule in ids)
    assert [stop.rule for stop in found.stopped_by] == list(names)


def test_with_all_rules_on_the_run_is_refused_or_harmless() -> None:
    found = attack_on(("FAN-1",), "1")
    reading = Enforcing()
    run = replay(found.scene, found.moves, reading)
    assert not broken(found.promise, run)
    assert "FAN-1" in {judgement.rule.id for judgement in reading.left_out}
    guarded = attack_on(("LIST-1",), "3")
    with pytest.raises(Refused, match="LIST-1"):
        replay(guarded.scene, guarded.moves, Enforcing())


def test_a_rule_that_breaks_nothing_alone_is_said_to_break_nothing() -> None:
    findings = find_attack(("RCV-2",))
    assert findings.attack is None
    assert findings.opened == []
    assert findings.record()["reason"] == RULES["RCV-2"].needless
    assert "no promise breaks" in Findings(("LIST-3",), opened=[]).reason


def test_a_rule_about_bytes_is_said_to_be_one() -> None:
    assert "speaks of bytes" in find_attack(("WIRE-2",)).reason


def test_a_search_that_found_nothing_says_how_far_it_looked() -> None:
    findings = find_attack(("LIST-3",), Limits(depth=1, promises=("4a",)))
    assert findings.attack is None
    assert findings.searched == 1
    assert "up to 1 steps" in findings.reason


def test_a_search_without_time_excludes_nothing() -> None:
    findings = find_attack(("LIST-3",), Limits(seconds=0, promises=("4a",)))
    assert (findings.attack, findings.searched) == (None, 0)


def test_a_promise_that_breaks_without_all_the_rules_is_no_cut_set() -> None:
    findings = find_attack(("FAN-2", "LIST-7"), Limits(depth=1, promises=("16",)))
    assert findings.attack is None
    assert findings.broken_by_fewer == ["16"]


def test_a_story_is_numbered_and_tells_who_got_copies() -> None:
    found = attack_on(("FAN-1",), "1")
    assert found.story[0].startswith("1. Day 0: alice registers")
    assert found.ending == found.story[-3:]
    assert "Copies go to: alice-phone (index 0), alice-laptop (index 1)." in found.story[-1]
    assert found.record()["minimal"] == "shortest"


def test_the_scene_is_played_with_all_rules_on() -> None:
    everything_off = Enforcing(Weakening.parse(["LIST-1", "DEV-1"]))
    run = replay(bob_knows_the_laptop, (), everything_off)
    assert run.moves == bob_knows_the_laptop.run(IN_DAYS).moves
    about = (promise for promise in PROMISES.values() if promise.system is State)
    assert not any(broken(promise, run) for promise in about if promise.kind is not Kind.CONE)


def test_an_impossible_move_is_not_possible_whatever_is_dropped() -> None:
    again = bob_knows_the_laptop.run(IN_DAYS).moves[:1]
    with pytest.raises(NotPossible, match="the key is new"):
        replay(bob_knows_the_laptop, tuple(again), Enforcing())


def test_the_demonstration_proves() -> None:
    assert "Proved with" in " ".join(demo.prove_first_promise())


def test_the_demonstration_shows_an_attack(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it asks for is searched once for all tests, without its bound, and found within it."""

    def searched(names: tuple[str, ...], limits: Limits) -> Findings:
        found = attack_on(names, *limits.promises)
        return Findings(names, attack=found if found.length <= limits.depth else None)

    monkeypatch.setattr(demo, "find_attack", searched)
    assert "With FAN-1 on" in " ".join(demo.show_attack())


def test_a_demonstration_without_an_attack_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "find_attack", lambda names, _: Findings(names))
    assert list(demo.show_attack()) == ["No run without FAN-1 breaks a promise within 3 steps."]
