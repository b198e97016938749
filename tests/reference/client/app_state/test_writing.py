"""Settings are written one after the other, and nothing that is refused stops them for good."""

import os
from pathlib import Path
from shutil import copyfile

import pytest

from mdaudit.reference.app_state.patching import setting_patch
from mdaudit.reference.app_state.settings import Setting, action_of
from mdaudit.reference.client.app_state.keys import kept_keys, newest_key
from mdaudit.reference.client.app_state.replaying import app_state_of, catch_up_app_state
from mdaudit.reference.client.app_state.writing import (
    NoAppStateKeyError,
    SettingsStoppedError,
    write,
)
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.registering import back_up, restore
from mdaudit.reference.protocol.app_state import StoredPatch
from mdaudit.spec.objects.app_state import decode_patch, encode_patch
from mdaudit.spec.reading import Refused
from tests.reference.client.family import meet, welcomed
from tests.reference.client.sharing import MUTED, NAME, change, flipped, settings
from tests.reference.client.town import SECRET, Resident, Town
from tests.reference.scene import ALICE, LAPTOP


@pytest.fixture
def phone(town: Town) -> Resident:
    return town.phone(ALICE)


@pytest.fixture
def laptop(town: Town, phone: Resident) -> Resident:
    """Alice's laptop, which was told the key for app state."""
    return welcomed(town, phone)


def test_two_at_once_are_both_kept(phone: Resident, laptop: Resident) -> None:
    """The server has one row: who comes second replays the first, and writes again."""
    change(phone, NAME)
    change(laptop, MUTED)
    assert settings(laptop) == [MUTED, NAME]
    catch_up_app_state(phone.device, phone.remote)
    assert settings(phone) == [MUTED, NAME]


def test_what_the_server_did_not_take_has_not_happened(phone: Resident, laptop: Resident) -> None:
    change(phone, NAME)
    key, state = kept_keys(laptop.device)[0], app_state_of(laptop.device)
    patch = setting_patch(state, key.sync, action_of(MUTED, phone.town.now), os.urandom)
    before = len(laptop.device.party.log)
    assert not write(laptop.device, laptop.remote, key, state, patch)
    assert app_state_of(laptop.device) == state
    assert len(laptop.device.party.log) == before


def test_a_removed_laptop_reads_nothing_later(
    town: Town, phone: Resident, laptop: Resident
) -> None:
    """There is a new key, which it was not given, and what is set is set under it."""
    change(phone, NAME)
    tablet = welcomed(town, phone)
    meet(laptop)
    old = newest_key(phone.device)
    phone.remove(LAPTOP)
    meet(phone, tablet)
    change(phone, MUTED)
    meet(tablet)
    assert settings(tablet) == [MUTED, NAME]
    new = newest_key(phone.device)
    assert old is not None
    assert new is not None
    assert new.described.key_epoch == old.described.key_epoch + 1
    assert new.described.key_indexes == {0, 2}
    assert new.described not in [key.described for key in kept_keys(laptop.device)]
    patches = [decode_patch(one.patch) for one in phone.remote.patches(0).patches]
    assert [patch.key_id == new.sync.id for patch in patches[-3:]] == [False, True, True]


def test_an_old_key_is_used_no_more(town: Town, phone: Resident, laptop: Resident) -> None:
    """Between the removal and the new key, a companion does not write."""
    change(phone, NAME)
    tablet = welcomed(town, phone)
    meet(laptop)
    phone.remove(LAPTOP)
    tablet.catch_up()
    with pytest.raises(Refused, match="SYNC-3"):
        change(tablet, MUTED)


def test_without_a_key_nothing_is_set(town: Town, phone: Resident) -> None:
    laptop = town.laptop(phone)
    laptop.catch_up()
    with pytest.raises(NoAppStateKeyError, match="primary"):
        change(laptop, NAME)


def test_a_patch_is_fetched_after_a_crash(
    laptop: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server took the patch, and the process ended before that was stored."""
    taken = laptop.remote.write_patch

    def interrupted(patch: StoredPatch) -> None:
        taken(patch)
        raise KeyboardInterrupt

    monkeypatch.setattr(laptop.remote, "write_patch", interrupted)
    with pytest.raises(KeyboardInterrupt):
        change(laptop, NAME)
    assert settings(laptop) == []
    monkeypatch.undo()
    laptop.restart()
    catch_up_app_state(laptop.device, laptop.remote)
    assert settings(laptop) == [NAME]


def test_what_a_primary_refuses_it_overrules(town: Town, phone: Resident, laptop: Resident) -> None:
    """The laptop writes right before it is removed: who took that goes on, and it is gone."""
    change(phone, NAME)
    tablet = welcomed(town, phone)
    meet(laptop)
    change(laptop, MUTED)
    meet(tablet)
    phone.remove(LAPTOP)
    meet(phone)
    assert "a change of settings was refused (REV-3" in phone.notices(ALICE)
    assert settings(phone) == [NAME]
    meet(tablet)
    assert settings(tablet) == [NAME]
    change(tablet, Setting("name", "A."))
    change(phone, MUTED)
    meet(tablet)
    assert settings(tablet) == settings(phone) == [MUTED, Setting("name", "A.")]
    assert app_state_of(tablet.device).lt_hash == app_state_of(phone.device).lt_hash
    assert set(tablet.steps("replay_patch")) == {"done"}


@pytest.mark.usefixtures("laptop")
def test_what_nobody_made_is_not_overruled(town: Town, phone: Resident) -> None:
    """No companion took it either: the rest of what is due is done, and the user is told."""
    change(phone, NAME)
    key, state = kept_keys(phone.device)[-1], app_state_of(phone.device)
    patch = encode_patch(setting_patch(state, key.sync, action_of(MUTED, town.now), os.urandom))
    phone.remote.write_patch(StoredPatch(state.version + 1, flipped(patch)))
    with pytest.raises(SettingsStoppedError, match="settings stop"):
        change(phone, MUTED)
    tablet = welcomed(town, phone)
    assert len(kept_keys(tablet.device)) == 1
    assert "a change of settings" in phone.notices(ALICE)
    assert settings(phone) == [NAME]


def test_who_restores_a_backup_passes_over_what_came_later(
    town: Town, phone: Resident, tmp_path: Path
) -> None:
    """Its keys for that are gone, and so are the companions that had them."""
    change(phone, NAME)
    back_up(phone.device)
    copy = tmp_path / "backup.db"
    copyfile(phone.device.store.path, copy)
    laptop = welcomed(town, phone)
    change(laptop, MUTED)
    town.later(1)
    town.people.append(restored := Resident(town, Device.open(copy, SECRET, town.clock)))
    restore(restored.device)
    meet(restored)
    change(restored, Setting("name", "A."))
    assert settings(welcomed(town, restored)) == [Setting("name", "A.")]
