"""`mdref send`: who gets a copy, who does not, and why."""

import pytest

from mdaudit.reference.client.remote import ServerError, ServerRefused
from mdaudit.reference.commands import run
from mdaudit.reference.commands.exit_codes import ExitCode
from mdaudit.reference.protocol.access import Problem
from tests.reference.commands.desk import Desk
from tests.reference.scene import ALICE, BOB


@pytest.fixture
def both(desk: Desk) -> Desk:
    """Alice and Bob have a phone each."""
    desk.phone()
    desk.phone(BOB, "bob")
    return desk


def test_machines_read_it_too(both: Desk) -> None:
    (sent,) = both.read("bob", "send", ALICE, "two\nlines", "--json")
    assert sent["copies"] == [{"account": ALICE, "device": 0}]
    assert (sent["waits"], sent["more_may_follow"]) == (False, False)
    (shown,) = both.read("phone", "receive", "--json")
    assert (shown["text"], shown["origin"], shown["message"]) == (
        "two\nlines",
        "other",
        sent["message"],
    )


def test_whoever_is_left_out_is_named(both: Desk) -> None:
    both.laptop()
    both.run("bob", "send", ALICE, "to both")
    both.later(40 * 24 * 3600)
    said = both.run("bob", "send", ALICE, "to the phone alone")
    assert f"left out: device 1 of {ALICE} by FAN-2, With a missing or expired list" in said
    assert ", copies: 1\n" in said


def test_a_text_waits_for_the_server(both: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise ServerError("gone")

    with monkeypatch.context() as away:
        away.setattr("mdaudit.reference.client.remote.Remote.submit", gone)
        assert "gone" in both.run("bob", "send", ALICE, "patience", code=ExitCode.UNUSABLE)
    assert both.run("phone", "receive") == ""
    both.run("bob", "receive")
    assert both.run("phone", "receive").endswith("  patience\n")


def test_a_text_that_waits_is_not_said_to_be_sent(
    both: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def gone(*_: object) -> None:
        raise ServerError("gone")

    monkeypatch.setattr("mdaudit.reference.client.remote.Remote.submit", gone)
    assert run(both.line("bob", "send", ALICE, "patience")) == ExitCode.UNUSABLE
    waiting, copy = capsys.readouterr().out.splitlines()
    assert waiting.startswith("waiting: ")
    assert waiting.endswith(f" to {ALICE}, copies: 1")
    assert copy == f"copy: device 0 of {ALICE}"


def test_copies_for_devices_that_were_not_known_are_said(both: Desk) -> None:
    both.run("bob", "send", ALICE, "hello")
    both.laptop()
    said = both.run("bob", "send", ALICE, "both of you").splitlines()
    assert said[0].endswith(f" to {ALICE}, copies: 2")
    assert said[1:] == [f"copy: device {index} of {ALICE}" for index in (0, 1)]
    assert both.run("laptop", "receive").endswith("  both of you\n")


def test_copies_that_may_follow_are_said_and_sent_later(
    both: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    both.run("bob", "send", ALICE, "hello")
    both.laptop()

    def gone(*_: object) -> None:
        raise ServerError("gone")

    with monkeypatch.context() as away:
        away.setattr("mdaudit.reference.client.messages.resending.refresh", gone)
        assert run(both.line("bob", "send", ALICE, "both of you")) == ExitCode.UNUSABLE
    sent, more, *_ = capsys.readouterr().out.splitlines()
    assert (sent.startswith("sent: "), sent.endswith("copies: 1")) == (True, True)
    assert more.startswith("more copies may follow")
    both.run("bob", "receive")
    assert both.run("laptop", "receive").endswith("  both of you\n")


def test_another_identity_is_told_of(both: Desk) -> None:
    both.run("bob", "send", ALICE, "hello")
    both.phone(ALICE, "new-phone")
    both.later(30 * 24 * 3600)
    said = both.run("bob", "send", ALICE, "who is there?")
    assert "notice  the identity of this contact has changed" in said


def test_a_message_that_the_server_does_not_take_is_told_of(
    both: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise ServerRefused(403, Problem("not linked"))

    monkeypatch.setattr("mdaudit.reference.client.remote.Remote.submit", refuse)
    said = both.run("bob", "send", ALICE, "hello", code=ExitCode.UNUSABLE)
    assert said.startswith("mdref: the message was not taken: expected a server that takes it, ")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("send",), ExitCode.USAGE, "ACCOUNT"),
        (("send", ALICE), ExitCode.USAGE, "TEXT"),
        (("send", "15550100099", "hello"), ExitCode.UNUSABLE, "unknown account"),
    ],
)
def test_misuse(desk: Desk, arguments: tuple[str, ...], code: ExitCode, words: str) -> None:
    desk.phone()
    assert words in desk.run("phone", *arguments, code=code)
