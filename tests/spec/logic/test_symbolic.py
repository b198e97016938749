"""Functions on terms: updates are nested choices, quantifiers are formulas."""

from typing import Any

from mdaudit.spec.logic import EVERY, Function, Symbol, Symbolic, Table, Term, every
from mdaudit.spec.sorts import Account, Client, Time

HELD: Function[Any, Any, Any] = Symbolic.unknown(Symbol("held", (Client, Account), Time), Time(-1))
KNOWN: Function[Any, Any] = Symbolic.unknown(Symbol("known", (Account,), bool), default=False)
BOB, ALICE, CAROL = (Term("element", (n,), Account) for n in range(3))


def test_a_look_up_is_an_application() -> None:
    looked_up: Any = HELD(BOB, ALICE)
    assert looked_up.operator == "apply"
    assert looked_up.sort is Time


def test_an_update_folds_where_the_place_is_known() -> None:
    changed: Any = HELD.but(BOB, ALICE, becomes=Time(3))
    assert changed(BOB, ALICE) == 3
    assert changed(BOB, CAROL).operator == "apply"
    someone = Term("variable", ("x",), Account)
    assert changed(BOB, someone).operator == "choose"


def test_every_matches_all_values() -> None:
    assert HELD.but(BOB, EVERY, becomes=Time(-1))(BOB, CAROL) == -1


def test_an_update_of_rows_asks_for_membership() -> None:
    changed: Any = HELD.but_each(BOB, rows=KNOWN, becomes=lambda _account: Time(9))
    assert changed(CAROL, ALICE).operator == "apply"
    assert changed(BOB, ALICE).operator == "choose"


def test_quantifiers_have_a_premise_per_kind_of_function() -> None:
    over_set: Any = every(KNOWN, lambda account: HELD(BOB, account) > 0)
    over_map: Any = every(HELD.at(BOB), lambda account: KNOWN(account))
    assert over_set.operator == over_map.operator == "forall"
    assert over_set.arguments[1].operator == "or"
    assert every(KNOWN, lambda _: True) is True


def test_filters_and_fixed_arguments() -> None:
    recent: Any = HELD.at(BOB).where(lambda account: KNOWN(account))
    assert recent.default is False
    assert recent(ALICE).operator == "and"
    nobody: Function[Any, bool] = Table((Account,), False, {})
    assert nobody.where(lambda _: True)(ALICE) is False
