"""What became of a message is said once the server was asked, whatever it said."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.conversation import tell
from mdaudit.reference.client.remote import ServerError
from mdaudit.reference.commands.news import News
from mdaudit.reference.commands.outcome import reported
from mdaudit.reference.sealing import KeyFile
from mdaudit.spec.sorts import Message
from tests.reference.scene import ALICE, START

MESSAGE = Message("0" * 32)


@pytest.fixture
def device(tmp_path: Path) -> Iterator[Device]:
    """A device of nobody, which can tell its user something."""
    secret = KeyFile(b"k" * 32)
    with Device.create(tmp_path / "d.db", secret, "d", "http://x", lambda: START) as made:
        yield made


def notice(device: Device, text: str) -> None:
    with device.transaction():
        tell(device, ALICE, text)


def test_a_report_comes_last_and_notices_after_it(
    device: Device, capsys: pytest.CaptureFixture[str]
) -> None:
    with reported(News(device), MESSAGE, lambda: "sent"):
        notice(device, "compare codes")
        assert capsys.readouterr().out == ""
    report, told = capsys.readouterr().out.splitlines()
    assert report == "sent"
    assert told.endswith(f"  {ALICE}  notice  compare codes")


def test_of_what_the_server_did_not_take_there_is_no_report(
    device: Device, capsys: pytest.CaptureFixture[str]
) -> None:
    with (
        pytest.raises(ServerError, match="the message was not taken: expected"),
        reported(News(device), MESSAGE, lambda: "sent", notices_aside=True),
    ):
        notice(device, f"message {MESSAGE} was not taken")
    out, err = capsys.readouterr()
    assert out == ""
    assert err.endswith(f"message {MESSAGE} was not taken\n")


def test_a_report_is_made_where_the_server_could_not_be_asked(
    device: Device, capsys: pytest.CaptureFixture[str]
) -> None:
    with (
        pytest.raises(ServerError, match="gone"),
        reported(News(device), MESSAGE, lambda: "waiting"),
    ):
        raise ServerError("gone")
    assert capsys.readouterr().out == "waiting\n"
