"""A message of a companion that is newer than the held list waits for the list (DEV-3)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.handlers import HANDLERS
from mdaudit.reference.client.lists.directory import refresh
from mdaudit.reference.client.messages.incoming import INCOMING, Incoming
from mdaudit.reference.client.messages.parking import PARKED, try_again
from mdaudit.spec.sorts import NEVER
from tests.reference.client.lying import Withholding
from tests.reference.client.town import Resident, Town, a_town
from tests.reference.scene import ALICE, BOB


@pytest.fixture
def server() -> Withholding:
    """A server that can withhold lists."""
    return Withholding()


@pytest.fixture
def town(tmp_path: Path, server: Withholding) -> Iterator[Town]:
    """A town with that server."""
    with a_town(tmp_path, server) as made:
        yield made


def parked_messages(device: Device) -> list[Incoming]:
    """Return what waits for a list."""
    stored = (device.store.get(name) or b"" for name in device.store.names("parked/"))
    return [INCOMING.read(PARKED.read(octets).incoming) for octets in stored]


def a_new_laptop_writes(town: Town, server: Withholding) -> tuple[Resident, Resident]:
    """Let Bob know Alice's phone, and get a message of a laptop whose list is withheld."""
    alice, bob = town.phone(ALICE), town.phone(BOB)
    alice.send(BOB, "from the phone")
    bob.catch_up()
    server.silent = True
    laptop = town.laptop(alice)
    town.later(60)
    laptop.send(BOB, "from the laptop")
    bob.catch_up()
    return bob, laptop


def test_it_is_kept_and_not_shown(town: Town, server: Withholding) -> None:
    bob, _ = a_new_laptop_writes(town, server)
    assert bob.texts(ALICE) == ["from the phone"]
    assert [one.index for one in parked_messages(bob.device)] == [1]
    assert bob.steps("park") == ["done"]
    assert bob.device.party.state.deadline(bob.device.name, ALICE) != NEVER
    assert bob.has_nothing_waiting()  # acknowledged: it is stored


def test_it_is_shown_when_the_list_arrives(town: Town, server: Withholding) -> None:
    bob, _ = a_new_laptop_writes(town, server)
    bob.restart()
    server.silent = False
    alice = town.people[0]
    alice.send(BOB, "still there?")
    bob.catch_up()
    assert sorted(bob.texts(ALICE)) == ["from the laptop", "from the phone", "still there?"]
    assert parked_messages(bob.device) == []
    assert bob.device.party.state.deadline(bob.device.name, ALICE) == NEVER


def test_a_later_list_without_the_device_makes_it_a_gap(town: Town, server: Withholding) -> None:
    bob, laptop = a_new_laptop_writes(town, server)
    alice = town.people[0]
    alice.remove(laptop.device.index)
    server.silent = False
    alice.send(BOB, "that laptop was stolen")
    bob.catch_up()
    assert bob.texts(ALICE) == ["from the phone", "that laptop was stolen"]
    assert "gap: a message of device 1" in bob.notices(ALICE)
    assert parked_messages(bob.device) == []


def test_a_list_that_came_with_no_message_is_enough(town: Town, server: Withholding) -> None:
    bob, _ = a_new_laptop_writes(town, server)
    server.silent = False
    bob.write(ALICE, "who is that?")
    assert bob.texts(ALICE) == ["from the phone", "who is that?"]
    bob.catch_up()
    assert "from the laptop" in bob.texts(ALICE)


def test_the_same_list_again_is_no_reason_to_try(town: Town, server: Withholding) -> None:
    bob, _ = a_new_laptop_writes(town, server)
    refresh(bob.device, bob.remote, ALICE)
    try_again(bob.device, HANDLERS.parts)
    assert bob.steps("show") == ["done", "refused"]
    assert len(parked_messages(bob.device)) == 1
