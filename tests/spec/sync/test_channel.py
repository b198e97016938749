"""Who may speak on the own-account channel."""

from __future__ import annotations

import pytest

from mdaudit.spec.adversary import corrupt, pass_time
from mdaudit.spec.device_list.devices import accept_device
from mdaudit.spec.device_list.holding import accept_list
from mdaudit.spec.device_list.owner import approve, unlink
from mdaudit.spec.device_list.witnesses import (
    ALICE,
    BOB,
    BOBS_CLIENT,
    LAPTOP,
    LAPTOP_INDEX,
    PHONE,
    bob_knows_the_laptop,
    listing,
)
from mdaudit.spec.linking.companion import adopt, countersign
from mdaudit.spec.policy import IN_DAYS
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.registry import Run
from mdaudit.spec.sorts import NO_KEY, PRIMARY, Client, Duration, IdentityKey, Index, Time
from mdaudit.spec.sync.channel import take_app_state_key, take_history
from mdaudit.spec.sync.witnesses import (
    LAPTOPS_CLIENT,
    SECOND_KEY,
    TABLET,
    TABLET_CERTIFICATE,
    TABLET_INDEX,
    a_laptop_is_bootstrapped,
)


@pytest.fixture
def run() -> Run:
    """The laptop knows the tablet, and holds a list that names both."""
    made = a_laptop_is_bootstrapped.run(IN_DAYS)
    made.do(pass_time, Duration(1))
    both = listing("the list with the tablet", 1, 2, 1, 2)
    made.do(approve, ALICE, TABLET_CERTIFICATE, both, Time(1))
    made.do(adopt, TABLET_CERTIFICATE, PHONE)
    made.do(countersign, TABLET_CERTIFICATE, PHONE)
    made.do(accept_device, LAPTOPS_CLIENT, ALICE, TABLET_INDEX, TABLET, TABLET_CERTIFICATE, NO_KEY)
    made.do(accept_list, LAPTOPS_CLIENT, ALICE, both, NO_KEY, Time(1))
    made.do(corrupt, TABLET)
    return made


def take_a_key(run: Run, day: int) -> None:
    run.do(take_app_state_key, LAPTOPS_CLIENT, ALICE, TABLET_INDEX, TABLET, SECOND_KEY, Time(day))


def test_keys_come_from_any_listed_device_of_the_account(run: Run) -> None:
    take_a_key(run, 1)
    assert run.state.has_app_state_key(LAPTOPS_CLIENT, SECOND_KEY)


def test_history_comes_from_the_primary_alone(run: Run) -> None:
    run.do(take_history, LAPTOPS_CLIENT, ALICE, PRIMARY, PHONE, Time(1))
    with pytest.raises(Refused, match="SYNC-1"):
        run.do(take_history, LAPTOPS_CLIENT, ALICE, TABLET_INDEX, TABLET, Time(1))


def test_an_expired_list_vouches_for_nobody(run: Run) -> None:
    run.do(pass_time, Duration(35))
    with pytest.raises(Refused, match="SYNC-1"):
        take_a_key(run, 36)


def test_a_device_that_the_list_does_not_name_is_refused(run: Run) -> None:
    run.do(pass_time, Duration(1))
    alone = listing("the list without the tablet", 2, 2, 1)
    run.do(unlink, ALICE, TABLET_INDEX, alone, Time(2))
    run.do(accept_list, LAPTOPS_CLIENT, ALICE, alone, NO_KEY, Time(2))
    with pytest.raises(Refused, match="SYNC-1"):
        take_a_key(run, 2)


@pytest.mark.parametrize(("index", "key"), [(PRIMARY, PHONE), (LAPTOP_INDEX, LAPTOP)])
def test_strangers_are_refused(index: Index, key: IdentityKey) -> None:
    made = bob_knows_the_laptop.run(IN_DAYS)
    with pytest.raises(Refused, match="SYNC-1"):
        made.do(take_history, BOBS_CLIENT, ALICE, index, key, Time(0))


def test_an_unknown_device_has_no_session(run: Run) -> None:
    with pytest.raises(NotPossible, match="session"):
        run.do(take_history, LAPTOPS_CLIENT, BOB, PRIMARY, PHONE, Time(1))


def test_a_client_that_is_not_set_up_takes_nothing(run: Run) -> None:
    with pytest.raises(NotPossible, match="set up"):
        run.do(take_history, Client("somebody's"), ALICE, PRIMARY, PHONE, Time(1))
