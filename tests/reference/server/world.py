"""A server in this process, and devices with real keys that ask it over ASGI.

Nothing here believes an answer: that is a client's part. A device only signs and asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal

from mdaudit.reference.clock import Clock
from mdaudit.reference.protocol.access import Problem
from mdaudit.reference.protocol.part import read, spelled
from mdaudit.reference.server.app import application
from mdaudit.reference.server.call import Call
from mdaudit.reference.server.database import Database
from mdaudit.reference.server.server import Server
from mdaudit.reference.server.voice import Voice
from mdaudit.spec.reading import Enforcing, Reading, read_as
from mdaudit.spec.sorts import Time
from tests.reference.scene import START, stream


class RefusedError(AssertionError):
    """The server refused: its status and its word, for ``pytest.raises(match=...)``."""

    def __init__(self, status: int, problem: Problem) -> None:
        super().__init__(f"{status} {problem.problem}")


@dataclass
class World:
    """A server with a clock that the test sets."""

    database: Database
    portal: BlockingPortal
    voice: Voice = field(default_factory=Voice)
    now: Time = START
    random: Callable[[int], bytes] = field(default_factory=lambda: stream("world"))
    reading: Reading = field(default_factory=Enforcing)
    """How the server reads the specification."""
    server: Server = field(init=False)

    def __post_init__(self) -> None:
        self.server = Server(self.database, self.clock, self.voice, stream("server"))
        transport = httpx.ASGITransport(application(self.server))
        self.http = httpx.AsyncClient(transport=transport, base_url="http://server")

    @property
    def clock(self) -> Clock:
        """The clock of the server."""
        return lambda: self.now

    def later(self, seconds: int) -> Time:
        """Let time pass."""
        self.now = Time(self.now + seconds)
        return self.now

    def request(
        self, method: str, path: str, body: Any = None, *, token: str | None = None
    ) -> httpx.Response:
        """Ask the server, and take what comes; bytes are sent as they are."""
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        content = body if isinstance(body, bytes | None) else spelled(body)

        async def asked() -> httpx.Response:
            with read_as(self.reading):
                return await self.http.request(method, path, content=content, headers=headers)

        return self.portal.call(asked)

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        token: str | None = None,
        kind: type[Any] = bytes,
    ) -> Any:
        """Ask the server for a value of the kind, or for bytes.

        Raises:
            RefusedError: it answered with a problem.
        """
        answer = self.request(method, path, body, token=token)
        if not answer.is_success:
            raise RefusedError(answer.status_code, read(answer.content, Problem))
        return answer.content if kind is bytes else read(answer.content, kind)

    @contextmanager
    def under(self, reading: Reading) -> Iterator[None]:
        """Let the server read the specification in another way: all rules on again afterwards."""
        self.reading = reading
        yield
        self.reading = Enforcing()

    @contextmanager
    def call(self) -> Iterator[Call]:
        """A call of nobody, in a transaction of its own that is not kept."""
        with self.database._engine.connect() as connection:  # noqa: SLF001 - a look inside
            yield Call(connection, self.now, self.random, self.voice)


@contextmanager
def world_on(database: Database, voice: Voice | None = None) -> Iterator[World]:
    """A world that ends with the block."""
    with start_blocking_portal() as portal:
        made = World(database, portal, voice or Voice())
        yield made
        portal.call(made.http.aclose)
