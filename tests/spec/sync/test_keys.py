"""For whom an app-state key was made decides how long it is used."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mdaudit.spec.device_list.witnesses import ALICE, LAPTOP_INDEX, WITH_LAPTOP
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.registry import Run
from mdaudit.spec.sorts import Index, RawId
from mdaudit.spec.state import beginning
from mdaudit.spec.state.app_state import AppStateKey
from mdaudit.spec.state.signed import NO_LIST
from mdaudit.spec.sync.keys import (
    give_app_state_key,
    has_the_highest_epoch,
    made_for_the_listed,
    make_app_state_key,
)
from mdaudit.spec.sync.witnesses import (
    FIRST_KEY,
    LAPTOPS_CLIENT,
    SECOND_KEY,
    TABLET_INDEX,
    a_laptop_is_bootstrapped,
    a_tablet_is_removed,
    app_state_key,
)


@pytest.fixture
def run() -> Run:
    return a_tablet_is_removed.run(IN_DAYS)


@pytest.mark.parametrize("key", [FIRST_KEY, app_state_key(2)], ids=str)
def test_a_key_is_used_while_the_list_names_all_its_devices(key: AppStateKey) -> None:
    assert made_for_the_listed(beginning(IN_DAYS), LAPTOPS_CLIENT, WITH_LAPTOP, key)


@pytest.mark.parametrize("key", [SECOND_KEY, replace(FIRST_KEY, key_life=RawId(2))], ids=str)
def test_a_key_for_others_or_of_another_life_is_not_used(key: AppStateKey) -> None:
    assert not made_for_the_listed(beginning(IN_DAYS), LAPTOPS_CLIENT, WITH_LAPTOP, key)


def test_without_a_list_no_key_is_used() -> None:
    assert not made_for_the_listed(beginning(IN_DAYS), LAPTOPS_CLIENT, NO_LIST, FIRST_KEY)


def test_epochs_do_not_tell_what_a_late_key_was_made_for(run: Run) -> None:
    held = run.state.held(LAPTOPS_CLIENT, ALICE)
    assert has_the_highest_epoch.function(run.state, LAPTOPS_CLIENT, held, SECOND_KEY)
    assert not made_for_the_listed(run.state, LAPTOPS_CLIENT, held, SECOND_KEY)


def test_after_a_removal_the_old_key_is_given_to_nobody(run: Run) -> None:
    for index in (LAPTOP_INDEX, TABLET_INDEX):
        with pytest.raises(Refused, match="REV-3"):
            run.do(give_app_state_key, ALICE, index)


def test_a_key_is_not_made_for_a_removed_device(run: Run) -> None:
    with pytest.raises(Refused, match="REV-3"):
        run.do(make_app_state_key, ALICE, app_state_key(3, 1, 2))


def test_a_key_is_made_with_a_higher_epoch(run: Run) -> None:
    with pytest.raises(NotPossible, match="new"):
        run.do(make_app_state_key, ALICE, app_state_key(2, 1))


def test_a_key_is_given_only_to_devices_that_it_was_made_for() -> None:
    made = a_laptop_is_bootstrapped.run(IN_DAYS)
    with pytest.raises(NotPossible, match="for the device"):
        made.do(give_app_state_key, ALICE, Index(2))
