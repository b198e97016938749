"""`mdref backup`, and what is restored from it."""

import stat

from mdaudit.reference.commands.exit_codes import ExitCode
from tests.reference.commands.desk import Desk
from tests.reference.scene import ALICE


def life(said: str) -> str:
    """Return the life that the verb names."""
    words, number = said.strip().rsplit(" ", 1)
    assert words == f"registered: {ALICE} life"
    return number


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
    assert "expected no file" in said
    missing = ("--from-backup", str(desk.folder / "missing"))
    assert "No such file" in desk.run("new", "register", *missing, code=ExitCode.USAGE)


def test_a_copy_that_is_no_backup_is_not_restored(desk: Desk) -> None:
    desk.phone()
    arguments = ("register", "--from-backup", str(desk.store("phone")))
    said = desk.run("copied", *arguments, code=ExitCode.USAGE)
    assert "there is a backup" in said


def test_misuse(desk: Desk) -> None:
    desk.phone()
    assert "FILE" in desk.run("phone", "backup", code=ExitCode.USAGE)
