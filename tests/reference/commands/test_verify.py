"""`mdref verify`: digits and pictures, honest and other ones."""

import pytest

from mdaudit.reference.commands.exit_codes import ExitCode
from tests.reference.commands.desk import Desk
from tests.reference.scene import ALICE, BOB


@pytest.fixture
def both(desk: Desk) -> Desk:
    """Alice and Bob have a phone each."""
    desk.phone()
    desk.phone(BOB, "bob")
    return desk


def code(said: str) -> str:
    """Return the digits that a screen shows."""
    return said.splitlines()[0].partition(": ")[2]


def test_both_see_one_code(both: Desk) -> None:
    alices, bobs = both.run("phone", "verify", BOB), both.run("bob", "verify", ALICE)
    assert code(alices) == code(bobs)
    assert len(code(alices).replace(" ", "")) == 60
    assert alices.endswith("verified: no\n")
    assert both.run("phone", "verify", BOB, "--confirm", code(bobs)).endswith("verified: yes\n")


def test_a_picture_does_as_well(both: Desk) -> None:
    picture = str(both.folder / "bobs.png")
    assert both.run("bob", "verify", ALICE, "--qr", picture).endswith("bobs.png\n")
    assert both.run("phone", "verify", BOB, "--confirm", picture).endswith("verified: yes\n")
    wrong = both.run("bob", "verify", ALICE, "--confirm", picture, code=ExitCode.USAGE)
    assert "expected what 15550100001 shows to 15550100002, got a code of other users" in wrong


def test_other_digits_are_refused(both: Desk) -> None:
    said = both.run("phone", "verify", BOB, "--confirm", "12345" * 12, code=ExitCode.REFUSED)
    assert said.startswith("mdref: refused by VER-4")
    assert both.run("phone", "verify", BOB).endswith("verified: no\n")
    short = both.run("phone", "verify", BOB, "--confirm", "12345", code=ExitCode.USAGE)
    assert "expected 60 digits" in short


def test_linking_changes_the_code_and_keeps_the_mark(both: Desk) -> None:
    before = code(both.run("bob", "verify", ALICE))
    both.run("phone", "verify", BOB, "--confirm", before)
    both.laptop("bob", "bobs-laptop")
    after = both.run("phone", "verify", BOB)
    assert code(after) != before
    assert after.endswith("verified: yes\n")


def test_a_new_identity_waits_for_its_user(both: Desk) -> None:
    both.run("phone", "verify", BOB, "--confirm", code(both.run("bob", "verify", ALICE)))
    both.phone(BOB, "bobs-new-phone")
    said = both.run("phone", "verify", BOB)
    assert "verified: no: its identity changed" in said
    assert "VER-3" in both.run("phone", "send", BOB, "hello?", code=ExitCode.REFUSED)
    assert both.run("phone", "verify", BOB, "--accept-change").endswith("verified: no\n")
    both.run("phone", "send", BOB, "hello!")
    again = both.run("phone", "verify", BOB, "--accept-change", code=ExitCode.USAGE)
    assert "a change to confirm" in again


def test_a_change_that_has_just_come_is_not_accepted_unseen(both: Desk) -> None:
    both.run("phone", "verify", BOB, "--confirm", code(both.run("bob", "verify", ALICE)))
    both.phone(BOB, "bobs-new-phone")
    said = both.run("phone", "verify", BOB, "--accept-change", code=ExitCode.USAGE)
    assert "has just come" in said
    assert "VER-3" in both.run("phone", "send", BOB, "hello?", code=ExitCode.REFUSED)
    both.run("phone", "verify", BOB, "--accept-change")
    both.run("phone", "send", BOB, "hello!")


def test_the_own_account_is_no_contact(both: Desk) -> None:
    said = both.run("phone", "verify", ALICE, code=ExitCode.USAGE)
    assert "expected another account" in said


def test_another_picture_is_no_code(both: Desk) -> None:
    missing = str(both.folder / "missing.png")
    said = both.run("phone", "verify", BOB, "--confirm", missing, code=ExitCode.USAGE)
    assert "expected a picture of a QR code" in said
