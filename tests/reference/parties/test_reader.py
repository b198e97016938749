"""A reader shows what a session proves, once, and parks what is newer than its list."""

import pytest

from mdaudit.reference.parties.reader import Reader
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.sorts import PRIMARY, Message
from tests.reference.scene import ALICE, BOB, LAPTOP, Scene, at

HELLO = Message("hello")


def test_a_message_is_shown_once() -> None:
    scene = Scene().bob_knows_the_laptop()
    reader = Reader(scene.bob.name, scene.bob.party)
    writer = (ALICE, LAPTOP, scene.laptop.identity_key)
    reader.show(ALICE, writer, HELLO, at(0))
    with pytest.raises(Refused, match="RCV-3"):
        reader.show(ALICE, writer, HELLO, at(0))


def test_it_is_not_shown_as_from_somebody_else() -> None:
    scene = Scene().bob_knows_the_laptop()
    reader = Reader(scene.bob.name, scene.bob.party)
    with pytest.raises(Refused, match="RCV-1"):
        reader.show(BOB, (ALICE, LAPTOP, scene.laptop.identity_key), HELLO, at(0))


def test_own_copies_come_from_own_devices() -> None:
    scene = Scene()
    reader = Reader(scene.bob.name, scene.bob.party)
    own = (BOB, PRIMARY, scene.bob.party.state.own_key(scene.bob.name))
    reader.show_own(own, HELLO, ALICE, at(0))
    with pytest.raises(Refused, match="FAN-5"):
        reader.show_own((ALICE, PRIMARY, scene.phone.identity_key), HELLO, ALICE, at(0))


def test_only_a_newer_device_is_parked() -> None:
    scene = Scene()
    reader = Reader(scene.bob.name, scene.bob.party)
    scene.show_laptop(scene.certificate)
    writer = (ALICE, LAPTOP, scene.laptop.identity_key)
    with pytest.raises(Refused, match="RCV-2"):
        reader.show(ALICE, writer, HELLO, at(0))
    reader.park(writer, at(0))
    scene.bob_holds_the_list()
    with pytest.raises(NotPossible):
        reader.park(writer, at(0))
    reader.show(ALICE, writer, HELLO, at(0))
