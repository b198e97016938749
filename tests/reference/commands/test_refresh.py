"""`mdref refresh`: a list is renewed on the primary, and fetched on a companion."""

from mdaudit.reference.commands.exit_codes import ExitCode
from tests.reference.commands.desk import Desk


def test_a_list_is_renewed_and_fetched(desk: Desk) -> None:
    phone, laptop = desk.phone(), desk.laptop()
    desk.later(3 * 24 * 3600)
    renewed = desk.run(phone, "refresh")
    assert renewed == "list of 15550100001: signed 2023-11-17 22:13 UTC\n"
    assert desk.run(laptop, "refresh") == renewed


def test_misuse(desk: Desk) -> None:
    desk.phone()
    assert "extra" in desk.run("phone", "refresh", "more", code=ExitCode.USAGE)
