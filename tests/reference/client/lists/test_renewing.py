"""A primary that is connected now and then renews its list in time, and others ask for it."""

import pytest

from mdaudit.reference.client.due import do_what_is_due
from mdaudit.reference.client.lists.renewing import renew_list, renew_list_if_due
from mdaudit.spec.policy import DAY, Policy
from mdaudit.spec.reading import Refused
from mdaudit.spec.sorts import Time
from tests.reference.client.family import meet
from tests.reference.client.town import Households, Resident
from tests.reference.scene import ALICE

AGE = Policy().refresh_age


def held_by(resident: Resident) -> Time:
    """Return the time of the list of Alice's that a device holds."""
    device = resident.device
    return device.party.state.held(device.name, ALICE).list_time


def test_a_primary_renews_its_list_when_it_is_due(homes: Households) -> None:
    phone = homes.alice
    first, outbox = held_by(phone), phone.device.store.outbox
    homes.town.now = Time(first + AGE - 1)
    renew_list_if_due(phone.device)
    assert outbox() == []
    homes.town.later(1)
    do_what_is_due(phone.device, phone.remote)
    assert held_by(phone) == homes.town.now == first + AGE
    assert len(outbox()) > 0
    do_what_is_due(phone.device, phone.remote)
    assert phone.steps("refresh") == ["done"]


def test_a_companion_renews_nothing(homes: Households) -> None:
    homes.town.later(30 * DAY)
    renew_list_if_due(homes.alices_laptop.device)
    assert homes.alices_laptop.device.store.outbox() == []


def test_others_ask_for_it_from_then_on(homes: Households) -> None:
    """Who wrote last a month ago serves companions on, by the list that the phone renewed."""
    homes.bob.send(ALICE, "hello")
    first = held_by(homes.bob)
    homes.town.later(29 * DAY)
    meet(homes.alice, homes.bob)
    assert {int(one.index) for one in homes.bob.send(ALICE, "again").copies} >= {0, 1}
    assert held_by(homes.bob) == held_by(homes.alice) > first
    homes.town.later(20 * DAY)
    sent = homes.bob.send(ALICE, "after the first one would have expired")
    assert {int(one.index) for one in sent.copies if one.account == ALICE} == {0, 1}


def test_the_clock_has_to_go_on(homes: Households, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mdaudit.reference.client.lists.publishing.SHORT_WHILE", 0)
    homes.town.later(1)
    renew_list(homes.bob.device)
    with pytest.raises(Refused, match="OWN-1"):
        renew_list(homes.bob.device)
