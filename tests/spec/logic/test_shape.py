"""Rows of a shape are found on values, and asked for on terms."""

from typing import Any, NewType

import pytest

from mdaudit.spec.logic import Built, Constructor, Missing, Symbol, Symbolic, Table, every_built
from mdaudit.spec.logic.shape import parts_of, sorts_of
from mdaudit.spec.sorts import IdentityKey

Data = NewType("Data", object)
key = Constructor[IdentityKey, Data]("key", (IdentityKey,), Data)
pair = Constructor[Data, Data, Data]("pair", (Data, Data), Data)
ONE, OTHER = IdentityKey(b"one"), IdentityKey(b"other")


def mirrored(first: IdentityKey, second: IdentityKey) -> Data:
    return pair(key(first), pair(key(second), key(first)))


def known(*data: Data) -> Table[Data, bool]:
    return Table((Data,), default=False, rows={(each,): True for each in data})


def test_what_is_built_alike_is_equal_and_nothing_else_is() -> None:
    assert pair(key(ONE), key(OTHER)) == pair(key(ONE), key(OTHER))
    assert pair(key(ONE), key(OTHER)) != pair(key(OTHER), key(ONE))
    assert str(pair(key(ONE), key(OTHER))) == "pair(key(one), key(other))"


def test_what_is_built_from_missing_parts_is_missing() -> None:
    lacking: Any = Missing("a key")
    assert isinstance(pair(key(ONE), key(lacking)), Missing)


def test_the_sorts_of_a_shape_are_those_of_its_parts() -> None:
    assert sorts_of(pair) == (Data, Data)
    assert sorts_of(mirrored) == (IdentityKey, IdentityKey)


def test_the_parts_of_a_shape_are_found() -> None:
    assert parts_of(mirrored(ONE, OTHER), mirrored, 2) == (ONE, OTHER)


@pytest.mark.parametrize(
    "value",
    [key(ONE), pair(key(ONE), key(OTHER)), pair(key(ONE), pair(key(OTHER), key(OTHER))), "no term"],
    ids=["another constructor", "another depth", "unequal where the shape repeats", "no term"],
)
def test_a_value_of_another_shape_has_no_such_parts(value: Any) -> None:
    assert parts_of(value, mirrored, 2) is None


def test_only_rows_of_the_shape_are_asked() -> None:
    table = known(key(OTHER), mirrored(ONE, OTHER), mirrored(OTHER, OTHER))
    asked: list[tuple[IdentityKey, IdentityKey]] = []

    def body(first: IdentityKey, second: IdentityKey) -> bool:
        asked.append((first, second))
        return first == second

    assert every_built(table, mirrored, body) is False
    assert sorted(asked) == [(ONE, OTHER), (OTHER, OTHER)]
    assert every_built(known(mirrored(OTHER, OTHER)), mirrored, body) is True


def test_a_table_of_incomplete_evidence_stays_open() -> None:
    incomplete: Any = Table((Data,), default=Missing("what was sent"), rows={})
    assert isinstance(every_built(incomplete, key, lambda _key: True), Missing)


def test_on_terms_the_parts_are_quantified() -> None:
    unknown = Symbolic.unknown(Symbol("knows", (Data,), bool), default=False)
    formula: Any = every_built(unknown, mirrored, lambda first, second: first == second)
    assert formula.operator == "forall"
    variables, _ = formula.arguments
    assert [variable.sort for variable in variables] == [IdentityKey, IdentityKey]
    assert every_built(unknown, key, lambda _key: True) is True
    assert not isinstance(pair(key(variables[0]), key(ONE)), Built)
