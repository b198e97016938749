"""Guards, filters, parts, and how a rule is switched off."""

import pytest

from mdaudit.spec import chapters
from mdaudit.spec.device_list.acceptance import never_goes_back, next_mark
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import (
    Enforcing,
    NotPossible,
    Refused,
    UnknownRuleError,
    Weakening,
    assume,
    current,
    holds,
    read_as,
    require,
)
from mdaudit.spec.registry import RULES, Blame
from mdaudit.spec.sorts import Index, Time
from mdaudit.spec.state import beginning
from mdaudit.spec.state.signed import SignedList

LOWER = SignedList("a list", current_index=Index(1))


def test_a_guard_that_fails_refuses_and_says_why() -> None:
    with pytest.raises(Refused) as refusal:
        require(never_goes_back, Time(5), Time(3))
    assert str(refusal.value) == (
        "LIST-3 A held list never goes back: expected a list signed at 5 or later, "
        "got one signed at 3"
    )
    assert refusal.value.rule is RULES["LIST-3"]
    assert refusal.value.blame is Blame.SERVER


def test_a_guard_that_holds_lets_the_step_go_on() -> None:
    require(never_goes_back, Time(5), Time(5))
    assert holds(never_goes_back, Time(5), Time(6)) is True


def test_a_filter_answers_and_is_recorded() -> None:
    with read_as(Enforcing()) as reading:
        assert holds(never_goes_back, Time(5), Time(3)) is False
    assert isinstance(reading, Enforcing)
    assert [judgement.rule.id for judgement in reading.left_out] == ["LIST-3"]


def test_an_assumption_that_fails_is_no_refusal() -> None:
    with pytest.raises(NotPossible, match="the key is new"):
        assume(False, "the key is new")


def test_a_dropped_rule_reads_as_it_says() -> None:
    dropped = Enforcing(Weakening.parse(["LIST-3"]))
    with read_as(dropped):
        require(never_goes_back, Time(5), Time(3))
        assert current() is dropped
    assert current() is not dropped
    state = beginning(IN_DAYS)
    weaker = Weakening.parse(["LIST-10"])
    arguments = (state, "bob", "alice", LOWER)
    assert weaker.answer(RULES["LIST-10"], arguments) is False


def test_a_part_is_replaced_by_its_variant() -> None:
    assert next_mark(Index(4), LOWER) == 4
    with read_as(Enforcing(Weakening.parse(["LIST-6:own-current-index-is-the-mark"]))):
        assert next_mark(Index(4), LOWER) == 1


@pytest.mark.parametrize("name", ["LIST-99", "LIST-3:no-such-variant", ""])
def test_an_unknown_rule_or_variant_is_the_callers_mistake(name: str) -> None:
    with pytest.raises(UnknownRuleError, match=r"there is no rule|has no variant"):
        Weakening.parse([name])


def test_every_chapter_is_registered() -> None:
    assert len(RULES) == 64
    assert chapters.CHAPTERS
