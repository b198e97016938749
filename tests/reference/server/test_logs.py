"""The log tells what was asked and how it ended, and of nobody."""

import json
import logging

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from mdaudit.reference.protocol.group import Members
from mdaudit.reference.server import logs
from tests.reference.scene import ALICE, BOB
from tests.reference.server.asking import Phone
from tests.reference.server.listening import listening, mailbox, until_drained
from tests.reference.server.reached import RefusedError
from tests.reference.server.world import World


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> "Lines":
    caplog.set_level(logging.DEBUG)
    return Lines(caplog)


class Lines:
    """What the process writes: every record of every library, as its handler does."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        self._caplog = caplog

    def text(self) -> str:
        written = filter(logs.is_news, self._caplog.records)
        return "\n".join(logs.Lines().format(record) for record in written)

    def requests(self) -> list[dict[str, object]]:
        spelled = [json.loads(line) for line in self.text().splitlines()]
        return [line for line in spelled if line["event"] == "request"]


def test_a_request_is_a_line_with_the_template_of_its_path(lines: Lines, phone: Phone) -> None:
    phone.account(ALICE)
    line = lines.requests()[-1]
    assert line.pop("milliseconds") is not None
    assert line.pop("at") is not None
    assert line == {
        "level": "info",
        "event": "request",
        "method": "GET",
        "route": "/accounts/{account}",
        "status": 200,
    }


def test_no_line_has_an_identifier(lines: Lines, world: World) -> None:
    phone, bob = Phone(world, ALICE).register(), Phone(world, BOB).register()
    laptop = phone.link(1)
    bob.account(ALICE)
    bob.bundles(0, 1)
    bob.submit("secret-message", phone, laptop)
    phone.ask("PUT", "/groups/secret-group", Members((ALICE, BOB)))
    for path in ("/groups/other-group", "/blobs/secret-blob", "/secret-path", "/accounts/nobody"):
        with pytest.raises(RefusedError):
            phone.ask("GET", path)
    with listening(world) as address, mailbox(address, phone) as socket:
        assert until_drained(socket) == ["secret-message"]
    written = lines.text()
    keys = (phone.keys.public, laptop.keys.public, bob.keys.public)
    names = (ALICE, BOB, "secret", "other-group", "nobody", phone.token, laptop.token, bob.token)
    assert len(lines.requests()) >= 20
    assert [name for name in (*names, *(key.hex() for key in keys)) if name in written] == []


def test_words_of_other_libraries_are_not_written(lines: Lines) -> None:
    logging.getLogger("some.library").warning("cannot reach %s", ALICE)
    assert '"logger":"some.library"' in lines.text()
    assert ALICE not in lines.text()


def test_a_refused_socket_is_one_line(lines: Lines, world: World) -> None:
    with (
        listening(world) as address,
        pytest.raises(InvalidStatus),
        connect(f"ws://{address}/mailbox"),
    ):
        pass
    (line,) = lines.requests()
    assert (line["method"], line["route"], line["status"]) == ("SOCKET", "/mailbox", 401)
    assert '"level":"error"' not in lines.text()
