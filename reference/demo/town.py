"""A town: a server and devices, each a process when it does something, and a clock for all."""

from __future__ import annotations

import json
import os
from itertools import count
from pathlib import Path
from typing import Any, Final, Self

from mdaudit.reference.atomically import write_atomically
from mdaudit.reference.demo.process import Answer, Process
from mdaudit.spec.sorts import Account

BEGINNING: Final = 1_795_255_200
"""2026-11-21 10:00 UTC, in Unix seconds."""


class Town:
    """A folder with everybody's files, and the server that runs there."""

    def __init__(self, folder: Path, *server: str) -> None:
        """Begin the day, and start a server; `server` are more options for it."""
        self.folder = folder
        self._numbers = count(1)
        self.now = BEGINNING
        folder.mkdir(parents=True)
        (folder / "output").mkdir()
        self.later(0)
        self._server, self.url = self._serve("0", server)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()

    def change_server(self, *server: str) -> None:
        """Stop the server, and start one with these options, its address and its database."""
        self._server.stop()
        self._server, self.url = self._serve(self.url.rpartition(":")[2], server)

    def kill_server(self) -> None:
        """End the server without a word, and start it again."""
        self._server.kill()
        self._server, self.url = self._serve(self.url.rpartition(":")[2], ())

    def later(self, seconds: int) -> None:
        """Let time pass, for every process at once."""
        self.now += seconds
        write_atomically(self.folder / "clock", str(self.now))

    def start(self, verb: str, *arguments: str, **environment: str) -> Process:
        """Start a command in this town's time."""
        output = self.folder / "output" / f"{next(self._numbers):03}-{verb}"
        clock = {"MDREF_CLOCK": f"@{self.folder / 'clock'}"}
        return Process([verb, *arguments], clock | environment, output)

    def _serve(self, port: str, options: tuple[str, ...]) -> tuple[Process, str]:
        """A server that is ready, and its address."""
        database = str(self.folder / "server.db")
        server = self.start("server", "--db", database, "--port", port, *options)
        said = server.wait_for(lambda out: out.endswith("\n"))
        return server, said.split()[-1]

    def device(self, name: str) -> Device:
        """A device with a new key file, and no store yet."""
        return Device(self, name)


class Device:
    """A device: a store and its key file; it is a process only while it does something."""

    def __init__(self, town: Town, name: str) -> None:
        self.town = town
        self.name = name
        """How the story calls it: "Alice's phone"."""
        self.store = town.folder / f"{name.replace(' ', '-').replace(chr(39), '')}.db"
        self.key_file = self.store.with_suffix(".key")
        self.key_file.write_bytes(os.urandom(32))

    def start(self, verb: str, *arguments: str) -> Process:
        """Start a command on this device."""
        environment = {"MDREF_STORE": str(self.store), "MDREF_SERVER": self.town.url}
        return self.town.start(verb, *arguments, "--key-file", str(self.key_file), **environment)

    def mdref(self, verb: str, *arguments: str) -> Answer:
        """Run a command on this device to its end."""
        return self.start(verb, *arguments).finished()

    def register(self, account: Account) -> Answer:
        """Register an account with this device as its primary."""
        return self.mdref("register", account, "--name", self.name)

    def link(self, new: Device) -> tuple[Answer, Answer]:
        """Scan the picture that a new device shows; how that ended on this device and on it."""
        picture = new.store.with_suffix(".png")
        showing = new.start("link", "--picture", str(picture), "--name", new.name)
        showing.wait_for(lambda out: "picture:" in out)
        scanned = self.mdref("scan", str(picture))
        if scanned.code:
            showing.kill()
        return scanned, showing.finished()

    def send(self, to: str, text: str) -> Answer:
        """Write to an account; what it prints is JSON."""
        return self.mdref("send", to, text, "--json")

    def receive(self) -> Answer:
        """Fetch what waits; each line that it prints is JSON."""
        return self.mdref("receive", "--json")

    def log(self) -> Path:
        """Export the device's log, and return the file."""
        file = self.store.with_suffix(".jsonl")
        file.write_text(self.mdref("log").out)
        return file


def lines(answer: Answer) -> list[dict[str, Any]]:
    """What a command printed, a JSON object a line."""
    return [json.loads(line) for line in answer.out.splitlines()]
