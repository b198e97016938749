"""`mdref backup`, and what is restored from it."""

import stat

import pytest

from mdaudit.reference.client.remote import ServerError, ServerRefused
from mdaudit.reference.commands.exit_codes import ExitCode
from mdaudit.reference.protocol.access import Problem
from tests.reference.commands.desk import Desk, life
from tests.reference.scene import ALICE


def test_another_life_and_a_backup(desk: Desk) -> None:
    first = life(desk.run("phone", "register", ALICE))
    copy = desk.folder / "copy.db"
    assert desk.run("phone", "backup", str(copy)).startswith("backed up: ")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    second = life(desk.run("phone", "register", "--next-life"))
    third = life(desk.run("restored", "register", "--from-backup", str(copy)))
    assert len({first, second, third}) == 3


def test_a_companion_begins_no_life_and_backs_up_nothing(desk: Desk) -> None:
    desk.phone()
    laptop = desk.laptop()
    copy = str(desk.folder / "copy.db")
    assert "primary" in desk.run(laptop, "register", "--next-life", code=ExitCode.USAGE)
    assert "primary" in desk.run(laptop, "backup", copy, code=ExitCode.USAGE)


def test_a_backup_replaces_nothing(desk: Desk) -> None:
    desk.phone()
    copy = desk.folder / "copy.db"
    copy.write_bytes(b"something else")
    assert "File exists" in desk.run("phone", "backup", str(copy), code=ExitCode.USAGE)
    assert copy.read_bytes() == b"something else"
    said = desk.run("phone", "register", "--from-backup", str(copy), code=ExitCode.USAGE)
    assert "phone.db: expected a new file, got File exists" in said
    missing = ("--from-backup", str(desk.folder / "missing"))
    assert "No such file" in desk.run("new", "register", *missing, code=ExitCode.USAGE)


def test_a_copy_that_is_no_backup_is_not_restored(desk: Desk) -> None:
    desk.phone()
    arguments = ("register", "--from-backup", str(desk.store("phone")))
    said = desk.run("copied", *arguments, code=ExitCode.USAGE)
    assert "expected a file that mdref backup wrote, got a store that was not put aside" in said
    assert not desk.store("copied").exists()


def test_a_restoration_that_fails_leaves_no_store(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.phone()
    copy = desk.folder / "copy.db"
    desk.run("phone", "backup", str(copy))
    again = ("register", "--from-backup", str(copy))

    def gone(*_: object) -> None:
        raise ServerError("gone")

    with monkeypatch.context() as away:
        away.setattr("mdaudit.reference.client.remote.Remote.publish", gone)
        assert "gone" in desk.run("restored", *again, code=ExitCode.UNUSABLE)
    assert not desk.store("restored").exists()
    life(desk.run("restored", *again))


def test_what_is_no_backup_is_named_and_leaves_no_store(desk: Desk) -> None:
    desk.phone()
    other = desk.folder / "other.txt"
    other.write_text("something else")
    for file, code in ((other, ExitCode.UNUSABLE), (desk.folder, ExitCode.USAGE)):
        said = desk.run("new", "register", "--from-backup", str(file), code=code)
        assert str(file) in said
        assert not desk.store("new").exists()


def test_a_backup_that_cannot_be_written_is_none(desk: Desk) -> None:
    desk.phone()
    nowhere = str(desk.folder / "no" / "copy.db")
    said = desk.run("phone", "backup", nowhere, code=ExitCode.USAGE)
    assert said.endswith("expected a new file, got No such file or directory; name another\n")
    arguments = ("register", "--from-backup", str(desk.store("phone")))
    assert "not put aside" in desk.run("copied", *arguments, code=ExitCode.USAGE)


def test_misuse(desk: Desk) -> None:
    desk.phone()
    assert "FILE" in desk.run("phone", "backup", code=ExitCode.USAGE)


def test_a_life_that_the_server_does_not_take_is_not_said_to_be_registered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.phone()

    def refuse(*_: object) -> None:
        raise ServerRefused(409, Problem("older list"))

    monkeypatch.setattr("mdaudit.reference.client.remote.Remote.publish", refuse)
    said = desk.run("phone", "register", "--next-life", code=ExitCode.UNUSABLE)
    assert "expected a server that takes the new list, got a refusal" in said
