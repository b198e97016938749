"""`mdref register`: an account begins, or begins again."""

import stat
from pathlib import Path

import pytest

from mdaudit.reference.commands.exit_codes import ExitCode
from tests.reference.commands.desk import Desk, life
from tests.reference.scene import ALICE, BOB


def test_an_account_is_registered(desk: Desk) -> None:
    life(desk.run("phone", "register", ALICE))
    assert stat.S_IMODE(desk.store("phone").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "arguments", [(), (ALICE, "--next-life"), (ALICE, "--from-backup", "x"), ("--nonsense",)]
)
def test_it_is_told_one_thing(desk: Desk, arguments: tuple[str, ...]) -> None:
    desk.run("phone", "register", *arguments, code=ExitCode.USAGE)
    assert not desk.store("phone").exists()


def test_a_store_is_for_one_account(desk: Desk) -> None:
    desk.phone()
    for account in (ALICE, BOB):
        said = desk.run("phone", "register", account, code=ExitCode.USAGE)
        assert f"got one of device 0 of {ALICE}" in said


@pytest.mark.parametrize("account", ["no-number", ""])
def test_an_account_is_a_telephone_number(desk: Desk, account: str) -> None:
    said = desk.run("phone", "register", account, code=ExitCode.USAGE)
    assert "expected a telephone number in digits" in said
    assert not desk.store("phone").exists()


def test_a_registration_that_no_server_took_goes_on_with_another_server(desk: Desk) -> None:
    nowhere = ("--server", "http://127.0.0.1:1")
    desk.run("phone", "register", ALICE, *nowhere, code=ExitCode.UNUSABLE)
    begun = desk.store("phone").stat().st_ino
    assert ALICE in desk.run("phone", "register", BOB, code=ExitCode.USAGE)
    assert life(desk.run("phone", "register", ALICE)).isdecimal()
    assert desk.store("phone").stat().st_ino == begun, "it is the store that was begun"
    desk.run("phone", "refresh")


def test_without_a_server_nothing_is_registered(desk: Desk) -> None:
    nowhere = ("--server", "http://127.0.0.1:1")
    said = desk.run("phone", "register", ALICE, *nowhere, code=ExitCode.UNUSABLE)
    assert "cannot be asked" in said
    desk.run("phone", "register", ALICE, "--server", "nowhere", code=ExitCode.USAGE)


def test_another_key_opens_nothing(desk: Desk) -> None:
    desk.phone()
    Path(desk.key).write_bytes(b"l" * 32)
    said = desk.run("phone", "register", "--next-life", code=ExitCode.UNUSABLE)
    assert "expected its passphrase or key file" in said


def test_a_phone_that_was_replaced_is_told_what_to_do(desk: Desk) -> None:
    desk.phone()
    desk.phone(ALICE, "new-phone")
    said = desk.run("phone", "receive", code=ExitCode.UNUSABLE)
    assert said.startswith(f"mdref: {ALICE} was registered anew, with another key: expected ")
    assert "; link this device to the new one, or register again" in said
