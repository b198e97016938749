"""Levels of a tree, narrow and wide: what a change makes, and what it leaves alone."""

import pytest

from mdaudit.spec.logic.levels import (
    NOTHING,
    WIDE,
    Layers,
    Level,
    changed_turns,
    layered,
    turned,
)

NARROW: Level = {0: 1, 1: 2}
BROAD: Level = {number: number + 1 for number in range(4 * WIDE)}


@pytest.mark.parametrize("level", [NARROW, BROAD])
def test_a_change_leaves_the_level_before_alone(level: Level) -> None:
    before = dict(level)
    changed = turned(turned(level, "new", 5), 0, 7)
    assert dict(changed) == {**before, 0: 7, "new": 5}
    assert level == before


@pytest.mark.parametrize("level", [NARROW, BROAD])
def test_a_turn_can_go_and_come_back(level: Level) -> None:
    without = turned(level, 0, NOTHING)
    assert 0 not in without
    assert without.get(0, NOTHING) is NOTHING
    assert len(without) == len(dict(without)) == len(level) - 1
    assert dict(turned(without, 0, 1)) == level


def test_the_last_turn_leaves_nothing() -> None:
    assert turned({0: 1}, 0, NOTHING) is NOTHING
    assert turned(NOTHING, 0, NOTHING) is NOTHING


def test_layers_are_made_one_when_there_are_many_changes() -> None:
    level = BROAD
    kinds = []
    for number in range(2 * WIDE):
        level = turned(level, number, 0)
        kinds.append(type(level))
    assert {Layers, dict} == set(kinds)
    assert dict(level) == {**BROAD, **dict.fromkeys(range(2 * WIDE), 0)}


def test_what_is_gone_stays_gone_when_layers_are_made_one() -> None:
    level = BROAD
    for number in range(2 * WIDE):
        level = turned(level, number, NOTHING)
    assert dict(level) == {number: number + 1 for number in range(2 * WIDE, 4 * WIDE)}


def test_many_values_are_not_looked_at_before_somebody_asks() -> None:
    class Unasked(dict[object, object]):
        def __getitem__(self, turn: object) -> object:
            if turn == 1:
                raise AssertionError("somebody asked")
            return super().__getitem__(turn)

    level = layered(BROAD, Unasked({0: "zero", 1: "one"}))
    assert (level[0], level[2]) == ("zero", BROAD[2])
    changed = turned(level, 1, "two")
    assert changed[1] == "two"
    with pytest.raises(AssertionError, match="somebody asked"):
        level[1]
    with pytest.raises(KeyError):
        level["none"]


def test_a_few_values_are_copied() -> None:
    assert layered(NARROW, {1: 9}) == {0: 1, 1: 9}


def test_only_turns_above_can_lead_elsewhere() -> None:
    one, other = turned(BROAD, 1, 0), turned(BROAD, 2, 0)
    assert set(changed_turns(one, other)) == {1, 2}
    assert set(changed_turns(BROAD, other)) == {2}
    assert set(changed_turns(NARROW, other)) == BROAD.keys()
