"""Accounts and their lists; who is not listed loses its routing (REV-4)."""

from functools import partial
from hashlib import sha256
from typing import Any

import msgspec
import pytest
from sqlalchemy import Row, Table

from mdaudit.reference.protocol.account import ListPublication
from mdaudit.reference.protocol.notice import DevicesChanged
from mdaudit.reference.server.call import Call
from mdaudit.reference.server.tables import METADATA
from mdaudit.spec.sorts import RawId
from tests.reference.scene import ALICE, BOB, without
from tests.reference.server.asking import Companion, Phone
from tests.reference.server.reached import RefusedError
from tests.reference.server.world import World


def test_an_account_is_shown_as_it_was_registered(phone: Phone, bob: Phone) -> None:
    shown = bob.account(ALICE)
    assert (shown.identity_key, shown.raw_id) == (phone.keys.public, phone.life)
    assert shown.signed_list is not None
    assert shown.devices == ()


def test_a_list_that_the_client_holds_is_not_sent_again(phone: Phone, bob: Phone) -> None:
    signed = bob.account(ALICE).signed_list or b""
    assert bob.account(ALICE, sha256(signed).hexdigest()).signed_list is None
    newer = phone.publish()
    assert bob.account(ALICE, sha256(signed).hexdigest()).signed_list == newer


def test_an_unknown_account_is_not_shown(bob: Phone) -> None:
    with pytest.raises(RefusedError, match="404 unknown account"):
        bob.account(ALICE)


def test_a_companion_is_shown_with_its_evidence(laptop: Companion, bob: Phone) -> None:
    (shown,) = bob.account(ALICE).devices
    assert (shown.device, shown.identity_key) == (1, laptop.keys.public)
    assert shown.signed_device_identity is not None


@pytest.mark.parametrize("account", ["alice", "1" * 21, "a.b"])
def test_an_account_is_a_telephone_number(world: World, account: str) -> None:
    with pytest.raises(RefusedError, match="400 no account"):
        Phone(world, account).register()


def test_a_first_list_names_no_companion(world: World) -> None:
    phone = Phone(world)
    registration = msgspec.structs.replace(phone.registration(), signed_list=phone.signed_list([1]))
    with pytest.raises(RefusedError, match="409 unknown devices"):
        world.ask("PUT", f"/accounts/{ALICE}", registration)


def test_a_list_of_another_key_or_life_is_refused(world: World, phone: Phone, bob: Phone) -> None:
    path = f"/accounts/{ALICE}/list"
    world.later(1)
    with pytest.raises(RefusedError, match="403 wrong signature"):
        phone.ask("PUT", path, ListPublication(bob.signed_list(), phone.life))
    with pytest.raises(RefusedError, match="409 another life"):
        phone.ask("PUT", path, ListPublication(phone.signed_list(), RawId(99)))
    with pytest.raises(RefusedError, match="400 unreadable list"):
        phone.ask("PUT", path, ListPublication(b"\xff", phone.life))


def test_an_older_list_is_refused(phone: Phone) -> None:
    old, _ = phone.publish(), phone.publish()
    with pytest.raises(RefusedError, match="409 older list"):
        phone.ask("PUT", f"/accounts/{ALICE}/list", ListPublication(old, phone.life))


def test_two_lists_of_one_time_are_refused(phone: Phone) -> None:
    phone.publish()
    other = ListPublication(phone.signed_list([1]), phone.life)
    with pytest.raises(RefusedError, match="409 two lists of one time"):
        phone.ask("PUT", f"/accounts/{ALICE}/list", other)


def test_the_same_list_may_be_handed_over_again(phone: Phone, bob: Phone) -> None:
    signed = phone.publish()
    bob.account(ALICE)
    phone.ask("PUT", f"/accounts/{ALICE}/list", ListPublication(signed, phone.life))
    assert bob.account(ALICE).signed_list == signed
    assert bob.notices() == []


def test_five_companions_are_too_many(phone: Phone) -> None:
    phone.publish(1, 2, 3, 4)
    with pytest.raises(RefusedError, match="403 too many devices"):
        phone.publish(1, 2, 3, 4, 5)


def test_that_five_are_too_many_is_link_5(world: World, phone: Phone, bob: Phone) -> None:
    with world.under(without("LINK-5")):
        five = phone.publish(1, 2, 3, 4, 5)
    assert bob.account(ALICE).signed_list == five


def test_only_the_primary_hands_lists_over(phone: Phone, laptop: Companion, bob: Phone) -> None:
    publication = ListPublication(phone.signed_list([1]), phone.life)
    for other in (laptop, bob):
        with pytest.raises(RefusedError, match="403 not the primary"):
            other.ask("PUT", f"/accounts/{ALICE}/list", publication)


def test_an_unlisted_device_loses_everything(phone: Phone, laptop: Companion, bob: Phone) -> None:
    bob.submit("m1", laptop)
    assert len(laptop.own_devices().devices) == 2
    phone.publish()
    assert laptop.waiting() == []
    with pytest.raises(RefusedError, match="401 no valid token"):
        laptop.own_devices()
    with pytest.raises(RefusedError, match="403 not linked"):
        laptop.log_in()
    assert bob.account(ALICE).devices == ()
    assert bob.bundles(1) == ()
    assert bob.submit("m2", laptop).stale == (ALICE,)


def test_that_it_does_is_rev_4(world: World, phone: Phone, laptop: Companion, bob: Phone) -> None:
    with world.under(without("REV-4")):
        phone.publish()
    assert laptop.log_in()
    assert bob.submit("m1", laptop).stale == ()


def test_in_another_life_every_companion_is_gone(phone: Phone, laptop: Companion) -> None:
    assert laptop.token
    phone.life = RawId(8)
    phone.publish(1)
    with pytest.raises(RefusedError, match="403 not linked"):
        laptop.log_in()
    assert phone.link(2, 1).log_in()


def test_registering_anew_replaces_the_account(
    world: World, phone: Phone, laptop: Companion, bob: Phone
) -> None:
    before = bob.account(ALICE)
    bob.submit("m1", phone, laptop)
    assert phone.token
    assert laptop.token
    world.later(1)
    other = Phone(world, life=RawId(8)).register()
    after = bob.account(ALICE)
    assert before.identity_key != after.identity_key == other.keys.public
    assert after.devices == ()
    assert bob.notices() == [DevicesChanged(ALICE, removed=(1,))]
    assert other.waiting() == []
    for device in (phone, laptop):
        with pytest.raises(RefusedError, match="401 no valid token"):
            device.own_devices()
    with pytest.raises(RefusedError, match="403 not linked"):
        laptop.log_in()


def test_the_same_registration_again_changes_nothing(world: World, bob: Phone) -> None:
    phone = Phone(world)
    registration = phone.registration()
    world.ask("PUT", f"/accounts/{ALICE}", registration)
    bob.submit("m1", phone)
    world.ask("PUT", f"/accounts/{ALICE}", registration)
    assert phone.messages() == ["m1"]


def test_the_tables_hold_nothing_of_a_device_that_is_gone(
    world: World, phone: Phone, laptop: Companion, bob: Phone
) -> None:
    laptop.account(BOB)
    bob.submit("m1", laptop)
    phone.publish()
    tables = [t for t in METADATA.sorted_tables if "device" in t.c and t.name != "attempts"]
    left = [
        table.name
        for table in tables
        for row in world.inside(partial(rows_of, table))
        if (row.account, row.device) == (ALICE, 1)
    ]
    assert left == []
    assert len(tables) == 6


def rows_of(table: Table, call: Call) -> list[Row[Any]]:
    return list(call.connection.execute(table.select()))
