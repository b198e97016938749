"""Three kinds of settings, each with one spelling."""

from dataclasses import replace

import pytest

from mdaudit.reference.app_state.settings import (
    Setting,
    UnknownSettingError,
    action_of,
    setting_in,
)
from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.app_state import ActionData
from mdaudit.spec.sorts import Time

NOW = Time(5)
SETTINGS = [
    Setting("name", "Alice"),
    Setting("mute:15550100002", "on"),
    Setting("mute:15550100002", "off"),
    Setting("pin:friends", "on"),
]


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_what_is_written_is_read(setting: Setting) -> None:
    assert setting_in(action_of(setting, NOW)) == setting


def test_indexes_and_numbers_are_those_of_open_clients() -> None:
    mute = action_of(Setting("mute:15550100002", "on"), NOW)
    assert mute.index == b'["mute","15550100002"]'
    assert mute.value is not None
    assert mute.value.hex() == "0805" + "22020801"
    name = action_of(Setting("name", "A"), NOW)
    assert name.index == b'["setting_pushName"]'
    assert name.value is not None
    assert name.value.hex() == "0805" + "3a030a0141"


@pytest.mark.parametrize(
    "setting",
    [
        Setting("colour", "red"),
        Setting("name:x", "Alice"),
        Setting("name", ""),
        Setting("name", "ä" * 51),
        Setting("mute", "on"),
        Setting("mute:a/b", "on"),
        Setting("pin:friends", "yes"),
    ],
    ids=str,
)
def test_other_settings_are_unknown(setting: Setting) -> None:
    with pytest.raises(UnknownSettingError, match="expected"):
        action_of(setting, NOW)


MUTE = action_of(SETTINGS[1], NOW)


@pytest.mark.parametrize(
    "action",
    [
        replace(MUTE, index=b"no JSON"),
        replace(MUTE, index=b"5"),
        replace(MUTE, index=b"[]"),
        replace(MUTE, index=b'["mute",1]'),
        replace(MUTE, index=b'["mute", "15550100002"]'),
        replace(MUTE, index=b'["mute","15550100002","more"]'),
        replace(MUTE, index=b'["mute","a/b"]'),
        replace(MUTE, index=b"[" * 101),
        replace(MUTE, index=b'["archive","15550100002"]'),
        replace(MUTE, version=2),
        replace(MUTE, value=None),
        replace(MUTE, value=bytes.fromhex("0805" + "22020802")),
        replace(MUTE, value=bytes.fromhex("0805" + "2a020801")),
        ActionData(b'["setting_pushName"]', bytes.fromhex("0805" + "3a020a00"), 1),
    ],
    ids=lambda action: f"{action.index[:30]!r} {action.value and action.value.hex()}",
)
def test_other_spellings_are_refused(action: ActionData) -> None:
    with pytest.raises(Malformed):
        setting_in(action)
