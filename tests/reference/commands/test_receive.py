"""`mdref receive`: what was sent is shown, once."""

import signal

import pytest

from mdaudit.reference.commands.exit_codes import ExitCode
from tests.reference.commands.desk import PATIENCE, Desk
from tests.reference.scene import ALICE, BOB


@pytest.fixture
def both(desk: Desk) -> Desk:
    """Alice and Bob have a phone each."""
    desk.phone()
    desk.phone(BOB, "bob")
    return desk


def test_a_text_is_shown_once(both: Desk) -> None:
    sent, copy = both.run("bob", "send", ALICE, "hello Alice").splitlines()
    assert sent.startswith("sent: ")
    assert sent.endswith(f" to {ALICE}, copies: 1")
    assert copy == f"copy: device 0 of {ALICE}"
    shown = both.run("phone", "receive")
    assert shown == f"2023-11-14 22:13 UTC  {BOB}  {BOB}/0  hello Alice\n"
    assert both.run("phone", "receive") == ""


def test_a_text_is_one_line_and_does_nothing_to_a_terminal(both: Desk) -> None:
    both.run("bob", "send", ALICE, "a\nb\x1b[2J")
    assert both.run("phone", "receive").endswith("  a\\nb\\x1b[2J\n")


def test_following_goes_on_until_it_is_interrupted(both: Desk) -> None:
    with both.started("phone", "receive", "--follow") as process:
        assert process.stdout is not None
        for text in ("one", "two"):
            both.run("bob", "send", ALICE, text)
            assert process.stdout.readline().endswith(f"  {text}\n")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out, err) == (ExitCode.DONE, "", "")


def test_misuse(desk: Desk) -> None:
    desk.phone()
    assert "extra" in desk.run("phone", "receive", "more", code=ExitCode.USAGE)
