"""How a party takes a step: in the reading in force, whole or not at all, and logged."""

import pytest

from mdaudit.reference.parties.party import Party
from mdaudit.reference.parties.plain import base64
from mdaudit.spec.device_list.holding import pin_primary, restart
from mdaudit.spec.linking.codes import one_answer_same_keys
from mdaudit.spec.reading import NotPossible, Refused, read_as
from mdaudit.spec.sorts import NO_KEY, Count, IdentityKey
from tests.reference.scene import ALICE, BOBS_PHONE, LIFE, START, at, without

KEY = IdentityKey(b"k" * 32)
FORGOTTEN = True


def party() -> Party:
    """Return a party that pinned one account."""
    made = Party()
    hosted = False
    made.take(pin_primary, START, BOBS_PHONE, ALICE, KEY, LIFE, hosted)
    return made


def test_a_step_changes_the_state_and_is_logged() -> None:
    one = party()
    assert one.state.pin(BOBS_PHONE, ALICE) == KEY
    assert one.state.now == START
    assert [(event["step"], event["at"], event["outcome"]) for event in one.log] == [
        ("pin_primary", START, "done")
    ]


def test_a_refused_step_changes_nothing_and_is_logged() -> None:
    one = party()
    before = one.state
    with pytest.raises(Refused, match="LIST-9"):
        one.take(restart, at(5), BOBS_PHONE, ALICE, FORGOTTEN)
    assert one.state is before
    assert one.log[-1]["outcome"] == "refused"
    assert one.log[-1]["refusal"] == {
        "rule": "LIST-9",
        "title": "What is held survives expiry, deleted sessions and restarts",
        "blame": "observed client",
        "expected": "the held list, its mark, the required time and the deadline kept",
        "got": "a client that forgot them",
    }


def test_of_a_rule_that_is_asked_alone_only_a_refusal_is_logged() -> None:
    one = party()
    one.ask(one_answer_same_keys, at(5), Count(1), KEY, KEY)
    assert len(one.log) == 1
    with pytest.raises(Refused, match="LINK-7"):
        one.ask(one_answer_same_keys, at(5), Count(2), KEY, KEY)
    line = one.log[-1]
    assert (line["step"], line["outcome"], line["refusal"]["rule"]) == (None, "refused", "LINK-7")
    assert line["arguments"] == {"answer": 2, "inside": base64(KEY), "outside": base64(KEY)}


def test_an_impossible_step_changes_nothing_and_is_logged() -> None:
    one = party()
    before, hosted = one.state, False
    with pytest.raises(NotPossible):
        one.take(pin_primary, at(5), BOBS_PHONE, ALICE, NO_KEY, LIFE, hosted)
    assert one.state is before
    assert one.log[-1]["outcome"] == "not possible"
    assert one.log[-1]["because"] == "a key and a life are shown"


def test_a_step_is_taken_in_the_reading_in_force() -> None:
    one = party()
    with read_as(without("LIST-9")):
        one.take(restart, at(5), BOBS_PHONE, ALICE, FORGOTTEN)
    assert one.log[-1]["outcome"] == "done"
