"""The settings that devices of one account share here, and how a mutation says them.

======================  ==========================  =============================================
setting                 index (JSON)                value (``SyncActionValue``)
======================  ==========================  =============================================
``name``                ``["setting_pushName"]``    pushNameSetting: 7 ``{ name: 1 }``
``mute:CHAT``           ``["mute","CHAT"]``         muteAction: 4 ``{ muted: 1 }``
``pin:CHAT``            ``["pin_v1","CHAT"]``       pinAction: 5 ``{ pinned: 1 }``
======================  ==========================  =============================================

Deployed clients know many more. What is not one of these three, in the one spelling that it has
here, is carried along and not shown.

Source: open clients agree on indexes and numbers; the strictness is this reference's.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final

from mdaudit.spec.objects.app_state import ActionData
from mdaudit.spec.objects.layout import Field, Kind, Layout
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.objects.wire import read_message, write_message
from mdaudit.spec.sorts import Time

TIMESTAMP: Final = Field(1, "timestamp", Kind.UINT64, required=True)
MUTE: Final = Field(4, "muteAction", Kind.BYTES)
PIN: Final = Field(5, "pinAction", Kind.BYTES)
PUSH_NAME: Final = Field(7, "pushNameSetting", Kind.BYTES)
VALUE: Final = Layout("SyncActionValue", (TIMESTAMP, MUTE, PIN, PUSH_NAME), signed=True)

FLAG: Final = Field(1, "flag", Kind.UINT32, required=True)
FLAG_ACTION: Final = Layout("action with a flag", (FLAG,), signed=True)
NAME: Final = Field(1, "name", Kind.TEXT, required=True)
NAME_SETTING: Final = Layout("PushNameSetting", (NAME,), signed=True)

CHAT: Final = re.compile(r"[0-9A-Za-z._:-]{1,64}")
"""How a chat is named: as the server names accounts and groups."""

WORDS: Final = {"off": 0, "on": 1}
"""The two values of a flag."""

FLAGS: Final = {"mute": ("mute", MUTE), "pin": ("pin_v1", PIN)}
"""Each setting of a chat: how its index calls it, and where its value is."""

DISPLAY_NAME: Final = "name"
"""The setting that belongs to no chat."""

NAME_SIZES: Final = range(1, 101)
"""Bytes in a display name."""

LONGEST_INDEX: Final = 100
"""Bytes in the longest index of these settings."""

INDEX_OF_NAME: Final = "setting_pushName"
ACTION_VERSION: Final = 1


class UnknownSettingError(ValueError):
    """There is no such setting, or it has no such value."""

    def __init__(self, expected: str, got: str) -> None:
        super().__init__(f"expected {expected}, got {got!r}; try `mdref settings --help`")


@dataclass(frozen=True, order=True)
class Setting:
    """One setting with its value, as people write them."""

    name: str
    """``name``, ``mute:CHAT`` or ``pin:CHAT``."""
    value: str
    """``on`` or ``off``; for ``name``, up to 100 bytes of text."""


def action_of(setting: Setting, clock: Time) -> ActionData:
    """What a mutation says to set it.

    Raises:
        UnknownSettingError: there is no such setting, or it has no such value.
    """
    check_name(setting.name)
    if setting.name == DISPLAY_NAME:
        _check(
            "1 to 100 bytes of text", setting.value, ok=len(setting.value.encode()) in NAME_SIZES
        )
        inner = {PUSH_NAME: write_message(NAME_SETTING, {NAME: setting.value})}
        return _action([INDEX_OF_NAME], inner, clock)
    _check("on or off", setting.value, ok=setting.value in WORDS)
    kind, _, chat = setting.name.partition(":")
    called, field = FLAGS[kind]
    flag = write_message(FLAG_ACTION, {FLAG: WORDS[setting.value]})
    return _action([called, chat], {field: flag}, clock)


def check_name(name: str) -> None:
    """Check that there is a setting of this name.

    Raises:
        UnknownSettingError: there is none.
    """
    if name != DISPLAY_NAME:
        kind, _, chat = name.partition(":")
        _check("name, mute:CHAT or pin:CHAT", name, ok=kind in FLAGS)
        _check("the name of an account or group", chat, ok=bool(CHAT.fullmatch(chat)))


def setting_in(action: ActionData) -> Setting:
    """The setting that an authentic mutation sets.

    Raises:
        Malformed: it sets none of these, or not in the one spelling of `action_of`.
    """
    found = _read(action)
    timestamp = read_message(VALUE, action.value or b"").integer(TIMESTAMP)
    try:
        again = action_of(found, Time(timestamp))
    except UnknownSettingError:
        again = None
    if again != action:
        raise Malformed("SyncActionData", "a setting in its one spelling", "another", 0)
    return found


def _read(action: ActionData) -> Setting:
    value = read_message(VALUE, action.value or b"")
    called, *chat = _index(action.index)
    name_setting = value.optional_octets(PUSH_NAME)
    if called == INDEX_OF_NAME and name_setting is not None:
        return Setting(DISPLAY_NAME, read_message(NAME_SETTING, name_setting).text(NAME))
    for kind, (index, field) in FLAGS.items():
        flag = value.optional_octets(field)
        if called == index and flag is not None:
            number = read_message(FLAG_ACTION, flag).integer(FLAG)
            return Setting(f"{kind}:{':'.join(chat)}", "on" if number else "off")
    raise Malformed("SyncActionData", "a setting that is known here", "another", 0)


def _index(octets: bytes) -> list[str]:
    try:
        words = json.loads(octets) if len(octets) <= LONGEST_INDEX else None
    except ValueError:
        words = None
    if not isinstance(words, list) or not words or not all(isinstance(w, str) for w in words):
        raise Malformed("SyncActionData.index", "a short JSON array of words", "another", 0)
    return words


def _action(index: list[str], inner: dict[Field, bytes], clock: Time) -> ActionData:
    octets = json.dumps(index, separators=(",", ":")).encode()
    return ActionData(octets, write_message(VALUE, {TIMESTAMP: clock, **inner}), ACTION_VERSION)


def _check(expected: str, got: str, *, ok: bool) -> None:
    if not ok:
        raise UnknownSettingError(expected, got)
