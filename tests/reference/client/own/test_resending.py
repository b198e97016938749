"""What an own device could not read it is told again, and no other device is."""

import pytest
from msgspec.structs import replace

from mdaudit.reference.client.app_state.again import want_all_again
from mdaudit.reference.client.app_state.keys import kept_keys, owner_of
from mdaudit.reference.client.own.contacts import address_book
from mdaudit.reference.client.own.history import history
from mdaudit.reference.protocol.envelope import Envelope, Kind
from mdaudit.spec.fanout.resending import RETRIES
from mdaudit.spec.sorts import Account
from tests.reference.client.family import meet, welcomed
from tests.reference.client.losing import asks_again, lose_session, lose_what_waits
from tests.reference.client.sharing import NAME, change, flipped, settings
from tests.reference.client.town import Resident, Town
from tests.reference.scene import ALICE, BOB, LAPTOP


@pytest.fixture
def phone(town: Town) -> Resident:
    """Alice's phone, which has written to Bob."""
    phone, bob = town.phone(ALICE), town.phone(BOB)
    phone.send(BOB, "hello Bob")
    bob.catch_up()
    return phone


def unreadable(resident: Resident) -> list[Envelope]:
    """Let a device get everything that waits with one bit changed; return what was sent."""
    sent = resident.envelopes()
    lose_what_waits(resident)
    for envelope in sent:
        resident.receive(replace(envelope, content=flipped(envelope.content, -1)))
    return sent


def told_to(resident: Resident) -> list[Envelope]:
    """Return the own-account messages that wait for a device: all that is pairwise here."""
    return [one for one in resident.envelopes() if one.kind in {Kind.PRE_KEY, Kind.MESSAGE}]


def test_a_new_companion_gets_history_contacts_and_key_again(town: Town, phone: Resident) -> None:
    laptop = town.laptop(phone)
    meet(phone)
    assert len(unreadable(laptop)) == 3
    meet(laptop)
    assert history(laptop.device, BOB) == []
    assert kept_keys(laptop.device) == []
    meet(phone, laptop)
    assert [line.text for line in history(laptop.device, BOB)] == ["hello Bob"]
    assert address_book(laptop.device).contacts() == [BOB]
    assert [key.described for key in kept_keys(laptop.device)] == [owner_of(phone.device).newest]
    assert laptop.device.store.names("retry/") == []


def test_a_key_comes_again_over_another_session(town: Town, phone: Resident) -> None:
    laptop = welcomed(town, phone)
    lose_session(laptop, phone)
    welcomed(town, phone)
    change(phone, NAME)
    meet(laptop)
    assert settings(laptop) == []
    meet(phone, laptop)
    assert owner_of(phone.device).newest in [key.described for key in kept_keys(laptop.device)]
    assert settings(laptop) == [NAME]


def test_a_key_that_is_not_the_newest_is_not_given_again(town: Town, phone: Resident) -> None:
    """By the step, a primary gives its newest key and no other (REV-3)."""
    laptop = welcomed(town, phone)
    tablet = town.laptop(phone)
    meet(phone)
    (share,) = told_to(laptop)
    phone.remove(tablet.device.index)
    meet(phone)
    given = phone.steps("give_app_state_key")
    phone.receive(asks_again(laptop, share.message))
    assert phone.steps("give_app_state_key") == given
    assert phone.device.store.outbox() == []


def test_another_companion_gets_nothing_of_it(town: Town, phone: Resident) -> None:
    laptop, tablet = town.laptop(phone), town.laptop(phone)
    meet(phone)
    for of, other in ((laptop, tablet), (tablet, laptop)):
        waiting = told_to(of)
        assert len(waiting) == 3
        for envelope in waiting:
            phone.receive(asks_again(other, envelope.message))
    assert phone.device.store.outbox() == []


def test_a_removed_companion_gets_nothing(town: Town, phone: Resident) -> None:
    laptop = town.laptop(phone)
    meet(phone)
    waiting = told_to(laptop)
    phone.remove(LAPTOP)
    for envelope in waiting:
        phone.receive(asks_again(laptop, envelope.message))
    assert phone.device.store.outbox() == []


def test_it_is_told_five_times_at_most(town: Town, phone: Resident) -> None:
    laptop = town.laptop(phone)
    meet(phone)
    message = told_to(laptop)[0].message
    for _ in range(RETRIES + 2):
        phone.receive(asks_again(laptop, message))
    assert len(phone.device.store.outbox()) == RETRIES
    phone.receive(replace(asks_again(laptop, message), content=b"no request"))
    phone.receive(asks_again(laptop, "0" * 32))
    assert len(phone.device.store.outbox()) == RETRIES


def test_a_companion_tells_its_primary_again(town: Town, phone: Resident) -> None:
    """A wish for all settings anew is lost: the phone asks the laptop for it."""
    laptop = welcomed(town, phone)
    change(phone, NAME)
    with laptop.device.transaction():
        want_all_again(laptop.device)
    meet(laptop)
    lose_session(phone, laptop)
    written = phone.steps("write_patch")
    meet(phone)
    assert phone.steps("write_patch") == written
    meet(laptop, phone)
    assert phone.steps("write_patch") == [*written, "done"]


def test_a_copy_for_own_devices_comes_again(town: Town, phone: Resident) -> None:
    """It was written by the user, so the step counts it (FAN-6)."""
    laptop = welcomed(town, phone)
    lose_session(laptop, phone)
    phone.send(BOB, "from my phone")
    laptop.catch_up()
    assert laptop.texts(BOB) == []
    town.catch_up(phone, laptop)
    assert laptop.texts(BOB) == ["from my phone"]
    assert laptop.texts(Account(ALICE)) == []
    assert phone.steps("send_again") == ["done"]
