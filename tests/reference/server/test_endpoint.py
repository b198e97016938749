"""Bad requests become problems with the right status, never a traceback."""

import logging

import pytest

from mdaudit.reference.protocol.access import Problem
from mdaudit.reference.protocol.part import read
from mdaudit.reference.server import endpoint, health
from tests.reference.scene import ALICE
from tests.reference.server.asking import Phone
from tests.reference.server.reached import RefusedError
from tests.reference.server.world import World


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"account": "1", "device": -1}',
        b'{"account": "1", "device": 4294967296}',
        b'{"account": "a b", "device": 0}',
        b'{"account": "1", "device": 0, "more": 1}',
        b'{"account": "1", "device": "0"}',
        b"[" * 10_000,
    ],
)
def test_what_cannot_be_read_is_400(world: World, body: bytes) -> None:
    answer = world.request("POST", "/challenges", body)
    assert answer.status_code == 400
    problem = read(answer.content, Problem)
    assert problem.problem == "unreadable"
    assert problem.next


@pytest.mark.parametrize("account", ["a%20b", "%00", "ü", "1" * 65])
def test_a_name_in_the_path_is_a_name(phone: Phone, account: str) -> None:
    with pytest.raises(RefusedError, match="400 unreadable"):
        phone.ask("GET", f"/accounts/{account}")


def test_a_body_that_is_too_large_is_413(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "MOST_BYTES", 100)
    with pytest.raises(RefusedError, match="400 unreadable"):
        world.ask("POST", "/challenges", bytes(100))
    with pytest.raises(RefusedError, match="413 too large"):
        world.ask("POST", "/challenges", bytes(101))


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic abc", "bearer abc"])
def test_a_token_is_shown_in_one_way(world: World, header: str) -> None:
    async def asked() -> int:
        answer = await world.http.get(f"/accounts/{ALICE}", headers={"Authorization": header})
        return answer.status_code

    assert world.portal.call(asked) == 401


def test_a_defect_is_500_and_a_line_without_words(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def defect(*_: object) -> None:
        raise RuntimeError(ALICE)

    monkeypatch.setattr(health, "select", defect)
    with caplog.at_level(logging.INFO), pytest.raises(RefusedError, match="500 internal error"):
        world.ask("GET", "/health")
    members = [record.members for record in caplog.records if hasattr(record, "members")]
    assert members[0]["error"] == "RuntimeError"
    assert members[0]["where"].startswith("defect:")
    assert members[1]["status"] == 500
    assert ALICE not in str(members)


def test_the_server_is_healthy(world: World) -> None:
    assert world.ask("GET", "/health") == b'{"status":"ok"}'
