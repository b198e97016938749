"""`mdref history`: what was written, in columns, and what is said where nothing was."""

import pytest

from mdaudit.reference.commands.exit_codes import ExitCode
from tests.reference.commands.desk import Desk
from tests.reference.scene import ALICE, BOB

CAROL = "15550100003"


@pytest.fixture
def friends(desk: Desk) -> Desk:
    """Alice wrote to Bob, and is in a group and compared codes where nothing was written."""
    desk.phone()
    desk.phone(BOB, "bob")
    desk.phone(CAROL, "carol")
    desk.run("phone", "send", BOB, "hello Bob")
    desk.run("phone", "group", "friends", "--member", BOB)
    desk.run("phone", "verify", CAROL)
    return desk


def test_a_new_laptop_has_the_past_and_the_present_in_columns(friends: Desk) -> None:
    friends.laptop()
    friends.run("phone", "receive")
    friends.run("laptop", "receive")
    friends.run("laptop", "group", "friends", "All here?")
    friends.run("phone", "send", BOB, "hello again")
    friends.run("laptop", "receive")
    past, present, group = friends.run("laptop", "history").splitlines()
    assert past.endswith(f" UTC  {BOB}  {ALICE}/0  history  hello Bob")
    assert present.endswith(f" UTC  {BOB}  {ALICE}/0           hello again")
    assert group.endswith(f" UTC  friends      {ALICE}/1           All here?")


def test_a_chat_that_nobody_knows_is_refused_with_those_that_there_are(friends: Desk) -> None:
    for unknown in ("nobody", ""):
        said = friends.run("phone", "history", unknown, code=ExitCode.USAGE)
        expected = f"expected a chat that this device knows, got '{unknown}'"
        assert said == f"mdref: {expected}; name one of {BOB}, {CAROL}, friends\n"


@pytest.mark.parametrize("chat", ["friends", CAROL])
def test_a_chat_without_a_line_is_said_to_be_empty(friends: Desk, chat: str) -> None:
    assert friends.run("phone", "history", chat) == f"{chat}: nothing was written yet\n"


def test_a_device_without_a_chat_says_so(desk: Desk) -> None:
    desk.phone()
    assert desk.run("phone", "history") == "nothing was written yet\n"
    said = desk.run("phone", "history", BOB, code=ExitCode.USAGE)
    assert "there is none yet; mdref receive fetches what was sent" in said
