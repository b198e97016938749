"""Missing evidence stays missing, and remembers what was not collected."""

import pytest

from mdaudit.spec.logic import Missing, NotAValueError
from mdaudit.spec.logic.missing import missing_in

PINS = Missing("pins")
LISTS = Missing("lists")


@pytest.mark.parametrize(
    "value",
    [
        PINS == 1,
        PINS != 1,
        PINS >= 1,
        PINS > 1,
        PINS <= 2,
        PINS < 1,
        PINS + 1,
        1 + PINS,
        PINS - 1,
        1 - PINS,
    ],
)
def test_operators_keep_it_missing(value: Missing) -> None:
    assert value.what == ("pins",)


def test_two_missing_values_need_both() -> None:
    assert (PINS >= LISTS).what == ("pins", "lists")
    assert repr(PINS >= LISTS) == "missing: pins, lists"


def test_missing_evidence_decides_nothing() -> None:
    with pytest.raises(NotAValueError, match="missing evidence"):
        bool(PINS == 1)


def test_what_is_missing_among_values_is_collected_once() -> None:
    found = missing_in((1, PINS, LISTS, PINS))
    assert found is not None
    assert found.what == ("pins", "lists")
    assert missing_in((1, "a")) is None
