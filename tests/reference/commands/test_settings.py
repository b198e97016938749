"""`mdref settings` and `mdref history`, on a phone and its new laptop."""

import pytest

from mdaudit.reference.commands.exit_codes import ExitCode
from tests.reference.commands.desk import Desk
from tests.reference.scene import ALICE, BOB


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


def test_a_new_laptop_has_settings_and_history(family: Desk) -> None:
    assert family.run("laptop", "settings") == "name: Alice\n"
    (line,) = family.run("laptop", "history").splitlines()
    assert line.startswith("history  ")
    assert line.endswith(f"  {BOB}  {ALICE}/0  hello Bob")
    assert family.run("laptop", "settings", f"mute:{BOB}", "on") == f"mute:{BOB}: on\n"
    assert family.run("phone", "settings", f"mute:{BOB}") == f"mute:{BOB}: on\n"


def test_a_removed_laptop_gets_no_later_settings(family: Desk) -> None:
    family.run("phone", "unlink", "1")
    family.run("phone", "settings", "name", "Alice alone")
    said = family.run("laptop", "settings", code=ExitCode.UNUSABLE)
    assert "Alice alone" not in said
    assert family.run("phone", "settings") == "name: Alice alone\n"


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
