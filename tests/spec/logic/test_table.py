"""Functions on values: rows, updates, and incomplete evidence."""

from typing import Any, cast

import pytest

from mdaudit.spec.logic import EVERY, Function, Missing, NotAValueError, Table, Term, every
from mdaudit.spec.sorts import Account, Client, Index, Time

AGES: Function[Client, Account, Time] = Table(
    (Client, Account), Time(-1), {("bob", "alice"): Time(5)}
)
LISTED: Function[Account, Index, bool] = Table(
    (Account, Index), False, {("alice", 0): True, ("alice", 2): True}
)
UNKNOWN: Function[Account, bool] = Table((Account,), Missing("pins"), {("alice",): True})


def test_rows_and_default() -> None:
    assert AGES(Client("bob"), Account("alice")) == 5
    assert AGES(Client("bob"), Account("carol")) == -1


def test_an_update_changes_one_place_and_nothing_else() -> None:
    changed = AGES.but("bob", "carol", becomes=Time(7))
    assert changed(Client("bob"), Account("carol")) == 7
    assert changed(Client("bob"), Account("alice")) == 5
    assert AGES(Client("bob"), Account("carol")) == -1


def test_every_resets_and_does_nothing_else() -> None:
    assert LISTED.but("alice", EVERY, becomes=False).every(lambda *_: False) is True
    with pytest.raises(NotAValueError, match="infinitely many"):
        LISTED.but("alice", EVERY, becomes=True)


def test_an_update_of_each_row_of_a_relation() -> None:
    rows = LISTED.at(Account("alice"))
    same = AGES.but_each("dora", rows=Table((Account,), False, {("x",): True}), becomes=Time(3))
    assert same(Client("dora"), Account("x")) == 3
    numbers: Function[Index, Time] = Table((Index,), Time(-1), {(7,): Time(1)})
    counted = numbers.but_each(rows=rows, becomes=lambda index: Time(index + 10))
    assert dict(counted.rows) == {(7,): 1, (0,): 10, (2,): 12}  # type: ignore[attr-defined]
    back = counted.but_each(rows=rows, becomes=Time(-1))
    assert dict(back.rows) == {(7,): 1}  # type: ignore[attr-defined]


def test_an_update_of_many_values_and_a_part_of_a_function() -> None:
    table: Any = LISTED
    many = table.but_many("alice", values={Index(0): False, Index(5): True})
    assert [many(Account("alice"), Index(index)) for index in (0, 2, 5)] == [False, True, True]
    assert many.only("bob").rows == {}
    assert many.only("alice").rows == many.rows


def test_an_update_at_nobody_knows_where_leaves_nothing_known() -> None:
    somewhere: Any = LISTED.but(Missing("accounts"), 0, becomes=True)
    assert somewhere(Account("alice"), Index(0)).what == ("accounts",)
    unknown: tuple[Any, ...] = (Term("variable", ("a",), Account), {})
    for place in unknown:
        with pytest.raises(TypeError, match="unhashable"):
            LISTED.but(place, 0, becomes=True)
        with pytest.raises(TypeError, match="unhashable"):
            LISTED.at(place)
    with pytest.raises(TypeError, match="unhashable"):
        LISTED(cast("Account", {}), Index(0))


def test_quantifying_over_rows() -> None:
    assert every(LISTED.at(Account("alice")), lambda index: index >= 0) is True
    assert every(LISTED.at(Account("alice")), lambda index: index > 0) is False
    assert every(LISTED.at(Account("nobody")), lambda _: False) is True


def test_filtering_rows() -> None:
    kept = LISTED.at(Account("alice")).where(lambda index: index > 0)
    assert kept(Index(2)) is True
    assert kept(Index(0)) is False
    dated = AGES.where(lambda _client, _account: True)
    assert dated(Client("bob"), Account("alice")) is True


def test_an_incomplete_table_knows_its_rows_only() -> None:
    assert UNKNOWN(Account("alice")) is True
    answer: Any = UNKNOWN(Account("carol"))
    assert answer.what == ("pins",)
    needs: Any = every(UNKNOWN, lambda _: True)
    assert needs.what == ("pins",)
    assert every(UNKNOWN, lambda _: False) is False
    rest: Any = UNKNOWN.where(lambda _: True)(Account("carol"))
    assert rest.what == ("pins",)
    known = UNKNOWN.but("dora", becomes=False)
    assert known(Account("dora")) is False


def test_a_missing_argument_makes_the_answer_missing() -> None:
    nobody: Any = Missing("devices")
    answer: Any = LISTED(nobody, Index(1))
    assert answer.what == ("devices",)
    rest: Any = LISTED.at(cast("Account", nobody))(Index(1))
    assert rest.what == ("devices",)


def test_a_missing_member_counts_as_neither() -> None:
    doubtful = LISTED.at(Account("alice")).where(
        lambda index: cast("bool", Missing("hints")) if index else True
    )
    answer: Any = every(doubtful, lambda index: index == 0)
    assert answer.what == ("hints",)
    assert every(doubtful, lambda _: True) is True
    changed: Any = Table((Index,), Time(-1), {}).but_each(rows=doubtful, becomes=Time(4))
    assert changed(Index(0)) == 4
    assert changed(Index(2)).what == ("hints",)


def test_a_set_at_a_term_is_a_choice_among_its_rows() -> None:
    someone: Any = Term("variable", ("a",), Account)
    looked_up: Any = LISTED(someone, Index(2))
    assert (looked_up.operator, looked_up.sort) == ("choose", bool)
    assert looked_up.arguments[1:] == (True, False)


def test_a_map_at_a_term_has_no_sort_to_choose_in() -> None:
    someone: Any = Term("variable", ("a",), Account)
    with pytest.raises(NotAValueError, match="sort is not known"):
        AGES(Client("bob"), someone)


def test_it_can_be_read() -> None:
    assert repr(AGES) == "Table({('bob', 'alice'): 5}, default=-1)"
