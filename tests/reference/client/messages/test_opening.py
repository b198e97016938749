"""Whose message it is, is asked before it is opened."""

from pathlib import Path

import msgspec
import pytest

from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.envelope import Envelope, Kind
from mdaudit.spec.sorts import Account
from tests.reference.client.lying import Altering
from tests.reference.client.town import Households, Resident, a_town
from tests.reference.scene import ALICE, BOB

CAROL = Account("15550100003")


def first_from_the_laptop(homes: Households) -> tuple[Resident, Envelope]:
    """Let Alice's laptop write to Bob's phone, which has not met it."""
    homes.alices_laptop.send(BOB, "hello from the laptop")
    (envelope,) = homes.bob.envelopes()
    assert envelope.kind is Kind.PRE_KEY
    return homes.bob, envelope


def test_a_first_message_brings_its_certificate_along(tmp_path: Path) -> None:
    server = Altering()
    with a_town(tmp_path, server) as town:
        homes = Households(town)
        server.alter = lambda shown: msgspec.structs.replace(shown, devices=())
        bob, envelope = first_from_the_laptop(homes)
        bob.receive(envelope)
        assert bob.texts(ALICE) == ["hello from the laptop"]


@pytest.mark.parametrize("certificate", [None, b"\x0a\x00", b"\xff"])
def test_without_a_good_one_it_is_refused(tmp_path: Path, certificate: bytes | None) -> None:
    server = Altering()
    with a_town(tmp_path, server) as town:
        homes = Households(town)
        server.alter = lambda shown: msgspec.structs.replace(shown, devices=())
        bob, envelope = first_from_the_laptop(homes)
        bob.receive(msgspec.structs.replace(envelope, signed_device_identity=certificate))
        assert bob.texts(ALICE) == []
        assert "a message of device 1 was refused" in bob.notices(ALICE)


def test_another_key_does_not_speak_as_device_0(homes: Households) -> None:
    bob, envelope = first_from_the_laptop(homes)
    bob.receive(msgspec.structs.replace(envelope, sender=Address(ALICE, 0)))
    assert bob.texts(ALICE) == []
    assert "refused (DEV-0" in bob.notices(ALICE)


def test_a_message_is_not_shown_as_from_somebody_else(homes: Households) -> None:
    homes.town.phone(CAROL)
    bob, envelope = first_from_the_laptop(homes)
    bob.receive(msgspec.structs.replace(envelope, sender=Address(CAROL, 1)))
    assert bob.texts(CAROL) == []
    assert "refused (DEV-1" in bob.notices(CAROL)


def test_an_account_that_the_server_does_not_know_is_not_believed(homes: Households) -> None:
    bob, envelope = first_from_the_laptop(homes)
    bob.receive(msgspec.structs.replace(envelope, sender=Address(CAROL, 1)))
    assert bob.texts(CAROL) == []
    assert "could not be read: a primary is pinned" in bob.notices(CAROL)


def test_a_removed_device_is_heard_no_more(homes: Households) -> None:
    homes.alices_laptop.send(BOB, "before")
    homes.town.catch_up()
    homes.alices_laptop.send(BOB, "on its way")
    (late,) = homes.bobs_laptop.envelopes()
    homes.alice.remove(homes.alices_laptop.device.index)
    homes.bob.catch_up()
    for notice in homes.bobs_laptop.waiting()[1:]:
        homes.bobs_laptop.receive(notice)
    homes.bobs_laptop.receive(late)
    assert homes.bobs_laptop.texts(ALICE) == ["before"]
    assert "(RCV-2" in homes.bobs_laptop.notices(ALICE)


def test_a_removed_device_that_begins_anew_is_refused_too(homes: Households) -> None:
    bob, first = first_from_the_laptop(homes)
    homes.alice.remove(homes.alices_laptop.device.index)
    bob.receive(first)
    assert bob.texts(ALICE) == []
    assert "gap: a message of device 1 was refused (RCV-2" in bob.notices(ALICE)


def test_a_copy_of_an_own_message_is_taken_from_own_devices_alone(homes: Households) -> None:
    homes.alice.send(BOB, "to Bob")
    (for_laptop,) = homes.alices_laptop.envelopes()
    homes.alices_laptop.receive(for_laptop)
    assert homes.alices_laptop.texts(BOB) == ["to Bob"]
    assert homes.alices_laptop.steps("show_own") == ["done"]
