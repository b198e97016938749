"""Who cannot go on with settings begins again, from what the own primary sends and nothing else."""

import os

import pytest

from mdaudit.reference.app_state.patching import setting_patch
from mdaudit.reference.app_state.settings import Setting, action_of
from mdaudit.reference.client.app_state.again import ASKED, BEGUN, WISH, want_all_again
from mdaudit.reference.client.app_state.answering import WISHES
from mdaudit.reference.client.app_state.keys import kept_keys
from mdaudit.reference.client.app_state.replaying import app_state_of, catch_up_app_state
from mdaudit.reference.client.app_state.writing import set_everything_again
from mdaudit.reference.client.remote import ServerRefused
from mdaudit.reference.evidence import evidence_of
from mdaudit.reference.own_data.messages import OwnMessage, Subject
from mdaudit.reference.protocol.access import Problem
from mdaudit.reference.protocol.app_state import Patches, StoredPatch
from mdaudit.spec.objects.app_state import encode_patch
from mdaudit.spec.reading import Refused
from tests.audit_cli.verdicts import answer, audited
from tests.reference.client.family import meet, said_by, welcomed
from tests.reference.client.losing import lose_what_waits
from tests.reference.client.sharing import MUTED, NAME, change, flipped, settings
from tests.reference.client.town import Resident, Town
from tests.reference.scene import ALICE, BOB, DAY, LAPTOP


@pytest.fixture
def phone(town: Town) -> Resident:
    return town.phone(ALICE)


@pytest.fixture
def laptop(town: Town, phone: Resident) -> Resident:
    """Alice's laptop, which was told the key for app state."""
    return welcomed(town, phone)


@pytest.fixture
def tablet(town: Town, phone: Resident, laptop: Resident) -> Resident:
    """Alice's tablet, which shares her name with phone and laptop."""
    change(phone, NAME)
    tablet = welcomed(town, phone)
    meet(laptop)
    return tablet


def catch_up(resident: Resident) -> None:
    catch_up_app_state(resident.device, resident.remote)


def cut_off(monkeypatch: pytest.MonkeyPatch, resident: Resident) -> None:
    """Let the server show a device no more patches."""
    monkeypatch.setattr(resident.remote, "patches", lambda _: Patches(()))


def want(resident: Resident) -> None:
    """Let a companion want all settings, whatever the reason."""
    with resident.device.transaction():
        want_all_again(resident.device)


def last_words_of_the_laptop(phone: Resident, laptop: Resident) -> None:
    """Let the laptop write right before it is removed; the tablet sees that afterwards."""
    key, state = kept_keys(laptop.device)[-1], app_state_of(laptop.device)
    patch = setting_patch(state, key.sync, action_of(MUTED, phone.town.now), os.urandom)
    phone.remove(LAPTOP)
    phone.remote.write_patch(StoredPatch(patch.version, encode_patch(patch)))


def test_who_refused_a_patch_begins_again(
    phone: Resident, laptop: Resident, tablet: Resident
) -> None:
    """What the primary then sets again follows what the tablet refused: alone it would stop."""
    last_words_of_the_laptop(phone, laptop)
    meet(tablet)
    assert tablet.steps("replay_patch")[-1] == "refused"
    assert "a change of settings was refused (SYNC-3" in tablet.notices(ALICE)
    meet(phone)
    with pytest.raises(Refused, match="SYNC"):
        catch_up(tablet)
    meet(tablet)
    assert tablet.steps("begin_app_state_again") == ["done"]
    assert settings(tablet) == settings(phone) == [NAME]
    assert BEGUN in tablet.notices(ALICE)
    change(phone, MUTED)
    meet(tablet)
    change(tablet, Setting("name", "A."))
    meet(phone)
    assert settings(tablet) == settings(phone) == [MUTED, Setting("name", "A.")]
    assert app_state_of(tablet.device).lt_hash == app_state_of(phone.device).lt_hash
    assert tablet.device.store.names("settings-") == phone.device.store.names("settings-") == []


def test_who_was_passed_over_with_a_key_begins_again(
    town: Town, phone: Resident, laptop: Resident
) -> None:
    """The laptop never gets the second key, under which something was set, and is given a third."""
    change(phone, NAME)
    meet(laptop)
    tablet = town.laptop(phone)
    meet(phone, tablet)
    change(phone, MUTED)
    lose_what_waits(laptop)
    phone.remove(tablet.device.index)
    meet(phone)
    change(phone, Setting("name", "A."))
    meet(laptop)
    assert settings(laptop) == [NAME]
    assert laptop.steps("replay_patch") == ["done"]
    meet(phone, laptop)
    assert laptop.steps("begin_app_state_again") == ["done"]
    assert settings(laptop) == settings(phone) == [MUTED, Setting("name", "A.")]


def test_others_replay_it_like_any_patch(
    phone: Resident, laptop: Resident, tablet: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off(monkeypatch, tablet)
    want(tablet)
    meet(tablet, phone, laptop, tablet)
    assert tablet.steps("begin_app_state_again") == ["done"]
    assert laptop.steps("begin_app_state_again") == []
    assert set(laptop.steps("replay_patch")) == {"done"}
    assert settings(laptop) == settings(tablet) == [NAME]
    assert app_state_of(laptop.device) == app_state_of(phone.device)


def test_it_asks_once_a_day(
    town: Town, phone: Resident, tablet: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the server shows it, the primary is not kept busy."""
    cut_off(monkeypatch, tablet)
    for hours in (0, 1, 22):
        town.later(hours * 3600)
        want(tablet)
        meet(tablet)
    written = phone.steps("write_patch").count("done")
    meet(phone)
    assert phone.steps("write_patch").count("done") == written + 1
    lose_what_waits(tablet)
    town.later(3600)
    want(tablet)
    meet(tablet, phone, tablet)
    assert phone.steps("write_patch").count("done") == written + 2
    assert tablet.steps("begin_app_state_again") == ["done"]
    assert tablet.device.store.get(ASKED) is None


def test_an_expired_own_list_is_no_reason_to_ask(
    town: Town, phone: Resident, tablet: Resident
) -> None:
    change(phone, MUTED)
    town.later(36 * DAY)
    with pytest.raises(Refused, match="FAN-2"):
        catch_up(tablet)
    assert tablet.device.store.get(WISH) is None


def test_what_was_kept_back_brings_nothing_back(phone: Resident, tablet: Resident) -> None:
    """The server delivers the primary's settings of before after a newer change (SYNC-2)."""
    want(tablet)
    meet(tablet, phone)
    (old,) = tablet.envelopes()
    lose_what_waits(tablet)
    change(phone, Setting("name", "A."))
    catch_up(tablet)
    tablet.receive(old)
    assert tablet.steps("begin_app_state_again") == ["refused"]
    assert settings(tablet) == [Setting("name", "A.")]
    assert "(SYNC-2" in tablet.notices(ALICE)


def test_an_ordinary_patch_is_nothing_to_begin_from(
    phone: Resident, tablet: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not say everything, so what its writer had does not come out of it."""
    cut_off(monkeypatch, tablet)
    change(phone, MUTED)
    (ordinary,) = phone.remote.patches(app_state_of(tablet.device).version).patches
    before = app_state_of(tablet.device)
    said_by(phone, tablet, OwnMessage(Subject.SETTINGS_ANEW, ordinary.patch))
    meet(tablet)
    assert tablet.steps("begin_app_state_again") == ["refused"]
    assert "(SYNC-2" in tablet.notices(ALICE)
    assert app_state_of(tablet.device) == before


@pytest.mark.parametrize("who", ["laptop", "stranger"])
def test_nobody_else_makes_it_begin_again(
    town: Town, phone: Resident, laptop: Resident, tablet: Resident, who: str
) -> None:
    octets = set_everything_again(phone.device, phone.remote)
    if who == "laptop":
        laptop.send(ALICE, "to all own devices")
        speaker = laptop
    else:
        speaker = town.phone(BOB)
        speaker.send(ALICE, "hello Alice")
    meet(tablet)
    before = app_state_of(tablet.device)
    said_by(speaker, tablet, OwnMessage(Subject.SETTINGS_ANEW, octets))
    meet(tablet)
    assert tablet.steps("begin_app_state_again") == ["refused"]
    assert "(SYNC-1" in tablet.notices(speaker.account)
    assert app_state_of(tablet.device) == before


def test_without_the_key_there_is_nothing_to_begin_with(phone: Resident, tablet: Resident) -> None:
    with tablet.device.transaction():
        for name in tablet.device.store.names("app-state-key/"):
            tablet.device.store.drop(name)
    want(tablet)
    meet(tablet, phone, tablet)
    assert tablet.steps("begin_app_state_again") == []
    assert "has the key of the settings" in tablet.notices(ALICE)
    assert settings(tablet) == [NAME]


def test_a_strangers_wish_is_not_heard(town: Town, phone: Resident, tablet: Resident) -> None:
    bob = town.phone(BOB)
    bob.send(ALICE, "hello Alice")
    said_by(bob, phone, OwnMessage(Subject.SETTINGS_WANTED, b"regular"))
    written = phone.steps("write_patch")
    meet(phone)
    assert phone.steps("write_patch") == written
    assert "(SYNC-1" in phone.notices(BOB)
    said_by(phone, tablet, OwnMessage(Subject.SETTINGS_WANTED, b"regular"))
    meet(tablet)
    assert "the primary is asked" in tablet.notices(ALICE)


def test_a_removed_tablet_gets_no_answer(phone: Resident, tablet: Resident) -> None:
    want(tablet)
    meet(tablet)
    phone.catch_up()
    assert phone.device.store.names(WISHES) == [f"{WISHES}2"]
    phone.remove(tablet.device.index)
    meet(phone)
    assert phone.device.store.names(WISHES) == []
    assert phone.device.store.outbox() == []
    said_before = phone.steps("write_patch")
    meet(phone)
    assert phone.steps("write_patch") == said_before


def test_a_wish_is_granted_when_the_server_is_there_again(
    phone: Resident, tablet: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off(monkeypatch, tablet)
    want(tablet)
    meet(tablet)

    def broken(_patch: StoredPatch) -> None:
        raise ServerRefused(503, Problem("out of order"))

    with monkeypatch.context() as patched:
        patched.setattr(phone.remote, "write_patch", broken)
        with pytest.raises(ServerRefused):
            meet(phone)
    assert phone.device.store.names(WISHES) == [f"{WISHES}2"]
    phone.restart()
    meet(phone, tablet)
    assert tablet.steps("begin_app_state_again") == ["done"]


def test_what_nobody_made_is_a_reason_to_ask(
    phone: Resident, tablet: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server shows one tablet a changed patch, and never the right one."""
    change(phone, MUTED)
    (only,) = phone.remote.patches(app_state_of(tablet.device).version).patches
    shown = tablet.remote.patches

    def changed(after: int) -> Patches:
        return Patches(
            tuple(
                StoredPatch(one.version, flipped(one.patch)) if one == only else one
                for one in shown(after).patches
            )
        )

    monkeypatch.setattr(tablet.remote, "patches", changed)
    meet(tablet, phone, tablet)
    assert settings(tablet) == settings(phone) == [MUTED, NAME]
    assert tablet.steps("begin_app_state_again") == ["done"]


def test_evidence_says_under_which_key_it_began_again_and_for_whom_that_was_made(
    phone: Resident, laptop: Resident, tablet: Resident
) -> None:
    last_words_of_the_laptop(phone, laptop)
    for resident in (tablet, phone, tablet):
        meet(resident)
    evidence = evidence_of(tablet.device.party.log)
    (begun,) = (part for part in evidence["received"] if part["kind"] == "app_state")
    keys = {key["id"]: key for key in evidence["app_state"]["keys"]}
    made = keys[begun["app_state_key"]]
    assert (made["raw_id"], made["key_indexes"]) == (phone.device.life, [0, 2])
    assert answer(audited(evidence), "SYNC-3") == "pass"
