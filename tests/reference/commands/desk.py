"""A desk with devices on it: verbs run in this process, or as processes of their own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from mdaudit.reference.atomically import write_atomically
from mdaudit.reference.commands import run
from tests.reference.client.town import Town
from tests.reference.scene import ALICE

PROGRAM = Path(sys.executable).parent / "mdref"
PATIENCE = 20.0
"""Seconds to wait for another process."""


def _can_be_interrupted() -> None:
    """Undo what a shell does to programs in the background: it lets them ignore interruptions."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Desk:
    """Stores in a folder, a server, and a clock that all processes go by."""

    def __init__(
        self, town: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.town = town
        self.folder = town.folder
        self._capsys = capsys
        self._clock = town.folder / "clock"
        self.later(0)
        key = town.folder / "key"
        key.write_bytes(b"k" * 32)
        self.key = str(key)
        monkeypatch.setenv("MDREF_CLOCK", f"@{self._clock}")
        monkeypatch.setenv("MDREF_SERVER", town.url)
        monkeypatch.delenv("MDREF_STORE", raising=False)
        monkeypatch.delenv("MDREF_PASSPHRASE", raising=False)

    def later(self, seconds: int) -> None:
        """Let time pass, for the server and for every process."""
        write_atomically(self._clock, str(self.town.later(seconds)))

    def store(self, name: str) -> Path:
        """Return the file of a device."""
        return self.folder / f"{name}.db"

    def line(self, name: str, *arguments: str) -> list[str]:
        """Return a command line for the device of a name."""
        verb, *rest = arguments
        return [verb, "--store", str(self.store(name)), "--key-file", self.key, *rest]

    def run(self, name: str, *arguments: str, code: int = 0) -> str:
        """Run a verb here, expect its exit code, and return what it says; then a second passes."""
        self._capsys.readouterr()
        got = run(self.line(name, *arguments))
        out, err = self._capsys.readouterr()
        assert got == code, out + err
        assert err.count("\n") == (code != 0), err
        self.later(1)
        return err if code else out

    def read(self, name: str, *arguments: str) -> list[dict[str, Any]]:
        """Run a verb that prints JSON lines, and return what they say."""
        return [json.loads(line) for line in self.run(name, *arguments).splitlines()]

    @contextmanager
    def started(self, name: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        """Run a verb in a process of its own."""
        process = subprocess.Popen(
            [PROGRAM, *self.line(name, *arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            preexec_fn=_can_be_interrupted,  # noqa: PLW1509 - it only sets a signal
        )
        try:
            yield process
        finally:
            process.kill()
            process.communicate()

    def phone(self, account: str = ALICE, name: str = "phone") -> str:
        """Register an account; return the name of its primary's store."""
        self.run(name, "register", account)
        return name

    def laptop(self, phone: str = "phone", name: str = "laptop") -> str:
        """Link a companion by its picture; return the name of its store."""
        picture = self.folder / f"{name}.png"
        with self.started(name, "link", "--picture", str(picture)) as process:
            self.wait_for(picture)
            self.run(phone, "scan", str(picture))
            out, err = process.communicate(timeout=PATIENCE)
            assert process.returncode == 0, err
            assert out.splitlines()[-1].startswith("linked: device ")
        return name

    def wait_for(self, file: Path) -> None:
        """Wait until another process has written a file."""
        end = time.monotonic() + PATIENCE
        while not file.exists():
            assert time.monotonic() < end, f"{file.name} was not written"
            time.sleep(0.02)


def life(said: str) -> str:
    """Return the life that a registration of Alice names."""
    words, number = said.strip().rsplit(" ", 1)
    assert words == f"registered: {ALICE} life"
    return number
