"""A moment of a system that follows on another one."""

from dataclasses import replace as made_anew

import pytest

from mdaudit.spec.policy import Policy
from mdaudit.spec.sorts import Account, Client, Time
from mdaudit.spec.state import beginning
from mdaudit.spec.state.system import replace

BEFORE = beginning(Policy())


def test_the_next_moment_differs_where_it_is_said_to() -> None:
    own = BEFORE.own_account.but("bob", becomes=Account("bob's"))
    after = replace(BEFORE, own_account=own, now=Time(5))
    assert (after.own_account(Client("bob")), after.now) == ("bob's", 5)
    assert after.held is BEFORE.held
    assert (BEFORE.own_account(Client("bob")), BEFORE.now) == ("", 0)


def test_it_is_the_one_that_python_makes() -> None:
    changed = {"now": Time(5)}
    assert vars(replace(BEFORE, **changed)) == vars(made_anew(BEFORE, **changed))  # type: ignore[arg-type]


def test_a_field_that_is_not_there_is_refused() -> None:
    with pytest.raises(TypeError, match="State has no field nothing"):
        replace(BEFORE, nothing=1)  # type: ignore[call-arg]
