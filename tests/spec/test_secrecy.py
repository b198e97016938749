"""What the network reads: proved of the steps there are, and not of a step that leaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from mdaudit.checks.proofs import Task, prove, selected
from mdaudit.checks.unbounded import Budget
from mdaudit.spec.logic import both
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import NotPossible, assume
from mdaudit.spec.registry import PROMISES, STEPS, Actor, Run, Step
from mdaudit.spec.secrecy.devices import lock_message, write_message
from mdaudit.spec.secrecy.network import open_locked, open_sealed, read_at_the_author, unwrap
from mdaudit.spec.secrecy.wire import (
    Data,
    Network,
    SharedKey,
    lock,
    own_copy,
    pair,
    seal,
    shared,
    text,
)
from mdaudit.spec.secrecy.witnesses import (
    ALICES_LAPTOP,
    ALICES_PHONE,
    BOBS_LAPTOP,
    BOBS_PHONE,
    BUNDLE_KEY,
    HELLO,
    MALLORY,
    SENDER_KEY,
    TO_ALL,
    a_corrupt_own_device_reveals,
    a_corrupt_recipient_reveals,
    everything_is_on_the_wire,
)
from mdaudit.spec.sorts import NO_KEY, IdentityKey, Message

READS = PROMISES["17"]
ENOUGH = Budget(effort=400_000)


def publishes_the_sender_key(s: Network, key: SharedKey) -> Network:
    return replace(s, knows=s.knows.but(shared(key), becomes=True))


def sends_in_clear(s: Network, message: Message) -> Network:
    assume(s.author(message) != NO_KEY, "there is such a message")
    return replace(s, knows=s.knows.but(text(message), becomes=True))


def forgets_whom_it_encrypts_for(s: Network, message: Message, to: IdentityKey) -> Network:
    """A copy for a device that no record names: a recipient outside the fan-out."""
    assume(s.author(message) != NO_KEY, "there is such a message")
    return replace(s, knows=s.knows.but(seal(to, text(message)), becomes=True))


def forgets_whom_it_gives_the_key(s: Network, key: SharedKey, to: IdentityKey) -> Network:
    """A sender key for a device that no record names."""
    return replace(s, knows=s.knows.but(seal(to, shared(key)), becomes=True))


def seals_the_key_beside_the_message(s: Network, message: Message, key: SharedKey) -> Network:
    """A group message with its own key next to it."""
    locked = pair(shared(key), lock(key, text(message)))
    return replace(
        s,
        locked_under=s.locked_under.but(message, key, becomes=True),
        knows=s.knows.but(locked, becomes=True),
    )


def breaks_a_lock(s: Network, key: SharedKey, inside: Data) -> Network:
    assume(both(s.knows(lock(key, inside)), s.maker(key) != NO_KEY), "there is a lock")
    return replace(s, knows=s.knows.but(inside, becomes=True))


MUTANTS: list[Callable[..., Network]] = [
    publishes_the_sender_key,
    sends_in_clear,
    forgets_whom_it_encrypts_for,
    forgets_whom_it_gives_the_key,
    seals_the_key_beside_the_message,
    breaks_a_lock,
]


def about_the_network() -> list[Any]:
    return [subject for subject in selected(["17"]) if subject.system is Network]


def test_it_is_proved_that_the_network_reads_nothing() -> None:
    assert {group.result for group in prove(Task(about_the_network()))} == {"proved"}


@pytest.mark.parametrize("leak", MUTANTS, ids=lambda leak: leak.__name__)
def test_with_a_step_that_leaks_it_is_not_proved(
    leak: Callable[..., Network], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: Step[...] = Step(leak.__name__, Actor.CLIENT, "", leak)
    monkeypatch.setitem(STEPS, made.name, made)
    groups = prove(Task(about_the_network()), budget=ENOUGH)
    assert any(leak.__name__ == o.case for group in groups for o in group.left_open)


def read_by(run: Run) -> set[Message]:
    return {message for message in (HELLO, TO_ALL) if run.state.knows(text(message))}


def test_a_published_key_breaks_the_promise_on_values() -> None:
    run = everything_is_on_the_wire.run(IN_DAYS)
    assert READS.formula(run.state) is True
    leaked = Run(publishes_the_sender_key(run.state, SENDER_KEY))
    leaked.do(open_locked, SENDER_KEY, text(TO_ALL))
    assert read_by(leaked) == {TO_ALL}
    assert READS.formula(leaked.state) is False


def test_a_recipient_that_nobody_recorded_breaks_the_promise_on_values() -> None:
    run = everything_is_on_the_wire.run(IN_DAYS)
    state = forgets_whom_it_encrypts_for(run.state, HELLO, MALLORY)
    taken = Run(replace(state, corrupt=state.corrupt.but(MALLORY, becomes=True)))
    taken.do(open_sealed, MALLORY, text(HELLO))
    assert READS.formula(taken.state) is False


def test_without_a_corrupt_device_nothing_opens() -> None:
    run = everything_is_on_the_wire.run(IN_DAYS)
    assert read_by(run) == set()
    for device in (ALICES_PHONE, ALICES_LAPTOP, BOBS_PHONE, BOBS_LAPTOP):
        for inside in (text(HELLO), own_copy(HELLO), shared(SENDER_KEY), shared(BUNDLE_KEY)):
            with pytest.raises(NotPossible, match="corrupt"):
                run.do(open_sealed, device, inside)
    with pytest.raises(NotPossible, match="known"):
        run.do(open_locked, BUNDLE_KEY, text(HELLO))
    with pytest.raises(NotPossible, match="known"):
        run.do(unwrap, HELLO)
    with pytest.raises(NotPossible, match="corrupt"):
        run.do(read_at_the_author, HELLO)


def test_a_corrupt_device_reveals_what_it_was_sent_and_nothing_else() -> None:
    assert read_by(a_corrupt_recipient_reveals.run(IN_DAYS)) == {HELLO, TO_ALL}
    own = a_corrupt_own_device_reveals.run(IN_DAYS)
    assert read_by(own) == {HELLO}
    with pytest.raises(NotPossible, match="known"):
        own.do(open_locked, SENDER_KEY, text(TO_ALL))


def test_only_a_device_that_has_the_key_and_can_read_puts_a_message_under_it() -> None:
    run = everything_is_on_the_wire.run(IN_DAYS)
    with pytest.raises(NotPossible, match="has the key"):
        run.do(lock_message, HELLO, BUNDLE_KEY, BOBS_PHONE)
    run.do(write_message, Message("for nobody"), BOBS_PHONE)
    with pytest.raises(NotPossible, match="can read"):
        run.do(lock_message, Message("for nobody"), BUNDLE_KEY, ALICES_PHONE)
