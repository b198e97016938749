"""A primary uses a key only while everybody whom it was made for is linked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mdaudit.spec.device_list.witnesses import PHONE
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.revocation.rotation import made_for_the_linked
from mdaudit.spec.sorts import RawId
from mdaudit.spec.state import State
from mdaudit.spec.sync.witnesses import a_tablet_is_removed, app_state_key


@pytest.fixture
def state() -> State:
    state: State = a_tablet_is_removed.run(IN_DAYS).state
    return state


@pytest.mark.parametrize("companions", [(), (1,)])
def test_a_key_for_linked_companions_is_used(state: State, companions: tuple[int, ...]) -> None:
    assert made_for_the_linked(state, PHONE, app_state_key(3, *companions))


@pytest.mark.parametrize("companions", [(2,), (1, 2), (3,)])
def test_a_key_for_a_removed_or_unknown_companion_is_due(
    state: State, companions: tuple[int, ...]
) -> None:
    assert not made_for_the_linked(state, PHONE, app_state_key(3, *companions))


def test_a_key_of_another_life_is_due(state: State) -> None:
    assert not made_for_the_linked(state, PHONE, replace(app_state_key(3, 1), key_life=RawId(2)))
