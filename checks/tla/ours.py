"""What our own specification says when one rule is dropped, promise by promise.

An attack is a recorded one, or is searched up to a bounded length. A promise holds if it and all
that carries it are still proved. Where neither is so, "no run so far" is all that is claimed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from mdaudit.checks.hunt import Limits, candidates, find_attack
from mdaudit.checks.proofs import Task, prove, selected
from mdaudit.spec.reading import Weakening

RECORDED: Final = Path(__file__).parents[1] / "recorded" / "attacks.json"

DEPTH: Final = 4
"""Steps after a scene, where a promise is neither proved nor has a recorded attack."""
LIMITS: Final = Limits(depth=DEPTH, seconds=600)
"""Generous, so that a slow machine gives the same answers."""


@dataclass(frozen=True)
class Judgement:
    """Whether a promise falls, and how that is known."""

    broken: bool
    how: str


def judge(rule: str | None, promises: Iterable[str]) -> dict[str, Judgement]:
    """Judge promises without one rule, or with all of them."""
    return {number: _judge(rule, number) for number in promises}


def _judge(rule: str | None, promise: str) -> Judgement:
    if rule is not None and (steps := recorded_attack(rule, promise)):
        return Judgement(broken=True, how=f"attack of {steps} steps")
    if promise not in _unproved(rule):
        return Judgement(broken=False, how="proved")
    if rule is None:
        return Judgement(broken=True, how="not proved")
    return _searched(rule, promise)


def recorded_attack(rule: str, promise: str) -> int | None:
    """Return the length of the recorded attack on this promise without this rule alone."""
    for attack in json.loads(RECORDED.read_bytes())["attacks"]:
        if attack["dropped"] == [rule] and attack["promise"] == promise:
            return int(attack["length"])
    return None


@cache
def _unproved(rule: str | None) -> frozenset[str]:
    """Promises that are open, or that a lemma or promise carries which is open."""
    weakening = Weakening() if rule is None else Weakening.parse([rule])
    groups = prove(Task(selected(), weakening))
    opened = [group.subject for group in groups if not group.is_proved]
    return frozenset(promise.number for promise in candidates(opened))


def _searched(rule: str, promise: str) -> Judgement:
    limits = Limits(LIMITS.depth, LIMITS.seconds, (promise,))
    findings = find_attack((rule,), limits)
    if findings.attack is not None:
        return Judgement(broken=True, how=f"attack of {findings.attack.length} steps")
    return Judgement(broken=False, how=f"no run of up to {findings.searched} steps")
