"""Scripted attacks break what they say, and are stopped by each rule that they need dropped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mdaudit.checks.known import NotAnAttackError, known_attacks, replayed
from mdaudit.spec.chapters import ATTACKS


@pytest.mark.parametrize("name", ATTACKS)
def test_a_scripted_attack_is_one(name: str) -> None:
    known = ATTACKS[name]
    attack = replayed(known)
    assert attack.promise.number == known.promise
    assert {stop.rule for stop in attack.stopped_by} == set(known.without)
    assert attack in known_attacks(known.without)


def test_a_script_that_breaks_nothing_is_refused() -> None:
    known = next(iter(ATTACKS.values()))
    with pytest.raises(NotAnAttackError, match="does not break promise"):
        replayed(replace(known, script=lambda _: None))


def test_a_script_that_needs_fewer_rules_is_refused() -> None:
    known = next(iter(ATTACKS.values()))
    with pytest.raises(NotAnAttackError, match="is not stopped by each"):
        replayed(replace(known, without=(*known.without, "WIRE-1")))
