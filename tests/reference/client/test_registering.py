"""Registering, beginning another life, and restoring a backup; each may be interrupted."""

import shutil

import pytest

from mdaudit.reference.client import registering
from mdaudit.reference.client.connecting import remote_of
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.groups.keys import own_key
from mdaudit.reference.client.groups.membership import set_members
from mdaudit.reference.client.groups.sending import send_to_group
from mdaudit.reference.client.lists.directory import refresh
from mdaudit.reference.client.messages.conversation import conversation
from mdaudit.reference.client.remote import ServerError, ServerRefused
from mdaudit.reference.protocol.account import ShownAccount
from mdaudit.spec.reading import NotPossible
from mdaudit.spec.sorts import PRIMARY, Account, Group, Index
from tests.reference.client.newcomers import (
    hand_over,
    linked,
    new_device,
    receive,
    registered,
    reopened,
)
from tests.reference.client.town import SECRET, Town
from tests.reference.scene import ALICE, BOB


def shown(device: Device, account: Account = ALICE) -> ShownAccount:
    """Return what the server shows of an account."""
    with remote_of(device) as remote:
        return remote.account(account)


def test_an_account_is_registered_with_its_first_list(town: Town) -> None:
    with registered(town) as phone:
        there = shown(phone)
        held = phone.party.state.held(phone.name, ALICE)
        assert there.identity_key == phone.keys.public
        assert there.raw_id == phone.life
        assert there.signed_list == phone.party.seen.octets(held.name)
        assert registering.is_registered(phone)
        assert (phone.account, phone.index, phone.is_primary) == (ALICE, PRIMARY, True)
        assert phone.store.outbox() == []


def test_a_registration_goes_on_where_it_was_interrupted(town: Town) -> None:
    with registered(town, BOB, "other") as other:
        phone = new_device(town, "phone")
        registering.register(phone, ALICE, "test")
        with pytest.raises(ServerRefused, match="unknown account"):
            shown(other)
        with reopened(phone) as again:
            assert not registering.is_registered(again)
            hand_over(again)
            assert registering.is_registered(again)
            assert shown(other).identity_key == again.keys.public


def test_a_registration_waits_for_a_server(town: Town) -> None:
    path = town.folder / "early.db"
    nowhere = "http://127.0.0.1:1"
    with Device.create(path, SECRET, "early", nowhere, town.clock) as phone:
        registering.register(phone, ALICE, "test")
        with pytest.raises(ServerError, match="cannot be asked"):
            hand_over(phone)
        assert len(phone.store.outbox()) == 1
        assert not registering.is_registered(phone)


def test_a_registration_that_is_not_taken_is_told_and_waits(town: Town) -> None:
    with new_device(town, "phone") as phone:
        registering.register(phone, Account("no-number"), "test")
        with pytest.raises(ServerRefused, match="no account"):
            hand_over(phone)
        assert len(phone.store.outbox()) == 1


def test_a_device_belongs_to_one_account(town: Town) -> None:
    with registered(town) as phone:
        with pytest.raises(NotPossible, match="the client is new"):
            registering.register(phone, BOB, "test")
        assert phone.account == ALICE


def test_another_phone_is_another_identity(town: Town) -> None:
    with registered(town) as phone, registered(town, BOB, "bob") as bob, remote_of(bob) as remote:
        refresh(bob, remote, ALICE)
        with registered(town, ALICE, "new phone") as new:
            learned = refresh(bob, remote, ALICE)
            assert learned.identity_changed
            assert bob.party.state.pin(bob.name, ALICE) == new.keys.public
        with pytest.raises(ServerError):
            shown(phone)


def test_another_life_keeps_the_identity_and_drops_the_companions(town: Town) -> None:
    with (
        registered(town) as phone,
        linked(town, phone) as laptop,
        registered(town, BOB, "bob") as bob,
        remote_of(bob) as remote,
    ):
        refresh(bob, remote, ALICE)
        assert bob.party.state.knows(bob.name, ALICE, Index(1), laptop.keys.public)
        old = phone.life
        registering.begin_life(phone)
        with reopened(phone) as again:
            hand_over(again)
            assert again.life != old
        learned = refresh(bob, remote, ALICE)
        assert learned.refused == []
        assert bob.party.state.pin(bob.name, ALICE) == phone.keys.public
        assert bob.party.state.pinned_life(bob.name, ALICE) == phone.party.state.life_of(
            phone.keys.public
        )
        assert not bob.party.state.knows(bob.name, ALICE, Index(1), laptop.keys.public)


def test_a_restored_backup_begins_another_life(town: Town) -> None:
    with registered(town) as phone:
        registering.back_up(phone)
        phone.store.close()
        copy = town.folder / "copy.db"
        shutil.copyfile(phone.store.path, copy)
        with reopened(phone) as newer, linked(town, newer) as laptop:
            assert shown(laptop).devices[0].identity_key == laptop.keys.public
        town.later(1)
        with Device.open(copy, SECRET, town.clock) as restored:
            registering.restore(restored)
            hand_over(restored)
            assert shown(restored).raw_id == restored.life != phone.life
            assert shown(restored).devices == ()


def test_a_restored_device_encrypts_nothing_under_keys_of_the_past(town: Town) -> None:
    group = Group("friends")
    with registered(town) as phone, registered(town, BOB, "bob") as bob:
        with remote_of(phone) as remote:
            set_members(phone, remote, group, (ALICE, BOB))
            send_to_group(phone, remote, group, "before")
        hand_over(phone)
        town.later(1)
        old, sessions = own_key(phone, group), phone.store.names("session/")
        assert len(sessions) == 1
        registering.back_up(phone)
        registering.restore(phone)
        hand_over(phone)
        assert phone.store.names("session/") == []
        assert own_key(phone, group).name != old.name
        with remote_of(phone) as remote:
            send_to_group(phone, remote, group, "after")
        hand_over(phone)
        receive(bob)
        assert [line.text for line in conversation(bob, group)] == ["before", "after"]


def test_without_a_backup_nothing_is_restored(town: Town) -> None:
    with registered(town) as phone:
        life = phone.life
        with pytest.raises(NotPossible, match="there is a backup"):
            registering.restore(phone)
        assert phone.life == life
        assert phone.store.outbox() == []
