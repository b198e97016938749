"""The two parts of the demonstration that need a solver, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from mdaudit.checks.hunt import Limits, find_attack
from mdaudit.checks.proofs import Task, prove, selected, title_of
from mdaudit.spec.registry import PROMISES, STEPS

PROMISE = "1"
"""The promise that is proved."""
DROPPED = "FAN-1"
"""The rule that is dropped."""


def prove_first_promise() -> Iterator[str]:
    """Prove the first promise together with the lemmas that carry it."""
    groups = prove(Task(selected([PROMISE])))
    results = {group.result for group in groups}
    obligations = sum(len(group.outcomes) for group in groups)
    seconds = sum(group.seconds for group in groups)
    yield f"Promise {PROMISE}: {PROMISES[PROMISE].title}."
    yield (
        f"{'Proved' if results == {'proved'} else 'NOT proved'} with {len(groups) - 1} lemmas over "
        f"{len(STEPS)} steps: {obligations} obligations in {seconds:.1f} s, for any number of "
        "accounts, devices, messages and lists."
    )
    yield from (f"Open: {title_of(group.subject)}" for group in groups if group.result != "proved")


def show_attack() -> Iterator[str]:
    """Show the shortest run that breaks a promise without one rule, and how the rule stops it."""
    attack = find_attack((DROPPED,), Limits(depth=3, promises=(PROMISE,))).attack
    if attack is None:
        yield f"No run without {DROPPED} breaks a promise within 3 steps."
        return
    yield f"Without {DROPPED}, promise {attack.promise.number} breaks in {attack.length} steps"
    yield f"(after the scene: {attack.scene.title}):"
    yield from attack.ending
    yield from (f"With {stop.rule} on: {stop.how}." for stop in attack.stopped_by)
