"""Settings over the real server: shared by the account's devices, and by no other device."""

import os

import pytest
from msgspec.structs import replace

from mdaudit.reference.app_state.patching import setting_patch
from mdaudit.reference.app_state.settings import Setting, action_of
from mdaudit.reference.client.app_state.keys import kept_keys, owner_of
from mdaudit.reference.client.app_state.replaying import app_state_of, catch_up_app_state
from mdaudit.reference.client.messages.conversation import conversation
from mdaudit.reference.protocol.app_state import Patches, StoredPatch
from mdaudit.spec.objects.app_state import encode_patch
from mdaudit.spec.reading import Refused
from tests.reference.client.family import meet, welcomed
from tests.reference.client.sharing import MUTED, NAME, change, flipped, settings
from tests.reference.client.town import Resident, Town
from tests.reference.scene import ALICE, LAPTOP


@pytest.fixture
def phone(town: Town) -> Resident:
    return town.phone(ALICE)


@pytest.fixture
def laptop(town: Town, phone: Resident) -> Resident:
    """Alice's laptop, which was told the key for app state."""
    return welcomed(town, phone)


def catch_up(resident: Resident) -> None:
    catch_up_app_state(resident.device, resident.remote)


def show_patches(
    monkeypatch: pytest.MonkeyPatch, resident: Resident, shown: list[StoredPatch]
) -> None:
    """Let the server show a device these patches, and no others."""

    def patches(after: int) -> Patches:
        return Patches(tuple(one for one in shown if one.version > after))

    monkeypatch.setattr(resident.remote, "patches", patches)


def test_a_phone_alone_has_settings(phone: Resident) -> None:
    change(phone, NAME)
    change(phone, Setting("name", "Alice B."))
    assert settings(phone) == [Setting("name", "Alice B.")]
    assert app_state_of(phone.device).version == 2


def test_what_one_device_sets_the_other_has(phone: Resident, laptop: Resident) -> None:
    change(phone, NAME)
    meet(laptop)
    change(laptop, MUTED)
    meet(phone)
    assert settings(phone) == settings(laptop) == [MUTED, NAME]
    assert app_state_of(phone.device).lt_hash == app_state_of(laptop.device).lt_hash


def test_a_new_companion_begins_with_what_is_in_force(town: Town, phone: Resident) -> None:
    change(phone, NAME)
    laptop = welcomed(town, phone)
    assert settings(laptop) == [NAME]
    (key,) = kept_keys(laptop.device)
    assert key.described == owner_of(phone.device).newest
    assert laptop.steps("replay_patch") == ["done"]
    change(laptop, MUTED)
    tablet = welcomed(town, phone)
    assert settings(tablet) == [MUTED, NAME]
    meet(laptop)
    assert app_state_of(laptop.device).version == app_state_of(tablet.device).version


def test_who_was_away_over_a_removal_goes_on(town: Town, phone: Resident, laptop: Resident) -> None:
    """What waits is handled in order: patches of before the removal come before the newer list."""
    tablet = welcomed(town, phone)
    meet(laptop)
    change(phone, NAME)
    phone.remove(LAPTOP)
    meet(phone)
    change(phone, MUTED)
    meet(tablet)
    assert settings(tablet) == [MUTED, NAME]
    assert set(tablet.steps("replay_patch")) == {"done"}


def test_a_removed_laptop_writes_nothing(town: Town, phone: Resident, laptop: Resident) -> None:
    """Even if the server takes its patch, nobody uses it."""
    change(phone, NAME)
    tablet = welcomed(town, phone)
    meet(laptop)
    key, state = kept_keys(laptop.device)[-1], app_state_of(laptop.device)
    patch = setting_patch(state, key.sync, action_of(MUTED, town.now), os.urandom)
    phone.remove(LAPTOP)
    phone.remote.write_patch(StoredPatch(patch.version, encode_patch(patch)))
    with pytest.raises(Refused, match="REV-3"):
        catch_up(phone)
    tablet.catch_up()
    with pytest.raises(Refused, match="SYNC-3"):
        catch_up(tablet)
    assert settings(phone) == settings(tablet) == [NAME]


@pytest.mark.parametrize("where", [40, -30])
def test_a_changed_patch_is_refused(
    phone: Resident, laptop: Resident, where: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(phone, NAME)
    change(phone, MUTED)
    first, second = phone.remote.patches(0).patches
    show_patches(monkeypatch, laptop, [first, replace(second, patch=flipped(second.patch, where))])
    with pytest.raises(Refused, match="SYNC-2"):
        catch_up(laptop)
    assert settings(laptop) == [NAME]


def test_a_patch_that_is_left_out_is_missed(
    phone: Resident, laptop: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    for value in ("one", "two", "three"):
        change(phone, Setting("name", value))
    first, _, third = phone.remote.patches(0).patches
    show_patches(monkeypatch, laptop, [first, third])
    with pytest.raises(Refused, match="SYNC-2"):
        catch_up(laptop)


def test_what_is_refused_is_told(
    phone: Resident, laptop: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(phone, NAME)
    (only,) = phone.remote.patches(0).patches
    show_patches(monkeypatch, laptop, [replace(only, patch=flipped(only.patch))])
    meet(laptop)
    texts = [line.text for line in conversation(laptop.device, ALICE)]
    assert any("a change of settings" in text for text in texts)
