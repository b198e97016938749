"""The server is asked for accounts, and the steps decide what is believed."""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from mdaudit.reference.client.lists.directory import is_wanted, refresh, refresh_if_needed
from mdaudit.reference.client.messages.pairwise import Partner, sessions_with
from mdaudit.reference.client.remote import ServerRefused
from mdaudit.reference.protocol.account import ShownAccount
from mdaudit.reference.signed.signing import KeyPair
from mdaudit.spec.reading import Refused
from mdaudit.spec.sorts import Account, IdentityKey, Time
from mdaudit.spec.state.signed import list_time
from tests.reference.client.lying import Altering, Withholding, with_device_key
from tests.reference.client.town import Households, Resident, Town, a_town
from tests.reference.scene import ALICE, BOB, DAY


@pytest.fixture
def lies(tmp_path: Path) -> Iterator[tuple[Town, Altering]]:
    """A town whose server alters what it shows."""
    server = Altering()
    with a_town(tmp_path, server) as town:
        yield town, server


@pytest.fixture
def withheld(tmp_path: Path) -> Iterator[tuple[Town, Withholding]]:
    """A town whose server withholds lists."""
    server = Withholding()
    with a_town(tmp_path, server) as town:
        yield town, server


def held_time(resident: Resident, account: Account) -> Time:
    """Return the time of the list that a device holds."""
    return list_time(resident.device.party.state.held(resident.device.name, account))


def test_a_young_list_is_confirmed_and_an_ageing_one_replaced(town: Town) -> None:
    alice, bob = town.phone(ALICE), town.phone(BOB)
    refresh(bob.device, bob.remote, ALICE)
    assert not is_wanted(bob.device, ALICE)
    assert refresh_if_needed(bob.device, bob.remote, ALICE) is None
    refresh(bob.device, bob.remote, ALICE)
    assert bob.steps("confirm_unchanged") == ["done"]
    first = held_time(bob, ALICE)
    town.later(29 * DAY)
    alice.refresh_list()
    assert is_wanted(bob.device, ALICE)
    assert refresh_if_needed(bob.device, bob.remote, ALICE) is not None
    assert held_time(bob, ALICE) == first + 29 * DAY


def test_an_ageing_list_is_never_confirmed(town: Town) -> None:
    town.phone(ALICE)
    bob = town.phone(BOB)
    refresh(bob.device, bob.remote, ALICE)
    town.later(29 * DAY)
    refresh(bob.device, bob.remote, ALICE)
    assert bob.steps("confirm_unchanged") == []
    assert bob.steps("accept_list") == ["done"] * 3  # its own, and Alice's twice


def test_an_account_that_is_not_there_is_no_refusal_of_ours(town: Town) -> None:
    bob = town.phone(BOB)
    with pytest.raises(ServerRefused, match="unknown account"):
        refresh(bob.device, bob.remote, ALICE)


def test_an_injected_device_is_refused_and_the_rest_is_held(
    lies: tuple[Town, Altering],
) -> None:
    town, server = lies
    alice, bob = town.phone(ALICE), town.phone(BOB)
    town.laptop(alice)
    intruder = KeyPair.generate(os.urandom).public
    server.alter = lambda shown: with_device_key(shown, intruder)
    learned = refresh(bob.device, bob.remote, ALICE)
    assert [refused.rule.id for refused in learned.refused] == ["DEV-1"]
    assert held_time(bob, ALICE) == town.now
    assert "device 1 was refused (DEV-1" in bob.notices(ALICE)
    sent = bob.send(ALICE, "to the phone alone")
    assert [copy.index for copy in sent.copies] == [0]


def test_a_device_without_evidence_is_refused(lies: tuple[Town, Altering]) -> None:
    town, server = lies
    alice, bob = town.phone(ALICE), town.phone(BOB)
    town.laptop(alice)

    def stripped(shown: ShownAccount) -> ShownAccount:
        (one,) = shown.devices
        bare = msgspec.structs.replace(one, signed_device_identity=None)
        return msgspec.structs.replace(shown, devices=(bare,))

    server.alter = stripped
    learned = refresh(bob.device, bob.remote, ALICE)
    assert [refused.rule.id for refused in learned.refused] == ["DEV-4"]


def test_a_replayed_list_is_no_way_back(lies: tuple[Town, Altering]) -> None:
    town, server = lies
    alice, bob = town.phone(ALICE), town.phone(BOB)
    laptop = town.laptop(alice)
    seen: list[ShownAccount] = []

    def kept(shown: ShownAccount) -> ShownAccount:
        seen.append(shown)
        return shown

    server.alter = kept
    assert len(bob.send(ALICE, "to both").copies) == 2
    alice.remove(laptop.device.index)
    refresh(bob.device, bob.remote, ALICE)
    newest = held_time(bob, ALICE)
    server.alter = lambda _: seen[0]
    learned = refresh(bob.device, bob.remote, ALICE)
    assert [refused.rule.id for refused in learned.refused] == ["LIST-3"]
    assert held_time(bob, ALICE) == newest
    assert [copy.index for copy in bob.send(ALICE, "to the phone").copies] == [0]


def test_a_removed_device_is_served_no_more_and_its_session_ends(homes: Households) -> None:
    homes.alice.send(BOB, "hello")
    homes.town.catch_up()
    gone = homes.bobs_laptop
    key = gone.device.keys.public
    partner = Partner(BOB, gone.device.index, key)
    assert sessions_with(homes.alice.device, partner).sessions
    homes.bob.remove(gone.device.index)
    homes.alice.catch_up()
    assert homes.alice.steps("end_session") == ["done"]
    assert not sessions_with(homes.alice.device, partner).sessions
    sent = homes.alice.send(BOB, "to the phone")
    assert (BOB, 1) not in {(copy.account, copy.index) for copy in sent.copies}


def test_another_identity_is_told_and_starts_from_nothing(town: Town) -> None:
    alice, bob = town.phone(ALICE), town.phone(BOB)
    town.laptop(alice)
    bob.send(ALICE, "hello")
    town.later(60)
    again = town.phone(ALICE, life=8)
    learned = refresh(bob.device, bob.remote, ALICE)
    assert learned.identity_changed
    assert bob.device.party.state.pin(bob.device.name, ALICE) == again.device.keys.public
    assert "identity of this contact has changed" in bob.notices(ALICE)
    bob.send(ALICE, "who are you?")
    again.catch_up()
    assert again.texts(BOB) == ["who are you?"]


def test_nothing_is_sent_to_a_verified_contact_that_changed(town: Town) -> None:
    town.phone(ALICE)
    bob = town.phone(BOB)
    bob.send(ALICE, "hello")
    with bob.device.transaction():
        bob.device.party.note("verified", bob.device.name, ALICE)
    town.later(60)
    town.phone(ALICE, life=8)
    refresh(bob.device, bob.remote, ALICE)
    with pytest.raises(Refused, match="VER-3"):
        bob.write(ALICE, "a secret")


def test_a_companion_keeps_its_own_primary(lies: tuple[Town, Altering]) -> None:
    town, _ = lies
    laptop = town.laptop(town.phone(BOB))
    town.later(60)
    town.phone(BOB, life=9)
    learned = refresh_own_against(laptop, town)
    assert learned == ["VER-5"]


def refresh_own_against(laptop: Resident, town: Town) -> list[str]:
    """Let a companion be shown its account by whoever may still ask; return what it refuses."""
    asker = town.phone(Account("15550100009"))
    learned = refresh(laptop.device, asker.remote, BOB)
    return [refused.rule.id for refused in learned.refused]


def test_a_withheld_list_stops_counting_at_the_deadline(
    withheld: tuple[Town, Withholding],
) -> None:
    town, server = withheld
    alice, bob = town.phone(ALICE), town.phone(BOB)
    town.laptop(alice)
    assert len(bob.send(ALICE, "hello").copies) == 2
    alice.catch_up()
    server.silent = True
    second = town.laptop(alice)
    town.catch_up(alice, second)
    alice.send(BOB, "I have news")
    bob.catch_up()
    assert len(bob.send(ALICE, "within the deadline").copies) == 2
    town.later(2 * DAY)
    late = bob.send(ALICE, "after it")
    assert [copy.index for copy in late.copies] == [0]
    assert {one.rule for one in late.left_out} == {"FAN-3"}


def test_a_list_that_nobody_renews_expires(withheld: tuple[Town, Withholding]) -> None:
    town, _ = withheld
    alice, bob = town.phone(ALICE), town.phone(BOB)
    town.laptop(alice)
    refresh(bob.device, bob.remote, ALICE)
    town.later(35 * DAY)
    sent = bob.send(ALICE, "to the phone")
    assert [copy.index for copy in sent.copies] == [0]
    assert {one.rule for one in sent.left_out} == {"FAN-2"}


def test_a_companion_whose_own_list_expired_sends_and_shows_nothing(homes: Households) -> None:
    homes.alices_laptop.send(BOB, "hello")
    homes.town.catch_up()
    homes.town.later(35 * DAY)
    with pytest.raises(Refused, match="FAN-2"):
        homes.alices_laptop.write(BOB, "too late")
    homes.bob.send(ALICE, "are you there?")
    homes.alices_laptop.catch_up()
    assert "are you there?" not in homes.alices_laptop.texts(BOB)
    assert homes.alices_laptop.device.store.outbox() == []


def test_a_key_is_no_identity_key(lies: tuple[Town, Altering]) -> None:
    town, server = lies
    town.phone(ALICE)
    bob = town.phone(BOB)
    bob.send(ALICE, "hello")
    rogue = IdentityKey(KeyPair.generate(os.urandom).public)
    server.alter_bundle = lambda bundle: msgspec.structs.replace(bundle, identity_key=rogue)
    with bob.device.transaction():
        for name in bob.device.store.names("session/"):
            bob.device.store.drop(name)
    sent = bob.send(ALICE, "for the pinned key alone")
    assert sent.copies == ()
    assert [one.reason.split()[0] for one in sent.unreached] == ["DEV-0"]
