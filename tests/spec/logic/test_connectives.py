"""Connectives agree in all three readings."""

import itertools
from typing import Any

import pytest

from mdaudit.spec.logic import (
    Missing,
    Term,
    both,
    choose,
    either,
    implies,
    larger,
    later,
    negate,
    smaller,
)
from mdaudit.spec.sorts import Duration, Time

OPEN: Any = Term("variable", ("p",), bool)
OTHER: Any = Term("variable", ("q",), bool)
MISSING: Any = Missing("pins")
TIME: Any = Term("variable", ("t",), Time)


@pytest.mark.parametrize("values", list(itertools.product([True, False], repeat=3)))
def test_on_values_they_are_pythons(values: tuple[bool, bool, bool]) -> None:
    one, other, third = values
    assert both(*values) is (one and other and third)
    assert either(*values) is (one or other or third)
    assert implies(one, other) is (not one or other)
    assert negate(one) is (not one)
    assert choose(one, 1, 2) == (1 if one else 2)


def test_constants_fold_away_on_terms() -> None:
    assert both(True, OPEN) is OPEN
    assert both(False, OPEN) is False
    assert either(True, OPEN) is True
    assert either(False, OPEN) is OPEN
    assert implies(False, OPEN) is True
    assert both() is True
    assert either() is False


def test_terms_are_joined() -> None:
    joined: Any = both(OPEN, True, OTHER)
    assert (joined.operator, joined.arguments) == ("and", (OPEN, OTHER))
    chosen: Any = choose(OPEN, TIME, Time(1))
    assert (chosen.operator, chosen.sort) == ("choose", Time)
    assert choose(OPEN, TIME, TIME) is TIME
    same_truth: Any = choose(OPEN, True, False)
    assert same_truth.sort is bool


def test_on_missing_values_they_are_kleenes() -> None:
    needs: Any = both(True, MISSING)
    assert needs.what == ("pins",)
    assert both(False, MISSING) is False
    assert either(True, MISSING) is True
    assert either(False, MISSING) is MISSING
    assert negate(MISSING) is MISSING
    assert implies(MISSING, True) is True
    chosen: Any = choose(MISSING, 1, 2)
    assert chosen is MISSING


def test_numbers() -> None:
    assert larger(Time(1), Time(2)) == 2
    assert smaller(Time(1), Time(2)) == 1
    assert later(Time(1), Duration(2)) == 3
