"""One answer per code, and one key inside and outside."""

import pytest

from mdaudit.spec.device_list.witnesses import LAPTOP, PHONE
from mdaudit.spec.linking.codes import (
    adopt_by_code,
    answer_primary,
    certify_by_code,
    one_answer_same_keys,
)
from mdaudit.spec.linking.witnesses import (
    ATTEMPT,
    CODE,
    MALLORY,
    WRONG,
    a_laptop_shows_its_characters,
    a_right_guess_links_a_stranger,
    a_told_code_links_a_stranger,
)
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.registry import Run
from mdaudit.spec.sorts import Count


@pytest.fixture
def shown() -> Run:
    return a_laptop_shows_its_characters.run(IN_DAYS)


@pytest.mark.parametrize(
    ("answer", "outside", "holds"), [(1, LAPTOP, True), (2, LAPTOP, False), (1, MALLORY, False)]
)
def test_the_rule_has_two_halves(answer: int, outside: bytes, *, holds: bool) -> None:
    assert one_answer_same_keys(Count(answer), LAPTOP, outside) is holds  # type: ignore[arg-type]


def test_a_wrong_guess_shares_nothing_and_leaves_no_second_one(shown: Run) -> None:
    shown.do(answer_primary, ATTEMPT, MALLORY, WRONG, True)
    assert shown.state.guesses(ATTEMPT, LAPTOP) == 1
    assert shown.state.guessed(ATTEMPT) is False
    with pytest.raises(Refused, match="LINK-7"):
        shown.do(answer_primary, ATTEMPT, MALLORY, CODE, True)
    with pytest.raises(Refused, match="LINK-1"):
        shown.do(adopt_by_code, ATTEMPT, MALLORY)


def test_a_right_guess_is_counted_as_one() -> None:
    state = a_right_guess_links_a_stranger.run(IN_DAYS).state
    assert state.guessed(ATTEMPT) is True
    assert state.guesses(ATTEMPT, LAPTOP) == 1


def test_who_was_told_the_code_does_not_guess() -> None:
    state = a_told_code_links_a_stranger.run(IN_DAYS).state
    assert state.guesses(ATTEMPT, LAPTOP) == 0
    assert state.adopted(ATTEMPT, MALLORY) is True


def test_an_honest_end_uses_the_code_that_was_typed(shown: Run) -> None:
    with pytest.raises(NotPossible, match="stranger"):
        shown.do(answer_primary, ATTEMPT, PHONE, WRONG, False)
    with pytest.raises(NotPossible, match="stranger"):
        shown.do(answer_primary, ATTEMPT, MALLORY, CODE, False)


def test_a_primary_refuses_another_key_in_clear(shown: Run) -> None:
    with pytest.raises(Refused, match="LINK-7"):
        shown.do(certify_by_code, PHONE, ATTEMPT, CODE, LAPTOP, MALLORY, False)


def test_a_wrong_guess_towards_the_primary_certifies_nothing(shown: Run) -> None:
    shown.do(certify_by_code, PHONE, ATTEMPT, WRONG, MALLORY, MALLORY, True)
    assert shown.state.certified.rows == {}
    assert shown.state.guesses(ATTEMPT, PHONE) == 1
