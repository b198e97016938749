"""`mdref server` as a process of its own."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from mdaudit.spec.sorts import Time
from tests.reference.server.reached import PATIENCE, Reached

PROGRAM = "from mdaudit.reference.server.command import server; server(prog_name='mdref server')"


class ServerProcess(Reached):
    """A running server; its clock is a file."""

    def __init__(self, folder: Path, *options: str, port: int = 0) -> None:
        super().__init__()
        self._clock = folder / "clock"
        self.later(0)
        self._running = subprocess.Popen(
            [*arguments(), "--port", str(port), "--clock", f"@{self._clock}", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._running.stdout is not None
        line = self._running.stdout.readline()
        assert line.startswith("listening on http://127.0.0.1:"), line
        self.url = line.split()[-1]
        self.http = httpx.Client(base_url=self.url, timeout=PATIENCE)

    @property
    def address(self) -> str:
        """Host and port."""
        return self.url.removeprefix("http://")

    @property
    def endpoint(self) -> tuple[str, int]:
        """Host and port, for a socket."""
        host, _, port = self.address.partition(":")
        return host, int(port)

    def send(
        self, method: str, path: str, content: bytes | None, headers: dict[str, str]
    ) -> httpx.Response:
        return self.http.request(method, path, content=content, headers=headers)

    def later(self, seconds: int) -> Time:
        now = super().later(seconds)
        self._clock.write_text(str(now))
        return now

    def kill(self) -> None:
        """End it without a word."""
        self._running.kill()
        self._running.communicate()

    def end(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, list[dict[str, Any]]]:
        """Send a signal; the exit code, and the lines of the log."""
        self.http.close()
        self.signal(number)
        return self.ended()

    def signal(self, number: signal.Signals) -> None:
        """Send a signal."""
        self._running.send_signal(number)

    def ended(self) -> tuple[int, list[dict[str, Any]]]:
        """Wait for its end; the exit code, and the lines of the log."""
        rest, log = self._running.communicate(timeout=PATIENCE)
        assert rest == ""
        return self._running.returncode, [json.loads(line) for line in log.splitlines()]


def arguments() -> list[str]:
    """How the command is started."""
    return [sys.executable, "-P", "-c", PROGRAM]


@contextmanager
def started(folder: Path, *options: str) -> Iterator[ServerProcess]:
    """A server process that is killed after the block, if it still runs."""
    process = ServerProcess(folder, *options)
    try:
        yield process
    finally:
        process.http.close()
        process.kill()
