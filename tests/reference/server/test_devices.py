"""A companion logs itself out; its primary is told."""

import pytest

from mdaudit.reference.protocol.notice import DevicesChanged, LoggedOut
from tests.reference.scene import ALICE
from tests.reference.server.asking import Companion, Phone
from tests.reference.server.reached import RefusedError


def test_a_companion_logs_itself_out(phone: Phone, laptop: Companion, bob: Phone) -> None:
    bob.account(ALICE)
    laptop.ask("DELETE", "/devices/1")
    assert phone.notices()[-1] == DevicesChanged(ALICE, removed=(1,))
    assert LoggedOut(1) in phone.notices()
    assert bob.notices() == [DevicesChanged(ALICE, removed=(1,))]
    with pytest.raises(RefusedError, match="403 not linked"):
        laptop.log_in()


def test_a_primary_ends_the_routing_of_its_companion(phone: Phone, laptop: Companion) -> None:
    assert laptop.token
    for _ in range(2):
        phone.ask("DELETE", "/devices/1")
    assert LoggedOut(1) not in phone.notices()
    with pytest.raises(RefusedError, match="403 not linked"):
        laptop.log_in()


def test_no_other_device_does(phone: Phone, laptop: Companion, bob: Phone) -> None:
    tablet = phone.link(2, 1)
    with pytest.raises(RefusedError, match="403 not allowed"):
        tablet.ask("DELETE", "/devices/1")
    with pytest.raises(RefusedError, match="403 not allowed"):
        laptop.ask("DELETE", "/devices/0")
    bob.ask("DELETE", "/devices/1")
    assert laptop.log_in()


def test_a_primary_does_not_log_out(phone: Phone) -> None:
    with pytest.raises(RefusedError, match="403 not allowed"):
        phone.ask("DELETE", "/devices/0")
    with pytest.raises(RefusedError, match="400 unreadable"):
        phone.ask("DELETE", "/devices/laptop")
