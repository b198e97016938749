"""`mdref devices`, `mdref unlink` and `mdref refresh`: what an account consists of."""

import pytest

from mdaudit.reference.commands.exit_codes import ExitCode
from tests.reference.commands.desk import Desk


def test_devices_are_shown_with_what_is_signed(desk: Desk) -> None:
    desk.phone()
    desk.laptop()
    phone, laptop = desk.run("phone", "devices").splitlines()
    assert phone.startswith("0  phone  terminal  linked 2023-11-14 22:13 UTC  last use 2023-11-14")
    assert phone.endswith("  listed, this device")
    assert laptop.startswith("1  companion  terminal  linked ")
    assert laptop.endswith("  listed")
    assert [one["device"] for one in desk.read("laptop", "devices", "--json")] == [0, 1]
    assert desk.read("laptop", "devices", "--json")[1]["this"] is True


def test_names_of_others_do_nothing_to_a_terminal(desk: Desk) -> None:
    desk.run("phone", "register", "15550100001", "--name", "\x1b[2Jphone")
    assert "\\x1b[2Jphone" in desk.run("phone", "devices")


def test_a_companion_is_removed(desk: Desk) -> None:
    phone, laptop = desk.phone(), desk.laptop()
    assert desk.run(phone, "unlink", "1") == "removed: device 1 of 15550100001\n"
    assert len(desk.run(phone, "devices").splitlines()) == 1
    assert "not linked" in desk.run(laptop, "refresh", code=ExitCode.UNUSABLE)
    assert "not linked" in desk.run(laptop, "devices", code=ExitCode.UNUSABLE)


def test_a_companion_logs_out_and_its_primary_takes_it_off_the_list(desk: Desk) -> None:
    phone, laptop = desk.phone(), desk.laptop()
    assert desk.run(laptop, "unlink") == "logged out: device 1 of 15550100001\n"
    said = desk.run(laptop, "devices", code=ExitCode.UNUSABLE)
    assert "got one that logged out and was wiped; link it again" in said
    assert "not known to the server" in desk.run(phone, "devices")
    desk.run(phone, "receive")
    assert len(desk.run(phone, "devices").splitlines()) == 1


def test_a_removal_that_the_server_did_not_take_is_not_shown(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mdaudit.reference.client.remote import ServerRefused  # noqa: PLC0415
    from mdaudit.reference.protocol.access import Problem  # noqa: PLC0415

    def refuses(*_: object) -> None:
        raise ServerRefused(409, Problem("older list"))

    phone, _ = desk.phone(), desk.laptop()
    with monkeypatch.context() as stubborn:
        stubborn.setattr("mdaudit.reference.client.remote.Remote.publish", refuses)
        said = desk.run(phone, "unlink", "1", code=ExitCode.UNUSABLE)
    assert "device 1 is not removed yet" in said
    desk.run(phone, "refresh")
    assert len(desk.run(phone, "devices").splitlines()) == 1


def test_a_list_is_renewed_and_fetched(desk: Desk) -> None:
    phone, laptop = desk.phone(), desk.laptop()
    desk.later(3 * 24 * 3600)
    renewed = desk.run(phone, "refresh")
    assert renewed == "list of 15550100001: signed 2023-11-17 22:13 UTC\n"
    assert desk.run(laptop, "refresh") == renewed


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("phone", ("unlink",), "expected the number of a companion, got none"),
        ("phone", ("unlink", "0"), "0 is not in the range"),
        ("phone", ("unlink", "laptop"), "not a valid integer"),
        ("phone", ("unlink", "7"), "expected that the companion is linked"),
        ("laptop", ("unlink", "2"), "a companion removes only itself"),
        ("phone", ("devices", "more"), "unexpected extra argument"),
        ("phone", ("refresh", "more"), "unexpected extra argument"),
    ],
)
def test_misuse(desk: Desk, name: str, arguments: tuple[str, ...], words: str) -> None:
    desk.phone()
    if name == "laptop":
        desk.laptop()
    assert words in desk.run(name, *arguments, code=ExitCode.USAGE)


@pytest.mark.parametrize("verb", ["devices", "unlink", "refresh", "log", "receive"])
def test_without_a_store_nothing_is_done(desk: Desk, verb: str) -> None:
    said = desk.run("nobody", verb, code=ExitCode.UNUSABLE)
    assert "expected a store, got no file; register, or link" in said
