"""What messages say of device lists, and what is heard."""

import os
from pathlib import Path

import pytest

from mdaudit.reference.client.lists.directory import refresh
from mdaudit.reference.client.lists.hints import context_info, hear
from mdaudit.reference.client.messages.pairwise import Partner
from mdaudit.reference.client.messages.plaintexts import fresh_secret
from mdaudit.spec.objects.key_hash import key_hash
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.objects.messages import (
    ContextInfo,
    DeviceListMetadata,
    Hint,
    decode_context_info,
    decode_device_list_metadata,
    encode_device_list_metadata,
)
from mdaudit.spec.reading import Refused
from mdaudit.spec.sorts import NEVER, PRIMARY, Index, Time
from mdaudit.spec.state.signed import list_time
from tests.reference.client.lying import Withholding
from tests.reference.client.town import Households, Resident, Town, a_town
from tests.reference.scene import ALICE, BOB, DAY


def said_by(resident: Resident, recipient: object = BOB) -> DeviceListMetadata:
    """Return what a device would say of lists."""
    with resident.device.transaction():
        octets = context_info(resident.device, fresh_secret(), recipient)  # type: ignore[arg-type]
    info = decode_context_info(octets)
    return decode_device_list_metadata(info.device_lists or b"", info.device_lists_version)


def partner(resident: Resident) -> Partner:
    """Return a device as others know it."""
    return Partner(resident.account, resident.device.index, resident.device.keys.public)


def hears(hearer: Resident, speaker: Resident, sender: Hint, recipient: Hint | None = None) -> None:
    """Let a device hear hints of another one."""
    metadata = encode_device_list_metadata(DeviceListMetadata(sender, recipient or Hint()))
    with hearer.device.transaction():
        hear(hearer.device, partner(speaker), ContextInfo(metadata, 2), hearer.account)


def acquainted(homes: Households) -> Households:
    """Let all four devices know each other."""
    homes.alice.send(BOB, "hello")
    homes.bob.send(ALICE, "hello")
    homes.town.catch_up()
    return homes


def held_time(resident: Resident, account: object = ALICE) -> Time:
    """Return the time of a list that is held."""
    held = resident.device.party.state.held(resident.device.name, account)  # type: ignore[arg-type]
    return list_time(held)


def test_both_lists_are_spoken_of(homes: Households) -> None:
    acquainted(homes)
    said = said_by(homes.alice)
    keys = [homes.alice.device.keys.public, homes.alices_laptop.device.keys.public]
    others = [homes.bob.device.keys.public, homes.bobs_laptop.device.keys.public]
    assert said.sender == Hint(key_hash(keys), held_time(homes.alice))
    assert said.recipient == Hint(key_hash(others), held_time(homes.alice, BOB))
    assert said_by(homes.alice, None).recipient == Hint()
    stated = homes.alice.device.party.state.stated
    device = homes.alice.device
    assert stated(device.keys.public, device.keys.public, device.life, Index(1), keys[1])


def test_who_is_alone_says_no_hash(town: Town) -> None:
    alice = town.phone(ALICE)
    assert said_by(alice, None).sender == Hint(timestamp=held_time(alice))


def test_a_hash_of_some_keys_names_them(town: Town) -> None:
    alice = town.phone(ALICE)
    town.laptop(alice)  # whose certificate has not come back yet
    said = said_by(alice, None).sender
    assert said.key_indexes == frozenset({PRIMARY})
    assert said.key_hash == key_hash([alice.device.keys.public])


def test_a_device_without_its_own_list_says_nothing_and_sends_nothing(town: Town) -> None:
    laptop = town.laptop(town.phone(BOB))
    with pytest.raises(Refused, match="ICDC-1"):
        said_by(laptop, None)


def test_a_newer_time_starts_the_deadline(homes: Households) -> None:
    acquainted(homes)
    newer = Time(held_time(homes.bob) + 30)
    hears(homes.bob, homes.alices_laptop, Hint(bytes(10), newer))
    s, name = homes.bob.device.party.state, homes.bob.device.name
    assert s.required_time(name, ALICE) == newer
    assert s.deadline(name, ALICE) == homes.town.now + 2 * DAY


def test_a_time_from_the_future_is_refused_and_told(homes: Households) -> None:
    acquainted(homes)
    hears(homes.bob, homes.alice, Hint(bytes(10), Time(homes.town.now + DAY)))
    assert homes.bob.device.party.state.deadline(homes.bob.device.name, ALICE) == NEVER
    assert "refused (ICDC-2" in homes.bob.notices(ALICE)


def test_another_hash_of_the_same_list_is_an_alarm_told_once(homes: Households) -> None:
    acquainted(homes)
    s = homes.bob.device.party.state
    assert not s.alarmed(homes.bob.device.name, ALICE)
    for _ in range(2):
        hears(homes.bob, homes.alices_laptop, Hint(os.urandom(0) + bytes(10), held_time(homes.bob)))
    assert homes.bob.device.party.state.alarmed(homes.bob.device.name, ALICE)
    assert homes.bob.notices(ALICE).count("different keys for one device list") == 1


def test_the_same_hash_is_none(homes: Households) -> None:
    acquainted(homes)
    assert homes.bob.steps("hear_view") == ["done"] * len(homes.bob.steps("hear_view"))
    assert homes.bob.steps("hear_view")
    assert not homes.bob.device.party.state.alarmed(homes.bob.device.name, ALICE)
    assert not homes.bob.device.party.state.alarmed(homes.bob.device.name, BOB)


def test_what_is_said_of_some_keys_is_compared_with_those(homes: Households) -> None:
    acquainted(homes)
    only = frozenset({PRIMARY})
    hears(homes.bob, homes.alice, Hint(bytes(10), held_time(homes.bob), only))
    assert not homes.bob.device.party.state.alarmed(homes.bob.device.name, ALICE)


def test_a_primary_that_is_alone_empties_the_fan_out(homes: Households) -> None:
    acquainted(homes)
    homes.town.later(1)
    hears(homes.bob, homes.alice, Hint(timestamp=Time(held_time(homes.bob) + 1)))
    assert homes.bob.steps("hear_alone") == ["done"]
    s, name = homes.bob.device.party.state, homes.bob.device.name
    assert s.alone_since(name, ALICE) == held_time(homes.bob) + 1


def test_a_companion_without_a_hash_only_hints(homes: Households) -> None:
    acquainted(homes)
    homes.town.later(1)
    hears(homes.bob, homes.alices_laptop, Hint(timestamp=Time(held_time(homes.bob) + 1)))
    assert homes.bob.steps("hear_alone") == []
    assert homes.bob.device.party.state.deadline(homes.bob.device.name, ALICE) != NEVER


def test_what_a_contact_says_of_our_list_is_compared_and_no_hint(homes: Households) -> None:
    acquainted(homes)
    own = held_time(homes.bob, BOB)
    homes.town.later(1)
    hears(homes.bob, homes.alice, Hint(), Hint(bytes(10), Time(own + 1)))
    assert homes.bob.device.party.state.deadline(homes.bob.device.name, BOB) == NEVER
    hears(homes.bob, homes.alice, Hint(), Hint(bytes(10), own))
    assert homes.bob.device.party.state.alarmed(homes.bob.device.name, BOB)


def test_metadata_of_another_version_is_not_read(homes: Households) -> None:
    with homes.bob.device.transaction():
        hear(homes.bob.device, partner(homes.alice), ContextInfo(b"\xff", 3), BOB)
    with pytest.raises(Malformed), homes.bob.device.transaction():
        hear(homes.bob.device, partner(homes.alice), ContextInfo(b"\xff", 2), BOB)


def test_the_first_word_of_a_newer_list_fetches_it(tmp_path: Path) -> None:
    server = Withholding()
    with a_town(tmp_path, server) as town:
        alice, bob = town.phone(ALICE), town.phone(BOB)
        alice.send(BOB, "hello")
        bob.catch_up()
        server.silent = True
        town.laptop(alice)
        alice.catch_up()
        server.silent = False
        alice.send(BOB, "I have a laptop now")
        bob.catch_up()
        assert held_time(bob) == held_time(alice)
        assert bob.device.party.state.deadline(bob.device.name, ALICE) == NEVER
        refresh(bob.device, bob.remote, ALICE)
        assert len(bob.send(ALICE, "hello to both").copies) == 2
