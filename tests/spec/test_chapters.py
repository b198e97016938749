"""What must stay possible, and what stays true along the way."""

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
from mdaudit.spec.state import State, beginning


def played(witness: Witness) -> Run:
    return witness.run(beginning(IN_DAYS))


def kept(promise: Promise, run: Run) -> bool:
    if promise.kind is Kind.SAFETY:
        return all(promise.formula(state) is True for state in run.states)
    steps = zip(run.states[:-1], run.states[1:], strict=True)
    return all(promise.formula(before, after) is True for before, after in steps)


@pytest.mark.parametrize("witness", WITNESSES.values(), ids=WITNESSES.keys())
def test_a_witness_is_possible_and_keeps_every_promise_and_lemma(witness: Witness) -> None:
    run = played(witness)
    assert run.moves
    assert [p.number for p in PROMISES.values() if not kept(p, run)] == []
    wrong = [x.name for x in LEMMAS.values() for s in run.states if x.formula(s) is not True]
    assert wrong == []


def test_every_step_is_reached_by_a_witness() -> None:
    taken = {move.step.name for witness in WITNESSES.values() for move in played(witness).moves}
    assert taken == set(STEPS)


ANTECEDENTS = {
    "4a": lambda s: len(s.held_since_pin.rows) > 1,
    "4b": lambda s: s.held.rows,
    "5": lambda s: s.saw_dropped.rows,
    "14a": lambda s: s.adopted.rows,
    "15a": lambda s: any(index > 0 for _, _, index, _ in s.admitted.rows),
    "1": lambda s: any(index > 0 for _, _, index, _ in s.copied.rows),
    "5b": lambda s: any(index > 0 for _, _, index, _ in s.copied.rows),
    "2": lambda s: any(index > 0 for _, _, index, _ in s.copied.rows),
    "6": lambda s: s.removal_true_time.rows and len(s.copied.rows) > 1,
    "7": lambda s: any(s.copy_told_at.rows.values()),
    "16": lambda s: any(index > 0 for _, _, index, _ in s.copied.rows),
    "16b": lambda s: any(index > 0 for _, _, index, _ in s.admitted_at.rows),
}


@pytest.mark.parametrize("number", ANTECEDENTS)
def test_a_promise_speaks_of_something_that_happens(number: str) -> None:
    states: list[State] = [state for w in WITNESSES.values() for state in played(w).states]
    assert any(ANTECEDENTS[number](state) for state in states)  # type: ignore[no-untyped-call]


def test_the_promise_about_changes_has_a_change_to_speak_of() -> None:
    assert set(ANTECEDENTS) | {"3"} == set(PROMISES)
    run = played(WITNESSES["bob_knows_the_laptop"])
    assert set(run.states[-1].knows.rows) - set(run.states[-2].knows.rows)  # type: ignore[attr-defined]


def test_the_chapters_are_in_reading_order() -> None:
    names = [chapter.__name__.rpartition(".")[2] for chapter in chapters.CHAPTERS]
    assert names == ["device_list", "fanout", "adversary"]
