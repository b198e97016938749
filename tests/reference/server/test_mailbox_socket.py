"""The mailbox over a real web socket: at least once, in order, until the device has it."""

from collections.abc import Iterator

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from mdaudit.reference.protocol.access import Problem
from mdaudit.reference.protocol.closing import NO_TOKEN, NOT_LINKED, REPLACED, UNREADABLE
from mdaudit.reference.protocol.envelope import (
    Acknowledgement,
    Told,
)
from mdaudit.reference.protocol.notice import DevicesChanged
from mdaudit.reference.protocol.part import read, spelled
from mdaudit.reference.server import access, mailbox_socket, mailboxes
from mdaudit.spec.policy import DAY
from mdaudit.spec.sorts import RawId
from tests.reference.scene import ALICE
from tests.reference.server.asking import Companion, Phone
from tests.reference.server.listening import listening, mailbox, received, until_drained
from tests.reference.server.reached import PATIENCE
from tests.reference.server.world import World


@pytest.fixture
def address(world: World) -> Iterator[str]:
    with listening(world) as here:
        yield here


def closing_code(socket: ClientConnection) -> int | None:
    """Return the code with which the server closes, after whatever it still sends."""
    try:
        while True:
            socket.recv(PATIENCE)
    except ConnectionClosed as closed:
        return None if closed.rcvd is None else closed.rcvd.code


def test_what_waits_comes_in_order_and_then_what_is_new(
    address: str, phone: Phone, bob: Phone
) -> None:
    bob.submit("m1", phone)
    bob.submit("m2", phone)
    with mailbox(address, phone) as socket:
        assert until_drained(socket) == ["m1", "m2"]
        bob.submit("m3", phone)
        assert received(socket).message == "m3"


def test_notices_come_the_same_way(address: str, phone: Phone, bob: Phone) -> None:
    bob.account(ALICE)
    with mailbox(address, bob) as socket:
        assert until_drained(socket) == []
        phone.publish()
        assert received(socket) == Told(1, DevicesChanged(ALICE))


def test_what_was_not_acknowledged_comes_again(address: str, phone: Phone, bob: Phone) -> None:
    for number in range(3):
        bob.submit(f"m{number}", phone)
    with mailbox(address, phone) as socket:
        assert until_drained(socket) == ["m0", "m1", "m2"]
        socket.send(spelled(Acknowledgement(2)))
        socket.send(spelled(Acknowledgement(1)).decode())
        bob.submit("m3", phone)
        assert received(socket).message == "m3"
        phone.world.wait_until(lambda: phone.messages() == ["m2", "m3"])
    with mailbox(address, phone) as socket:
        assert until_drained(socket) == ["m2", "m3"]


def test_more_than_a_portion_comes_too(
    address: str, phone: Phone, bob: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailboxes, "AT_ONCE", 2)
    for number in range(5):
        bob.submit(f"m{number}", phone)
    with mailbox(address, phone) as socket:
        assert until_drained(socket) == [f"m{number}" for number in range(5)]


def test_a_removed_device_is_disconnected(address: str, phone: Phone, laptop: Companion) -> None:
    with mailbox(address, laptop) as socket:
        until_drained(socket)
        phone.publish()
        assert closing_code(socket) == NOT_LINKED
    with pytest.raises(InvalidStatus) as refused, mailbox(address, laptop):
        pass
    assert refused.value.response.status_code == 401
    assert read(bytes(refused.value.response.body or b""), Problem).problem == "no valid token"


def test_a_replaced_primary_is_disconnected(address: str, world: World, phone: Phone) -> None:
    with mailbox(address, phone) as socket:
        until_drained(socket)
        world.later(1)
        Phone(world, life=RawId(8)).register()
        assert closing_code(socket) == NOT_LINKED


def test_only_the_newest_connection_of_a_device_is_served(
    address: str, phone: Phone, bob: Phone
) -> None:
    with mailbox(address, phone) as older:
        until_drained(older)
        with mailbox(address, phone) as newer:
            until_drained(newer)
            assert closing_code(older) == REPLACED
            bob.submit("m1", phone)
            assert received(newer).message == "m1"


def test_a_token_that_has_ended_ends_the_connection(
    address: str, world: World, phone: Phone, bob: Phone
) -> None:
    with mailbox(address, phone) as socket:
        until_drained(socket)
        world.later(DAY + 1)
        bob.token = bob.log_in()
        bob.submit("m1", phone)
        assert closing_code(socket) == NO_TOKEN


@pytest.mark.parametrize("words", ["", "{", '{"sequence": "1"}', '{"sequence": 1, "more": 2}'])
def test_words_that_are_no_acknowledgement_end_it(address: str, phone: Phone, words: str) -> None:
    with mailbox(address, phone) as socket:
        socket.send(words)
        assert closing_code(socket) == UNREADABLE


@pytest.mark.parametrize("sequence", [-1, 0, 2**63, 2**63 + 1])
def test_a_number_that_was_never_used_does_no_harm(
    address: str, phone: Phone, bob: Phone, sequence: int
) -> None:
    bob.submit("m1", phone)
    with mailbox(address, phone) as socket:
        socket.send(spelled(Acknowledgement(sequence)))
        assert until_drained(socket) == ["m1"]
        bob.submit("m2", phone)
        assert received(socket).message == "m2"


def test_without_a_token_it_is_not_opened(address: str) -> None:
    with pytest.raises(InvalidStatus) as refused, connect(f"ws://{address}/mailbox"):
        pass
    assert refused.value.response.status_code == 401


def test_a_device_counts_as_connected_when_it_leaves(
    address: str, world: World, phone: Phone, laptop: Companion
) -> None:
    with mailbox(address, laptop) as socket:
        until_drained(socket)
        left = world.later(60)
    world.wait_until(lambda: phone.own_devices().devices[1].last_seen == left)


def test_a_defect_while_it_is_opened_is_500(
    address: str, phone: Phone, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def defect(*_: object) -> None:
        raise RuntimeError(ALICE)

    assert phone.token
    monkeypatch.setattr(access, "connect", defect)
    with pytest.raises(InvalidStatus) as refused, mailbox(address, phone):
        pass
    assert refused.value.response.status_code == 500
    (line,) = [record for record in caplog.records if hasattr(record, "members")]
    assert line.members["error"] == "RuntimeError"


def test_a_defect_closes_the_connection_without_a_traceback(
    address: str, phone: Phone, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def defect(*_: object, **__: object) -> None:
        raise RuntimeError(ALICE)

    monkeypatch.setattr(mailboxes, "waiting", defect)
    with mailbox(address, phone) as socket:
        assert closing_code(socket) == mailbox_socket.CLOSED_BY_DEFECT
    (line,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert line.members["error"] == "RuntimeError"  # type: ignore[attr-defined]
    assert ALICE not in str(line.__dict__)
