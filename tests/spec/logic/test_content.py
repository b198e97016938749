"""What signed objects say, in all three readings."""

from typing import Any, cast

from mdaudit.spec.logic import Missing, Term
from mdaudit.spec.sorts import Index, Time
from mdaudit.spec.state.signed import SignedList, list_time, lists

SHOWN = SignedList("a list", list_time=Time(5), valid_indexes=frozenset({Index(0), Index(2)}))
UNKNOWN: Any = Term("variable", ("l",), SignedList)
LACKING: Any = Missing("lists")


def test_on_values_it_is_what_the_object_says() -> None:
    assert list_time(SHOWN) == 5
    assert lists(SHOWN, Index(2)) is True
    assert lists(SHOWN, Index(1)) is False


def test_on_terms_it_is_an_unknown_function() -> None:
    said: Any = list_time(UNKNOWN)
    names: Any = lists(UNKNOWN, Index(1))
    assert said.arguments[0] is list_time.symbol
    assert names.arguments[0] is lists.symbol


def test_on_missing_objects_it_is_missing() -> None:
    assert list_time(LACKING) is LACKING
    answer: Any = lists(cast("SignedList", LACKING), Index(1))
    assert answer.what == ("lists",)
