"""What must stay possible, and what stays true along the way."""

from itertools import pairwise
from typing import Any

import pytest

from mdaudit.spec import chapters
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.registry import (
    LEMMAS,
    PROMISES,
    STEPS,
    WITNESSES,
    Kind,
    Promise,
    Run,
    Witness,
)
from mdaudit.spec.secrecy.wire import text
from mdaudit.spec.sorts import NO_KEY, IdentityKey, Index, Position
from mdaudit.spec.state.system import System

ASKED_ONCE = (Kind.RECOVERABLE, Kind.CONE)


def played(witness: Witness) -> Run:
    return witness.run(IN_DAYS)


def about(run: Run) -> type[System]:
    return type(run.state)


def kept(promise: Promise, run: Run) -> bool:
    if promise.system is not about(run) or promise.kind in ASKED_ONCE:
        return True
    if promise.kind.is_invariant:
        return all(promise.formula(state) is True for state in run.states)
    steps = zip(run.states[:-1], run.states[1:], strict=True)
    return all(promise.formula(before, after) is True for before, after in steps)


@pytest.mark.parametrize("witness", WITNESSES.values(), ids=WITNESSES.keys())
def test_a_witness_is_possible_and_keeps_every_promise_and_lemma(witness: Witness) -> None:
    run = played(witness)
    assert run.moves
    assert [p.number for p in PROMISES.values() if not kept(p, run)] == []
    own = [lemma for lemma in LEMMAS.values() if lemma.system is about(run)]
    wrong = [x.name for x in own for s in run.states if x.formula(s) is not True]
    assert wrong == []


def test_every_step_is_reached_by_a_witness() -> None:
    taken = {move.step.name for witness in WITNESSES.values() for move in played(witness).moves}
    assert taken == set(STEPS)


def recovers(number: str) -> bool:
    """Whether the step of a recoverable promise is taken in a state that meets its premise."""
    promise = PROMISES[number]
    return any(
        move.step is promise.step and promise.formula(before, *move.arguments) is True
        for witness in WITNESSES.values()
        for before, move in zip(played(witness).states, played(witness).moves, strict=False)
    )


def was_removed(s: Any, primary: IdentityKey, index: Index) -> bool:
    """Whether an honest owner removed this companion, in some life."""
    rows = [key for key, _, removed in s.removal_true_time.rows if removed == index]
    return primary in rows and not s.corrupt(primary)


ANTECEDENTS = {
    "1b": lambda s: any(s.copy_verified.rows.values()),
    "4c": lambda s: s.alarmed.rows,
    "4d": lambda s: s.saw_two_views.rows,
    "7c": lambda s: s.alone_since.rows and s.copied.rows,
    "8b": lambda s: s.unconfirmed.rows,
    "9c": lambda s: s.deadline.rows,
    "15": lambda s: any(index > 0 for _, _, index, _, _, _ in s.shown.rows),
    "15b": lambda s: any(s.own_account(row[0]) == row[1] for row in s.shown.rows),
    "18": lambda s: s.resent.rows,
    "18b": lambda s: s.resent.rows,
    "20": lambda s: s.times_shown.rows,
    "1c": lambda s: (
        any(shown.certificate_is_hosted for shown in s.evidence.rows.values())
        and any(held.list_is_hosted for held in s.held.rows.values())
    ),
    "2c": lambda s: any(index > 0 for _, _, index, _ in s.knows.rows),
    "4a": lambda s: any(
        one[:2] == other[:2] and one != other and one[2].list_time == other[2].list_time
        for one in s.held_since_pin.rows
        for other in s.held_since_pin.rows
    ),
    "4b": lambda s: any(
        one != other
        and s.pin(*one) == s.pin(*other) != NO_KEY
        and not s.corrupt(s.pin(*one))
        and s.held(*one).list_time == s.held(*other).list_time
        for one in s.held.rows
        for other in s.held.rows
    ),
    "5": lambda s: s.saw_dropped.rows,
    "14": lambda s: s.adopted.rows,
    "14a": lambda s: s.adopted.rows,
    "14b": lambda s: s.adopted.rows,
    "14c": lambda s: any(data.symbol.name == "secret" for (data,) in s.knows.rows),
    "14d": lambda s: s.shown_linked.rows,
    "14e": lambda s: s.adopted.rows and s.guesses.rows,
    "14f": lambda s: s.certified.rows,
    "15a": lambda s: any(index > 0 for _, _, index, _ in s.admitted.rows),
    "1": lambda s: any(index > 0 for _, _, index, _ in s.copied.rows),
    # What 5b excludes the rules exclude too, so this is what comes closest: a sender saw an
    # index dropped, and serves another one.
    "5b": lambda s: s.saw_dropped.rows and any(index > 0 for _, _, index, _ in s.copied.rows),
    "2": lambda s: any(index > 0 for _, _, index, _ in s.copied.rows),
    "6": lambda s: any(was_removed(s, s.copy_pin(*row), row[2]) for row in s.copied.rows),
    "6b": lambda s: any(
        was_removed(s, s.given_pin(s.sent_under(row[0]), *row[1:]), row[2])
        for row in s.readable.rows
    ),
    "7": lambda s: any(s.copy_told_at.rows.values()),
    "7b": lambda s: s.given_told_at.rows and s.group_told_at.rows,
    "10": lambda s: any(index > 0 for _, _, index, _ in s.readable.rows),
    "10b": lambda s: Position(1) in s.given_from.rows.values(),
    "10c": lambda s: any(index > 0 for _, _, _, index, _, _ in s.group_shown_under.rows),
    "17": lambda s: any(term.symbol == text.symbol for (term,) in s.knows.rows),
    "16": lambda s: any(index > 0 for _, _, index, _ in s.copied.rows),
    "16b": lambda s: any(index > 0 for _, _, index, _ in s.admitted_at.rows),
    "12": lambda s: s.shown_gone_by.rows,
    "12b": lambda s: s.asked_gone.rows and s.wanted_gone.rows,
    "13": lambda s: s.own_data_at.rows and s.history_from.rows,
    "19": lambda s: any(
        was_removed(s, primary, index)
        for used in s.patch_key.rows.values()
        for key, primary, index in s.given.rows
        if key == used
    ),
    "19b": lambda s: any(
        was_removed(s, primary, index)
        for used in s.written_under.rows.values()
        for key, primary, index in s.given.rows
        if key == used
    ),
    "19c": lambda s: len(s.patch_key.rows) > 1,
}


CHANGES = {
    "2b": lambda before, after: after.sender.rows != before.sender.rows,
    "3": lambda before, after: set(after.knows.rows) - set(before.knows.rows),
    "3b": lambda before, after: before.pin.rows != after.pin.rows and before.own_account.rows,
    "12c": lambda before, after: set(before.knows.rows) - set(after.knows.rows),
    "21": lambda before, after: (
        after.left.rows.keys() > before.left.rows.keys()
        or after.shown.rows.keys() > before.shown.rows.keys()
    ),
    "8": lambda before, after: before.verified.rows and before.held.rows != after.held.rows,
}


@pytest.mark.parametrize("number", ANTECEDENTS)
def test_a_promise_speaks_of_something_that_happens(number: str) -> None:
    runs = [played(w) for w in WITNESSES.values() if w.system is PROMISES[number].system]
    states = [state for run in runs for state in run.states]
    assert any(ANTECEDENTS[number](state) for state in states)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("number", CHANGES)
def test_a_promise_about_changes_speaks_of_a_change_that_happens(number: str) -> None:
    runs = [played(w) for w in WITNESSES.values() if w.system is PROMISES[number].system]
    steps = [pair for run in runs for pair in pairwise(run.states)]
    assert any(CHANGES[number](*pair) for pair in steps)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("number", [n for n, p in PROMISES.items() if p.kind is Kind.RECOVERABLE])
def test_a_step_that_must_not_be_refused_is_taken(number: str) -> None:
    assert recovers(number)


def test_every_promise_is_known_to_speak_of_something() -> None:
    once = {number for number, promise in PROMISES.items() if promise.kind in ASKED_ONCE}
    assert {*ANTECEDENTS, *CHANGES, *once} == set(PROMISES)


def test_the_chapters_are_in_reading_order() -> None:
    names = [chapter.__name__.rpartition(".")[2] for chapter in chapters.CHAPTERS]
    assert names == [
        "linking",
        "device_list",
        "fanout",
        "receiving",
        "consistency",
        "verification",
        "groups",
        "revocation",
        "sync",
        "secrecy",
        "adversary",
        "contrast",
    ]
