"""`mdref group`."""

from collections.abc import Callable

import pytest

from mdaudit.reference.client.remote import ServerError, ServerRefused
from mdaudit.reference.commands import run
from mdaudit.reference.commands.exit_codes import ExitCode
from mdaudit.reference.protocol.access import Problem
from tests.reference.commands.desk import Desk
from tests.reference.scene import ALICE, BOB


@pytest.fixture
def both(desk: Desk) -> Desk:
    """Alice and Bob have a phone each, and a group."""
    desk.phone()
    desk.phone(BOB, "bob")
    said = desk.run("bob", "group", "friends", "--member", ALICE)
    assert said == f"members of friends: {ALICE}, {BOB}\n"
    return desk


def test_a_group_is_written_to_and_read(both: Desk) -> None:
    sent, reader, given = both.run("bob", "group", "friends", "hello all").splitlines()
    assert sent.startswith("sent: ")
    assert sent.endswith(" to friends, readers: 1")
    assert reader == f"reader: device 0 of {ALICE}"
    assert given == f"given the sender key: device 0 of {ALICE}"
    assert both.run("phone", "receive").endswith(f"  friends  {BOB}/0  hello all\n")
    assert both.run("phone", "group") == "friends\n"
    assert "given" not in both.run("phone", "group", "friends")
    assert both.run("bob", "history", "friends").endswith(f"  friends  {BOB}/0  hello all\n")


def test_a_text_that_the_server_does_not_take_is_not_said_to_be_sent(
    both: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def answering(problem: ServerError) -> Callable[..., None]:
        def refuse(*_: object) -> None:
            raise problem

        return refuse

    refused, gone = ServerRefused(403, Problem("not a member")), ServerError("gone")
    for problem, beginning in ((refused, "2023"), (gone, "waiting: ")):
        with monkeypatch.context() as patched:
            patched.setattr("mdaudit.reference.client.remote.Remote.submit", answering(problem))
            assert run(both.line("bob", "group", "friends", "hello")) == ExitCode.UNUSABLE
        assert capsys.readouterr().out.startswith(beginning)


def test_who_is_in_no_group_is_told_so(desk: Desk) -> None:
    desk.phone()
    assert desk.run("phone", "group") == "in no group yet\n"


def test_only_members_may(both: Desk) -> None:
    both.phone("15550100003", "carol")
    said = both.run("carol", "group", "friends", "may I?", code=ExitCode.UNUSABLE)
    assert "not a member" in said


def test_a_group_begins_with_registered_accounts_only(both: Desk) -> None:
    stranger = ("--member", "15550100099")
    said = both.run("bob", "group", "others", "--member", ALICE, *stranger, code=ExitCode.UNUSABLE)
    assert "expected registered accounts, got 15550100099; leave out" in said
    assert both.run("bob", "group") == "friends\n"
    assert both.run("phone", "receive") == ""
