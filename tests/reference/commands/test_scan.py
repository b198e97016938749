"""`mdref scan`: what a primary refuses, and how it is misused."""

import pytest

from mdaudit.reference.client.device import Device
from mdaudit.reference.commands.exit_codes import ExitCode
from tests.reference.client.newcomers import linked
from tests.reference.client.town import SECRET
from tests.reference.commands.desk import Desk


def test_a_fifth_companion_is_refused(desk: Desk) -> None:
    desk.phone()
    with Device.open(desk.store("phone"), SECRET, desk.town.clock) as phone:
        for name in "abcd":
            linked(desk.town, phone, name).store.close()
    desk.later(1)
    with desk.started("e", "link", "--picture", str(desk.folder / "e.png")):
        desk.wait_for(desk.folder / "e.png")
        said = desk.run("phone", "scan", str(desk.folder / "e.png"), code=ExitCode.REFUSED)
    assert said == (
        "mdref: refused by LINK-5, An account has at most four companions: expected at most four "
        "companions, got 5; to blame: holder of the primary key\n"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "one of PICTURE, --payload and --code"),
        (("a.png", "--code", "ABCD1234"), "one of PICTURE, --payload and --code"),
        (("missing.png",), "No such file"),
        (("--payload", "nonsense"), "expected 44 characters, or one to three digits, got 8"),
        (("--payload", ""), "QR code"),
        (("--code", "ABC", "--wait", "-1"), "--wait"),
        (("--code", "ABC"), "expected 8 characters, got 3"),
        (("--code", "ABCD-123O"), "got 'O'"),
    ],
)
def test_misuse_of_scan(desk: Desk, arguments: tuple[str, ...], words: str) -> None:
    desk.phone()
    assert words in desk.run("phone", "scan", *arguments, code=ExitCode.USAGE)


def test_nobody_asks_to_be_linked_by_code(desk: Desk) -> None:
    desk.phone()
    said = desk.run("phone", "scan", "--code", "ABCD1234", "--wait", "0.1", code=ExitCode.UNUSABLE)
    assert "a companion that shows a code, got none in time" in said


def test_only_a_primary_scans(desk: Desk) -> None:
    desk.phone()
    laptop = desk.laptop()
    assert "primary" in desk.run(laptop, "scan", "--payload", "any", code=ExitCode.USAGE)
