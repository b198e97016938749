"""What waits for a device, in order, until it is acknowledged or 30 days old."""

import pytest

from mdaudit.reference.server import mailboxes
from mdaudit.reference.server.mailboxes import KEPT
from mdaudit.reference.server.tables import ENVELOPES_SEEN
from tests.reference.server.asking import Companion, Phone
from tests.reference.server.world import World


def test_deliveries_are_numbered_in_the_order_in_which_they_came(phone: Phone, bob: Phone) -> None:
    for number in range(3):
        bob.submit(f"m{number}", phone)
    assert [(one.sequence) for one in phone.waiting()] == [1, 2, 3]
    assert phone.messages() == ["m0", "m1", "m2"]


def test_what_is_acknowledged_does_not_wait_any_more(phone: Phone, bob: Phone) -> None:
    for number in range(3):
        bob.submit(f"m{number}", phone)
    phone.acknowledge(2)
    phone.acknowledge(7)
    assert phone.messages() == ["m0", "m2"]


def test_a_device_acknowledges_for_itself_alone(
    phone: Phone, laptop: Companion, bob: Phone
) -> None:
    bob.submit("m1", phone, laptop)
    number = laptop.waiting()[-1].sequence
    laptop.acknowledge(number)
    assert laptop.messages() == []
    assert phone.messages() == ["m1"]


def test_numbers_are_not_used_again(phone: Phone, bob: Phone) -> None:
    bob.submit("m1", phone)
    phone.acknowledge(1)
    bob.submit("m2", phone)
    assert [one.sequence for one in phone.waiting()] == [2]


def test_what_waits_for_30_days_is_forgotten(world: World, phone: Phone, bob: Phone) -> None:
    bob.submit("m1", phone)
    world.later(KEPT)
    bob.token = bob.log_in()
    bob.submit("m2", phone)
    assert phone.messages() == ["m1", "m2"]
    world.later(1)
    assert phone.messages() == ["m2"]
    seen = world.inside(lambda call: call.connection.execute(ENVELOPES_SEEN.select()).all())
    assert len(seen) == 1


def test_many_are_read_in_portions(
    phone: Phone, bob: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailboxes, "AT_ONCE", 2)
    for number in range(3):
        bob.submit(f"m{number}", phone)
    assert phone.messages() == ["m0", "m1"]
    phone.acknowledge(1)
    assert phone.messages() == ["m1", "m2"]
