"""Alice's phone is off for forty days: her companions go on until her list expires."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mdaudit.spec.policy import DAY
from mdaudit.spec.reading import Refused
from tests.reference.client.town import Resident, Town, a_town
from tests.reference.scene import ALICE, BOB

DAYS = range(4, 35, 4)
"""Days on which somebody writes."""


class Street:
    """Alice has a phone, a laptop and a tablet, Bob has a phone; then Alice's phone is off."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.phone, self.bob = town.phone(ALICE), town.phone(BOB)
        self.laptop, self.tablet = town.laptop(self.phone), town.laptop(self.phone)
        self.bob.send(ALICE, "hello")
        town.catch_up()
        self.on = (self.laptop, self.tablet, self.bob)

    def days_pass(self, days: int) -> None:
        """Let so many days pass; Bob's phone renews his list."""
        self.town.later(days * DAY)
        self.bob.refresh_list()

    def settle(self) -> None:
        """Let all but Alice's phone hand over and receive."""
        self.town.catch_up(*self.on)


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Street]:
    with a_town(tmp_path) as town:
        yield Street(town)


def served(street: Street, text: str) -> set[int]:
    """Return which devices of Alice's get a copy of what Bob's phone writes."""
    return {int(one.index) for one in street.bob.send(ALICE, text).copies}


def refused(resident: Resident, text: str) -> str:
    """Return the rule by which a device may not write to Bob."""
    with pytest.raises(Refused) as refusal:
        resident.send(BOB, text)
    return refusal.value.rule.id


def test_companions_write_and_read_for_thirty_four_days(street: Street) -> None:
    for day in DAYS:
        street.days_pass(4)
        street.laptop.send(BOB, f"from the laptop, day {day}")
        assert served(street, f"from Bob, day {day}") == {0, 1, 2}
        street.settle()
    for resident in street.on:
        chat = ALICE if resident is street.bob else BOB
        assert len(resident.texts(chat)) == 1 + 2 * len(DAYS)
        assert len(set(resident.texts(chat))) == len(resident.texts(chat))


def test_then_they_neither_write_nor_show(street: Street) -> None:
    street.days_pass(34)
    assert served(street, "in time") == {0, 1, 2}
    street.settle()
    street.days_pass(6)
    assert refused(street.laptop, "too late") == "FAN-2"
    assert served(street, "for the phone") == {0}
    street.settle()
    assert street.laptop.texts(BOB) == street.tablet.texts(BOB) == ["hello", "in time"]


def test_what_comes_under_an_expired_own_list_waits_for_the_next_one(street: Street) -> None:
    street.days_pass(34)
    assert served(street, "sent in time, read too late") == {0, 1, 2}
    street.days_pass(6)
    street.settle()
    for companion in (street.laptop, street.tablet):
        assert companion.texts(BOB) == ["hello"]
        assert "gap" not in companion.notices(BOB)
    street.phone.refresh_list()
    street.town.catch_up()
    for device in (street.phone, street.laptop, street.tablet):
        assert device.texts(BOB) == ["hello", "sent in time, read too late"]


def test_a_phone_that_returns_makes_everything_as_it_was(street: Street) -> None:
    street.days_pass(40)
    assert served(street, "for the phone") == {0}
    street.phone.refresh_list()
    street.town.catch_up()
    assert street.phone.texts(BOB) == ["hello", "for the phone"]
    street.laptop.send(BOB, "here again")
    assert served(street, "welcome back") == {0, 1, 2}
    street.town.catch_up()
    assert street.laptop.texts(BOB)[-2:] == ["here again", "welcome back"]
    assert "here again" in street.bob.texts(ALICE)
