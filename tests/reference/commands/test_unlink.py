"""`mdref unlink`: a companion is removed, or leaves by itself."""

import pytest

from mdaudit.reference.client.remote import ServerRefused
from mdaudit.reference.commands.exit_codes import ExitCode
from mdaudit.reference.protocol.access import Problem
from tests.reference.commands.desk import Desk


def test_a_companion_is_removed(desk: Desk) -> None:
    phone, laptop = desk.phone(), desk.laptop()
    assert desk.run(phone, "unlink", "1") == "removed: device 1 of 15550100001\n"
    assert len(desk.run(phone, "devices").splitlines()) == 1
    assert "not linked" in desk.run(laptop, "devices", code=ExitCode.UNUSABLE)
    assert "wiped by VER-5" in desk.run(laptop, "refresh", code=ExitCode.UNUSABLE)
    assert "wiped by VER-5" in desk.run(laptop, "devices", code=ExitCode.UNUSABLE)


def test_a_companion_logs_out_and_its_primary_takes_it_off_the_list(desk: Desk) -> None:
    phone, laptop = desk.phone(), desk.laptop()
    assert desk.run(laptop, "unlink") == "logged out: device 1 of 15550100001\n"
    said = desk.run(laptop, "devices", code=ExitCode.UNUSABLE)
    assert "got one that logged out and was wiped; link it again" in said
    assert "not known to the server" in desk.run(phone, "devices")
    desk.run(phone, "receive")
    assert len(desk.run(phone, "devices").splitlines()) == 1


@pytest.mark.parametrize("removal", [("phone", "unlink", "1"), ("laptop", "unlink")])
def test_what_a_companion_set_until_then_counts(desk: Desk, removal: tuple[str, ...]) -> None:
    """Its key is not used any more afterwards (REV-3)."""
    phone, laptop = desk.phone(), desk.laptop()
    desk.run(phone, "receive")
    desk.run(laptop, "receive")
    desk.run(laptop, "settings", "name", "Alice")
    desk.run(*removal)
    desk.run(phone, "receive")
    assert desk.run(phone, "settings") == "name: Alice\n"


def test_a_removal_that_the_server_did_not_take_is_not_shown(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise ServerRefused(409, Problem("older list"))

    phone, _ = desk.phone(), desk.laptop()
    with monkeypatch.context() as stubborn:
        stubborn.setattr("mdaudit.reference.client.remote.Remote.publish", refuses)
        said = desk.run(phone, "unlink", "1", code=ExitCode.UNUSABLE)
    assert "device 1 is not removed yet" in said
    desk.run(phone, "refresh")
    assert len(desk.run(phone, "devices").splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("phone", ("unlink",), "expected the number of a companion, got none"),
        ("phone", ("unlink", "0"), "0 is not in the range"),
        ("phone", ("unlink", "laptop"), "not a valid integer"),
        (
            "phone",
            ("unlink", "7"),
            "expected the number of a linked companion, got 7",
        ),
        ("laptop", ("unlink", "2"), "a companion removes only itself"),
    ],
)
def test_misuse(desk: Desk, name: str, arguments: tuple[str, ...], words: str) -> None:
    desk.phone()
    if name == "laptop":
        desk.laptop()
    assert words in desk.run(name, *arguments, code=ExitCode.USAGE)
