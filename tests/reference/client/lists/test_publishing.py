"""A list is held by who signed it, handed over, and confirmed when the server has it."""

import pytest

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.lists import publishing
from mdaudit.reference.client.lists.publishing import confirm, removals_of, wait_for_a_later_second
from mdaudit.reference.client.lists.renewing import renew_list
from mdaudit.spec.reading import Refused
from tests.reference.client.newcomers import hand_over, registered
from tests.reference.client.town import Town


def test_a_list_is_confirmed_when_the_server_has_it(town: Town) -> None:
    with registered(town) as phone:
        renew_list(phone)
        assert not removals_of(phone).is_handed_over
        hand_over(phone)
        assert removals_of(phone).is_handed_over


def test_an_older_list_confirms_nothing(town: Town) -> None:
    with registered(town) as phone:
        s = phone.party.state
        first = phone.party.seen.octets(s.held(phone.name, phone.account).name)
        renew_list(phone)
        with phone.transaction():
            confirm(phone, first)
        assert not removals_of(phone).is_handed_over


def test_a_list_that_the_server_does_not_take_stays_unconfirmed(town: Town) -> None:
    with registered(town) as phone:
        renew_list(phone)
        copy = phone.store.outbox()
        town.later(1)
        renew_list(phone)
        hand_over(phone)
        with phone.transaction():
            phone.store.post(copy[0][1])
            phone.party.note("confirmed", phone.keys.public, _newest(phone), becomes=False)
        hand_over(phone)
        assert phone.store.outbox() == []
        assert not removals_of(phone).is_handed_over
        town.later(1)
        renew_list(phone)
        hand_over(phone)
        assert removals_of(phone).is_handed_over


def _newest(phone: Device) -> object:
    return phone.party.state.newest(phone.keys.public)


def test_two_lists_of_one_second_wait_for_the_clock(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited = []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        town.later(1)

    monkeypatch.setattr(f"{publishing.__name__}.sleep", sleep)
    with registered(town) as phone:
        renew_list(phone)
        assert waited == []
        renew_list(phone)
        assert len(waited) == 1


def test_a_clock_that_stands_still_is_refused(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{publishing.__name__}.sleep", lambda _: None)
    with registered(town) as phone:
        renew_list(phone)
        wait_for_a_later_second(phone)
        with pytest.raises(Refused, match="OWN-1"):
            renew_list(phone)
        assert len(phone.store.outbox()) == 1
