"""The server as a process: it starts, stops gracefully, and loses nothing when it is killed."""

import signal
import socket
import subprocess
from hashlib import sha256
from pathlib import Path
from threading import Thread

import httpx
import pytest
from click.testing import CliRunner
from websockets.exceptions import ConnectionClosed

from mdaudit.reference.server.command import server
from tests.reference.scene import ALICE, BOB
from tests.reference.server.asking import Phone
from tests.reference.server.listening import mailbox, until_drained
from tests.reference.server.process import arguments, started
from tests.reference.server.reached import PATIENCE


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_starts_answers_and_stops(tmp_path: Path, number: signal.Signals) -> None:
    with started(tmp_path, "--db", str(tmp_path / "server.db")) as process:
        assert process.ask("GET", "/health") == b'{"status":"ok"}'
        code, log = process.end(number)
    assert code == 0
    events = [line["event"] for line in log]
    assert events == ["started", "request", "stopped"]


def test_open_sockets_are_closed_when_it_stops(tmp_path: Path) -> None:
    with started(tmp_path, "--db", str(tmp_path / "server.db")) as process:
        phone = Phone(process).register()
        with mailbox(process.address, phone) as opened:
            until_drained(opened)
            code, log = process.end()
            with pytest.raises(ConnectionClosed) as closed:
                opened.recv(PATIENCE)
    assert code == 0
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1012
    assert [line["event"] for line in log if line["level"] != "info"] == []


def test_a_request_that_was_begun_is_finished_when_it_stops(tmp_path: Path) -> None:
    content = bytes(1000)
    with started(tmp_path, "--db", str(tmp_path / "server.db")) as process:
        phone = Phone(process).register()
        head = (
            f"PUT /blobs/{sha256(content).hexdigest()} HTTP/1.1\r\nHost: server\r\n"
            f"Authorization: Bearer {phone.token}\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        process.http.close()
        with socket.create_connection(process.endpoint, PATIENCE) as begun:
            begun.sendall(head.encode() + content[:500])
            process.signal(signal.SIGTERM)
            process.wait_until(lambda: not listens(process.endpoint))
            begun.sendall(content[500:])
            answer = begun.recv(1000)
        code, _ = process.ended()
    assert answer.startswith(b"HTTP/1.1 204")
    assert code == 0


def listens(endpoint: tuple[str, int]) -> bool:
    """Tell whether anybody accepts connections there."""
    with socket.socket() as tried:
        return tried.connect_ex(endpoint) == 0


def test_no_acknowledged_submission_is_lost_when_it_is_killed(
    database_url: str, tmp_path: Path
) -> None:
    receipts: list[str] = []
    with started(tmp_path, "--db", database_url) as process:
        phone, bob = Phone(process).register(), Phone(process, BOB).register()

        def submit() -> None:
            for number in range(10_000):
                try:
                    bob.submit(f"m{number}", phone)
                except httpx.HTTPError:
                    return
                receipts.append(f"m{number}")

        assert bob.token
        submitting = Thread(target=submit)
        submitting.start()
        process.wait_until(lambda: len(receipts) >= 20)
        process.kill()
        submitting.join()
    with started(tmp_path, "--db", database_url) as process:
        phone.world = process
        phone.token = phone.log_in()
        with mailbox(process.address, phone) as opened:
            delivered = until_drained(opened)
    assert delivered[: len(receipts)] == receipts
    assert len(delivered) - len(receipts) in {0, 1}


def test_an_adversary_writes_its_loot(tmp_path: Path) -> None:
    loot = tmp_path / "loot"
    options = ("--adversary", "injected-device", "--victim", ALICE, "--loot", str(loot))
    with started(tmp_path, "--db", str(tmp_path / "server.db"), *options) as process:
        phone, bob = Phone(process).register(), Phone(process, BOB).register()
        (intruder,) = bob.account(ALICE).devices
        assert phone.account(ALICE).devices == ()
        bob.submit("m1", phone)
        assert process.end()[0] == 0
    assert intruder.signed_device_identity is not None
    assert len(loot.read_text().splitlines()) == 1


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [*arguments(), "--db", str(tmp_path / "server.db"), "--port", port],
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert "expected a free address, got Address already in use; name another" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--port", "65536"], "65536 is not in the range"),
        (["--db", "{folder}"], "got unable to open database file; name another"),
        (["--db", ""], "expected a path or a URL, got ''"),
        (["--host", ""], "expected an address, got an empty one"),
        (["--host", "999.0.0.1"], "expected a free address, got "),
        (["--db", "nothing://x"], "expected a path or a URL"),
        (["--clock", "noon"], "expected system or @FILE"),
        (["--adversary", "nobody"], "'nobody' is not one of"),
        (["--victim", ALICE], "--victim and --loot need --adversary"),
        (["--adversary", "hidden-removal", "--loot", "{folder}/no/file"], "No such file"),
    ],
)
def test_a_wrong_command_line_is_said(tmp_path: Path, options: list[str], words: str) -> None:
    filled = [option.format(folder=tmp_path) for option in options]
    database = [] if "--db" in options else ["--db", str(tmp_path / "server.db")]
    port = [] if "--port" in options else ["--port", "0"]
    result = CliRunner().invoke(server, [*database, *port, *filled])
    assert result.exit_code == 2
    assert words in result.output
    assert list(tmp_path.iterdir()) == []
