"""Terms build larger terms, and never decide anything."""

from collections.abc import Callable
from typing import Any

import pytest

from mdaudit.spec.logic import NotAValueError, Symbol, Term
from mdaudit.spec.sorts import Account, Index

X = Term("variable", ("x",), Index)
Y = Term("variable", ("y",), Index)
FORMULA = X >= Y

DECISIONS: dict[str, Callable[[], Any]] = {
    "if": lambda: 1 if FORMULA else 2,
    "and": lambda: FORMULA and True,
    "or": lambda: FORMULA or False,
    "not": lambda: not FORMULA,
    "in a list": lambda: X in [Y, 1],
    "in a set": lambda: X in {1, 2},
    "in a term": lambda: 1 in X,
    "unpacked": lambda: [*X],
    "a chained comparison": lambda: 0 <= X <= 2,
    "bool": lambda: bool(FORMULA),
    "while": lambda: next(iter([1])) if FORMULA else None,
    "any": lambda: any([FORMULA]),
    "all": lambda: all([FORMULA]),
    "max": lambda: max(X, Y),
    "a dictionary key": lambda: {X: 1},
}


@pytest.mark.parametrize("decision", DECISIONS.values(), ids=DECISIONS.keys())
def test_a_formula_used_as_a_value_raises(decision: Callable[[], Any]) -> None:
    with pytest.raises(TypeError):
        decision()


def test_the_error_says_what_to_write_instead() -> None:
    with pytest.raises(NotAValueError, match="both, either, negate, implies or choose"):
        bool(FORMULA)


@pytest.mark.parametrize(
    ("term", "operator"),
    [
        (X == Y, "="),
        (X != Y, "not"),
        (X >= Y, ">="),
        (X > Y, ">"),
        (X <= Y, ">="),
        (X < Y, ">"),
        (X + 1, "+"),
        (1 + X, "+"),
        (X - 1, "-"),
        (1 - X, "-"),
    ],
)
def test_operators_build_terms(term: Term, operator: str) -> None:
    assert term.operator == operator


def test_a_reversed_comparison_swaps_its_sides() -> None:
    assert (X < Y).arguments == (Y, X)
    assert (5 - X).arguments == (5, X)


def test_a_term_equals_itself_and_elements_equal_by_number() -> None:
    first, again, second = (Term("element", (n,), Account) for n in (1, 1, 2))
    assert (X == X) is True  # noqa: PLR0124 - the same object on both sides
    assert (first == again) is True
    assert (first == second) is False
    assert (first != second) is True


def test_symbols_are_values() -> None:
    assert Symbol("f", (Index,), bool) == Symbol("f", (Index,), bool)
    assert repr(X) == "variable('x',)"
