"""`mdref devices`: what an account consists of."""

import pytest

from mdaudit.reference.commands.exit_codes import ExitCode
from tests.reference.commands.desk import Desk


def test_devices_are_shown_with_what_is_signed(desk: Desk) -> None:
    desk.phone()
    desk.laptop()
    phone, laptop = desk.run("phone", "devices").splitlines()
    assert phone.startswith(
        "0  phone      terminal  linked 2023-11-14 22:13 UTC  last use 2023-11-14"
    )
    assert phone.endswith("  listed, this device")
    assert laptop.startswith("1  companion  terminal  linked ")
    assert laptop.endswith("  listed")
    assert phone.index("  listed") == laptop.index("  listed")
    assert [one["device"] for one in desk.read("laptop", "devices", "--json")] == [0, 1]
    assert desk.read("laptop", "devices", "--json")[1]["this"] is True


def test_names_of_others_do_nothing_to_a_terminal(desk: Desk) -> None:
    desk.run("phone", "register", "15550100001", "--name", "\x1b[2Jphone")
    assert "\\x1b[2Jphone" in desk.run("phone", "devices")


@pytest.mark.parametrize("verb", ["devices", "unlink", "refresh", "log", "receive"])
def test_without_a_store_nothing_is_done(desk: Desk, verb: str) -> None:
    said = desk.run("nobody", verb, code=ExitCode.UNUSABLE)
    assert "expected a store, got no file; register, or link" in said


def test_misuse(desk: Desk) -> None:
    desk.phone()
    assert "extra" in desk.run("phone", "devices", "more", code=ExitCode.USAGE)
