"""Commands of `mdref`, each in a process of its own.

Most of a command's time is Python loading the program. So the processes are forked from one that
has loaded it: they share its code, and neither memory that is written nor a file.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock
from typing import Final

from mdaudit.reference.commands import run

PATIENCE: Final = 30.0
"""Seconds after which a command that has not ended, or not said what is awaited, is given up."""

GLANCE: Final = 0.01
"""Seconds between two looks at what a process has printed."""

LOADED: Final = (
    *("group", "link", "log", "receive", "refresh", "register", "scan", "send", "server"),
    *("unlink", "verify"),
)
"""The verbs that are loaded before any process is forked."""

FORKED: Final = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload([f"mdaudit.reference.commands.{verb}" for verb in LOADED])


LOOKING: Final = Lock()
"""Held by whoever looks at processes: starting one looks at all, and only one look sees an end."""


class GivenUpError(Exception):
    """A process did not do what it was awaited for."""


@dataclass(frozen=True)
class Answer:
    """How a command ended."""

    code: int
    """Its exit code; negative, the signal that ended it."""
    out: str
    """What it printed."""
    err: str
    """What it complained about."""


class Process:
    """A command that was started; its output goes to two files."""

    def __init__(
        self, arguments: Sequence[str], environment: Mapping[str, str], output: Path
    ) -> None:
        self._said = output.with_suffix(".out"), output.with_suffix(".err")
        self._what = f"mdref {' '.join(arguments)}"
        target = (list(arguments), dict(environment), *self._said)
        self._process: BaseProcess = FORKED.Process(target=_enter, args=target, daemon=True)
        with LOOKING:
            self._process.start()

    def finished(self) -> Answer:
        """Wait for the end.

        Raises:
            GivenUpError: it does not end; it was killed.
        """
        end = time.monotonic() + PATIENCE
        while (code := self._code()) is None:
            if time.monotonic() > end:
                self.kill()
                raise GivenUpError(
                    f"{self._what}: expected an end, got none in {PATIENCE:.0f} seconds"
                )
            time.sleep(GLANCE)
        out, err = (_text(file) for file in self._said)
        return Answer(code, out, err)

    def wait_for(self, is_there: Callable[[str], bool]) -> str:
        """Wait until what it has printed is as it should be, and return that.

        Raises:
            GivenUpError: it has ended before, or does not print it.
        """
        end = time.monotonic() + PATIENCE
        while not is_there(out := _text(self._said[0])):
            if self._code() is not None or time.monotonic() > end:
                raise GivenUpError(f"{self._what}: {_text(self._said[1]) or out or 'no word'}")
            time.sleep(GLANCE)
        return out

    def stop(self) -> None:
        """Ask it to end, and wait for that.

        Raises:
            GivenUpError: it does not end; it was killed.
        """
        self._process.terminate()
        self.finished()

    def kill(self) -> None:
        """End it without a word, as `kill -9` does."""
        self._process.kill()
        while self._code() is None:
            time.sleep(GLANCE)

    def _code(self) -> int | None:
        """How it ended; None: it runs."""
        with LOOKING:
            return self._process.exitcode


def _enter(
    arguments: list[str], environment: dict[str, str], out: Path, err: Path
) -> None:  # pragma: no cover - runs in the other process
    for file, descriptor in ((out, 1), (err, 2)):
        with file.open("wb") as stream:
            os.dup2(stream.fileno(), descriptor)
    os.environ.update(environment)
    sys.exit(run(arguments))


def _text(file: Path) -> str:
    return file.read_text(errors="replace") if file.exists() else ""
