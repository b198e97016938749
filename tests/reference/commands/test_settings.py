"""`mdref settings`, on a phone and its new laptop."""

import pytest
from msgspec.structs import replace

from mdaudit.reference.client.app_state.again import BEGUN
from mdaudit.reference.client.remote import Remote
from mdaudit.reference.commands.exit_codes import ExitCode
from mdaudit.reference.protocol.app_state import Patches
from tests.reference.client.sharing import flipped
from tests.reference.commands.desk import Desk
from tests.reference.scene import BOB


@pytest.fixture
def family(desk: Desk) -> Desk:
    """Alice wrote to Bob, has settings, and links a laptop."""
    desk.phone()
    desk.phone(BOB, "bob")
    desk.run("phone", "send", BOB, "hello Bob")
    assert desk.run("phone", "settings", "name", "Alice") == "name: Alice\n"
    desk.laptop()
    desk.run("phone", "receive")
    desk.run("laptop", "receive")
    return desk


def test_a_new_laptop_has_settings(family: Desk) -> None:
    assert family.run("laptop", "settings") == "name: Alice\n"
    assert family.run("laptop", "settings", f"mute:{BOB}", "on") == f"mute:{BOB}: on\n"
    assert family.run("phone", "settings", f"mute:{BOB}") == f"mute:{BOB}: on\n"


def test_a_removed_laptop_gets_no_later_settings(family: Desk) -> None:
    family.run("phone", "unlink", "1")
    family.run("phone", "settings", "name", "Alice alone")
    said = family.run("laptop", "settings", code=ExitCode.UNUSABLE)
    assert "Alice alone" not in said
    assert family.run("phone", "settings") == "name: Alice alone\n"


def test_settings_go_on_after_a_refusal(family: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server changes one patch, and shows the laptop no other one in its place."""
    family.run("phone", "settings", "name", "A.")
    shown = Remote.patches

    def changed(remote: Remote, after: int) -> Patches:
        patches = shown(remote, after).patches
        return Patches(
            tuple(replace(p, patch=flipped(p.patch)) if p.version == 3 else p for p in patches)
        )

    monkeypatch.setattr(Remote, "patches", changed)
    assert "refused by SYNC-2" in family.run("laptop", "settings", code=ExitCode.REFUSED)
    family.run("phone", "receive")
    assert BEGUN in family.run("laptop", "receive")
    assert family.run("laptop", "settings") == "name: A.\n"
    assert family.run("laptop", "settings", "name", "B.") == "name: B.\n"
    assert family.run("phone", "settings") == "name: B.\n"


def test_what_is_not_set_is_said(desk: Desk) -> None:
    desk.phone()
    assert desk.run("phone", "settings") == "nothing is set\n"
    assert desk.run("phone", "settings", "name") == "name is not set\n"
    said = desk.run("phone", "settings", "colour", code=ExitCode.USAGE)
    assert "expected name, mute:CHAT or pin:CHAT, got 'colour'" in said


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("colour", "red", "expected name, mute:CHAT or pin:CHAT"),
        ("name", "", "expected 1 to 100 bytes"),
        ("mute:", "on", "expected the name of an account or group"),
        ("pin:15550100002", "maybe", "expected on or off"),
    ],
)
def test_what_is_no_setting(desk: Desk, name: str, value: str, words: str) -> None:
    desk.phone()
    assert words in desk.run("phone", "settings", name, value, code=ExitCode.USAGE)
