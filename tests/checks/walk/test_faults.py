"""A false promise is noticed, by the promise's own formula, and becomes a short story."""

import random

import pytest

from mdaudit.checks.walk.faults import Broken, HelpRefused, Watch
from mdaudit.checks.walk.shrinking import shrunk
from mdaudit.checks.walk.walking import FaultError, Walk, moments
from mdaudit.spec.device_list.holding import accept_list
from mdaudit.spec.device_list.witnesses import bob_knows_the_laptop
from mdaudit.spec.logic import every, negate
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.registry import STEPS, Kind, Promise, Step
from mdaudit.spec.sorts import Account, Client, IdentityKey, Time, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import SignedList


def nobody_is_corrupt(s: State) -> Truth:
    return every(s.corrupt, lambda _key: False)


def nobody_becomes_corrupt(before: State, after: State) -> Truth:
    return every(after.corrupt, lambda key: before.corrupt(key))


def a_pin_is_enough(
    s: State,
    client: Client,
    account: Account,
    offered: SignedList,
    embedded: IdentityKey,
    clock: Time,
) -> Truth:
    del offered, embedded, clock
    return negate(s.pin(client, account) == IdentityKey(b""))


FALSE = {
    "state": Promise("X", "No key is corrupt", Kind.SAFETY, nobody_is_corrupt),
    "change": Promise("X", "No key becomes corrupt", Kind.CHANGE, nobody_becomes_corrupt),
}


def walk_with(promise: Promise, seed: int = 0) -> Walk:
    steps: list[Step[...]] = [step for step in STEPS.values() if step.system is State]
    start = bob_knows_the_laptop.run(IN_DAYS)
    return Walk(start, steps, Watch(State, [promise]), random.Random(seed).randrange)  # noqa: S311 - no secret


@pytest.mark.parametrize("kind", FALSE)
def test_a_false_promise_is_found_and_its_story_is_one_step_long(kind: str) -> None:
    walks = (walk_with(FALSE[kind], seed).go(60) for seed in range(20))
    found = next(faulty for faulty in walks if faulty is not None)
    assert isinstance(found.fault, Broken)
    short = shrunk(found, moments(found.start))
    assert [move.step.name for move in short.moves] == ["corrupt"]
    assert len(short.start.moves) == 0
    story = str(FaultError(short))
    assert "1. Day 0: The adversary takes over the key" in story
    assert "Promise X is broken" in story


def test_a_step_that_must_not_be_refused_and_is_is_found() -> None:
    promise = Promise(
        "X", "Whoever pinned a key accepts", Kind.RECOVERABLE, a_pin_is_enough, step=accept_list
    )
    walks = (walk_with(promise, seed).go(60) for seed in range(20))
    found = next(faulty for faulty in walks if faulty is not None)
    assert isinstance(found.fault, HelpRefused)
    assert "Promise X is broken" in str(shrunk(found))


def test_a_promise_is_asked_only_when_something_changed_that_it_reads() -> None:
    run = bob_knows_the_laptop.run(IN_DAYS)
    watch = Watch(State, [FALSE["state"]])
    corrupt = STEPS["corrupt"](run.state, IdentityKey(b"k"))
    assert watch.fault(run.state, corrupt) is not None
    assert watch.fault(corrupt, STEPS["leak_secret"](corrupt, IdentityKey(b"k"))) is None
