"""Parts of a state as tables: values that are computed, and gaps of several clients."""

import pytest

from mdaudit.audit_cli.trial.tables import (
    PINNED,
    Computed,
    blank,
    by_client,
    only_about,
    with_gaps,
)
from mdaudit.spec.logic import Missing
from mdaudit.spec.policy import Policy
from mdaudit.spec.sorts import Account, Client, IdentityKey
from mdaudit.spec.state.system import replace

ALICE, CAROL = Account("alice"), Account("carol")
PHONE, LAPTOP = Client("phone"), Client("laptop")


def test_what_nobody_asks_for_is_not_computed() -> None:
    asked: list[Account] = []

    def value(account: Account) -> str:
        asked.append(account)
        return account

    values = Computed((ALICE, CAROL), value)
    assert (list(values), len(values), asked) == ([ALICE, CAROL], 2, [])
    assert (values[ALICE], asked) == ("alice", [ALICE])
    with pytest.raises(KeyError):
        values[Account("nobody")]


def test_each_client_has_gaps_of_its_own() -> None:
    gaps = by_client({(PHONE, ALICE): Missing("pins"), (LAPTOP, CAROL): Missing("pins")})
    s = with_gaps(blank(Policy()), PINNED, gaps)
    unknown = [isinstance(s.pin(c, a), Missing) for c in (PHONE, LAPTOP) for a in (ALICE, CAROL)]
    assert unknown == [True, False, False, True]
    assert not isinstance(s.held(PHONE, ALICE), Missing)


def test_only_what_is_about_an_account_is_kept() -> None:
    s = blank(Policy())
    pin = s.pin.but(PHONE, ALICE, becomes=b"a").but(PHONE, CAROL, becomes=b"c")
    kept = only_about(replace(s, pin=pin), PHONE, CAROL)
    assert kept.pin(PHONE, CAROL) == IdentityKey(b"c")
    assert kept.pin(PHONE, ALICE) == b""
