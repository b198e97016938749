"""Who asked for an account is told when its devices change."""

import pytest

from mdaudit.reference.protocol.notice import DevicesChanged
from mdaudit.reference.server import watchers
from tests.reference.scene import ALICE, BOB
from tests.reference.server.asking import Companion, Phone
from tests.reference.server.world import World


def test_who_asked_is_told_of_each_change(phone: Phone, bob: Phone) -> None:
    bob.account(ALICE)
    phone.link(1)
    phone.publish()
    assert bob.notices() == [
        DevicesChanged(ALICE),
        DevicesChanged(ALICE, added=(1,)),
        DevicesChanged(ALICE, removed=(1,)),
    ]


def test_who_did_not_ask_is_not(phone: Phone, bob: Phone) -> None:
    bob.account(BOB)
    phone.publish()
    assert bob.notices() == []


def test_the_own_companions_are_told_unasked_and_the_primary_is_not(
    phone: Phone, laptop: Companion
) -> None:
    before = phone.notices()
    phone.publish(1)
    assert laptop.notices() == [DevicesChanged(ALICE, added=(1,)), DevicesChanged(ALICE)]
    assert phone.notices() == before


def test_the_watcher_that_asked_longest_ago_gives_way(
    world: World, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watchers, "MOST_WATCHERS", 2)
    asking = [Phone(world, f"1555010001{number}").register() for number in range(3)]
    for device in (*asking, asking[0]):
        device.account(ALICE)
        world.later(1)
    phone.publish()
    told = [bool(device.notices()) for device in asking]
    assert told == [True, False, True]
