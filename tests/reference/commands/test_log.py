"""`mdref log`: what a device did and saw, also after its end."""

from mdaudit.reference.commands.exit_codes import ExitCode
from tests.reference.commands.desk import Desk


def test_the_log_begins_with_its_format(desk: Desk) -> None:
    desk.phone()
    first, *events = desk.read("phone", "log")
    assert first == {"format": "mdref-log/1"}
    steps = [event["step"] for event in events]
    assert steps == ["set_up", "register", "refresh", "pin_primary", "accept_list", "hand_over"]
    assert {event["outcome"] for event in events} == {"done"}


def test_a_wiped_device_still_has_its_log(desk: Desk) -> None:
    desk.phone()
    laptop = desk.laptop()
    before = desk.read(laptop, "log")
    desk.run(laptop, "unlink")
    assert desk.read(laptop, "log") == before
    assert [event["step"] for event in before[1:3]] == ["adopt", "countersign"]


def test_misuse(desk: Desk) -> None:
    desk.phone()
    assert "extra" in desk.run("phone", "log", "more", code=ExitCode.USAGE)
