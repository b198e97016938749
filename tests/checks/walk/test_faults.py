"""A false promise is noticed, by the promise's own formula, and becomes a short story."""

import pytest
from hypothesis import settings

from mdaudit.checks.walk.drawing import First
from mdaudit.checks.walk.faults import Broken, HelpRefused, Trusted
from mdaudit.checks.walk.ground import Ground
from mdaudit.checks.walk.machine import FaultError, NotUnchangedError, machine
from mdaudit.spec.device_list.acceptance import never_goes_back
from mdaudit.spec.device_list.holding import accept_list
from mdaudit.spec.device_list.witnesses import bob_knows_the_laptop
from mdaudit.spec.logic import every, negate
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import require
from mdaudit.spec.registry import STEPS, Actor, Kind, Move, Promise, Run, Step
from mdaudit.spec.sorts import Account, Client, IdentityKey, Time, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import SignedList
from mdaudit.spec.state.system import begin
from tests.checks.walk.driven import WALKS, found, walk


def nobody_is_corrupt(s: State) -> Truth:
    return every(s.corrupt, lambda _key: False)


def corrupt_keys_are_corrupt(s: State) -> Truth:
    return every(s.corrupt, lambda key: s.corrupt(key))


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

TRUE = Promise("Y", "Corrupt keys are corrupt", Kind.SAFETY, corrupt_keys_are_corrupt)


def ground_with(promise: Promise) -> Ground:
    steps: list[Step[...]] = [step for step in STEPS.values() if step.system is State]
    return Ground([bob_knows_the_laptop.run(IN_DAYS)], steps, [promise])


def fault_of(promise: Promise, first: First) -> FaultError:
    how = settings(WALKS, max_examples=20, stateful_step_count=20)
    faults = (found(ground_with(promise), first, how, number) for number in range(20))
    return next(fault for fault in faults if fault is not None)


@pytest.mark.parametrize("kind", FALSE)
def test_a_false_promise_is_found_and_its_story_is_one_step_long(kind: str) -> None:
    fault = fault_of(FALSE[kind], STEPS["pass_time"])
    assert isinstance(fault.found.fault, Broken)
    assert [move.step.name for move in fault.faulty.moves] == ["corrupt"]
    assert len(fault.faulty.start.moves) == 0
    assert "1. Day 0: The adversary takes over the key" in str(fault)
    assert "Promise X is broken" in str(fault)


def test_a_step_that_must_not_be_refused_and_is_is_found() -> None:
    promise = Promise(
        "X", "Whoever pinned a key accepts", Kind.RECOVERABLE, a_pin_is_enough, step=accept_list
    )
    fault = fault_of(promise, promise)
    assert isinstance(fault.found.fault, HelpRefused)
    assert "Promise X is broken" in str(fault)


def test_a_step_that_must_not_matter_and_does_is_found() -> None:
    """A promise reads which keys are corrupt, so that the step that corrupts them matters."""
    cone = Promise("X", "Corruption does not matter", Kind.CONE, lambda: (STEPS["corrupt"],))
    ground = Ground([bob_knows_the_laptop.run(IN_DAYS)], [STEPS["corrupt"]], [TRUE, cone])
    fault = found(ground, STEPS["corrupt"], settings(WALKS, max_examples=5), 0)
    assert fault is not None
    assert isinstance(fault.found.fault, Trusted)
    assert "Promise X is broken" in str(fault)


def test_a_promise_is_asked_only_when_something_changed_that_it_reads() -> None:
    for step, asked in (("corrupt", True), ("leak_secret", False)):
        ground = Ground([bob_knows_the_laptop.run(IN_DAYS)], [STEPS[step]], [TRUE])
        walk(ground, STEPS[step], settings(WALKS, max_examples=5), 0)
        assert ground.taken[step] > 0
        assert bool(ground.asked[TRUE.number]) is asked


def test_a_refused_step_that_leaves_a_trace_is_found() -> None:
    """A step that writes into the rows of the state before it asks a rule that refuses."""

    def leave_a_trace(s: State, key: IdentityKey) -> State:
        s.corrupt.rows = s.corrupt.rows.but((key,), True)  # type: ignore[attr-defined]
        require(never_goes_back, Time(1), Time(0))
        return s

    broken: Step[...] = Step(
        "leave_a_trace", Actor.CLIENT, "A trace is left on {key}.", leave_a_trace
    )
    machine_walk = machine(ground_with(FALSE["state"]), STEPS["pass_time"])()
    machine_walk.run = Run(begin(State, IN_DAYS))
    with pytest.raises(NotUnchangedError, match="A trace is left"):
        machine_walk.take(Move(broken, (IdentityKey(b"k"),)))
