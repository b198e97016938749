"""The auditor's reading: every rule is asked, and parts of rules are told from rules."""

from dataclasses import replace
from typing import Any

import pytest

from mdaudit.audit_cli.trial.judging import Completion, Judging, take
from mdaudit.spec.device_list.acceptance import never_goes_back, unexpired
from mdaudit.spec.device_list.usable import list_is_usable
from mdaudit.spec.logic import Missing
from mdaudit.spec.policy import Policy
from mdaudit.spec.reading import Weakening, assume, read_as, require
from mdaudit.spec.sorts import PRIMARY, Account, Client, Index, Time
from mdaudit.spec.state import State, beginning
from mdaudit.spec.state.signed import NO_LIST, SignedList

ALICE, BOB = Account("alice"), Client("bob")
LISTED = SignedList("list", list_time=Time(10))
BEGINNING = beginning(Policy())
HELD = replace(BEGINNING, held=BEGINNING.held.but(BOB, ALICE, becomes=LISTED))
UNKNOWN = replace(
    BEGINNING,
    held=BEGINNING.held.but(BOB, ALICE, becomes=Missing("lists")),
)
LATE = Time(10**9)


def asking(index: Index, clock: Time) -> object:
    def action(s: State) -> State:
        require(list_is_usable, s, BOB, ALICE, index, clock)
        return s

    return action


def verdicts(index: Index, clock: Time, known: State, doubted: State) -> dict[str, object]:
    taken = take(asking(index, clock), known, doubted)  # type: ignore[arg-type]
    return {verdict.rule.id: verdict.answer for verdict in taken.verdicts}


def test_no_answer_stops_a_step() -> None:
    reading = Judging()
    with read_as(reading):
        require(never_goes_back, Time(2), Time(1))
        require(never_goes_back, Time(1), Time(2))
        assume(condition=True, what="met")
        assert not reading.unmet
        assume(condition=False, what="not met")
        assume(condition=True, what="met")
    assert [judged.judgement.answer for judged in reading.judged] == [False, True]
    assert reading.unmet


def test_a_dropped_rule_is_not_asked() -> None:
    reading = Judging(Weakening.parse(["LIST-3"]))
    with read_as(reading):
        require(never_goes_back, Time(2), Time(1))
    assert reading.judged[0].judgement.answer is True


def test_a_part_that_decides_a_rule_is_named_with_it() -> None:
    assert verdicts(Index(1), Time(20), HELD, HELD) == {"FAN-2": True, "LIST-8": True}
    assert verdicts(Index(1), LATE, HELD, HELD) == {"FAN-2": False, "LIST-8": False}


def test_a_part_that_does_not_decide_a_rule_is_left_out() -> None:
    assert verdicts(PRIMARY, LATE, HELD, HELD) == {"FAN-2": True}
    assert verdicts(Index(1), LATE, BEGINNING, BEGINNING) == {"FAN-2": False}


def test_what_holds_only_by_what_is_known_is_inconclusive() -> None:
    answer = verdicts(Index(1), Time(20), HELD, UNKNOWN)["FAN-2"]
    assert isinstance(answer, Missing)
    assert answer.what == ("lists",)


def test_what_fails_by_what_is_known_has_failed() -> None:
    assert verdicts(Index(1), LATE, HELD, UNKNOWN)["FAN-2"] is False


def test_what_holds_in_a_completion_has_not_failed() -> None:
    (fan, *_) = take(
        asking(Index(1), Time(20)),  # type: ignore[arg-type]
        BEGINNING,
        BEGINNING,
        completions=[Completion(HELD, "whether a list came")],
    ).verdicts
    assert isinstance(fan.answer, Missing)
    assert fan.answer.what == ("whether a list came",)


def test_what_fails_in_every_completion_has_failed() -> None:
    completions = [Completion(HELD, "whether a list came")]
    step = asking(Index(1), LATE)
    taken = take(step, BEGINNING, BEGINNING, completions=completions)  # type: ignore[arg-type]
    assert taken.answer is False


@pytest.mark.parametrize(("is_as_likely", "answer"), [(True, Missing), (False, bool)])
def test_what_fails_in_what_is_as_likely_does_not_hold(
    is_as_likely: Any, answer: type[object]
) -> None:
    orders = [Completion(BEGINNING, "what came first", is_as_likely)]
    step = asking(Index(1), Time(20))
    taken = take(step, HELD, HELD, orders=orders)  # type: ignore[arg-type]
    assert isinstance(taken.answer, answer)


def test_what_holds_in_spite_of_every_doubt_holds() -> None:
    assert verdicts(PRIMARY, LATE, HELD, UNKNOWN) == {"FAN-2": True}


def test_a_step_is_right_if_every_rule_of_it_is() -> None:
    for clock, expected in ((Time(20), True), (LATE, False)):
        assert take(asking(Index(1), clock), HELD, HELD).answer is expected  # type: ignore[arg-type]
    unsure = take(asking(Index(1), Time(20)), HELD, UNKNOWN)  # type: ignore[arg-type]
    assert isinstance(unsure.answer, Missing)
    assert [v.rule for v in unsure.about(unexpired)] == [unexpired]


def test_the_states_are_left_alone() -> None:
    assert BEGINNING.held(BOB, ALICE) == NO_LIST
    with pytest.raises(TypeError):
        bool(UNKNOWN.held(BOB, ALICE) == NO_LIST)
