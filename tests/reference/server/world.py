"""A server in this process, reached over ASGI, with a clock that the test sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal
from sqlalchemy import Connection

from mdaudit.reference.server.app import application
from mdaudit.reference.server.call import Call
from mdaudit.reference.server.database import Database
from mdaudit.reference.server.server import Server
from mdaudit.reference.server.voice import Voice
from mdaudit.spec.reading import Enforcing, Reading, read_as
from tests.reference.scene import stream
from tests.reference.server.reached import Reached


class World(Reached):
    """A server whose inside a test can look at."""

    def __init__(self, database: Database, portal: BlockingPortal, voice: Voice) -> None:
        super().__init__()
        self.database = database
        self.portal = portal
        self.voice = voice
        self.reading: Reading = Enforcing()
        """How the server reads the specification."""
        self.server = Server(database, lambda: self.now, voice, stream("server"))
        transport = httpx.ASGITransport(application(self.server))
        self.http = httpx.AsyncClient(transport=transport, base_url="http://server")

    def send(
        self, method: str, path: str, content: bytes | None, headers: dict[str, str]
    ) -> httpx.Response:
        async def sent() -> httpx.Response:
            with read_as(self.reading):
                return await self.http.request(method, path, content=content, headers=headers)

        return self.portal.call(sent)

    @contextmanager
    def under(self, reading: Reading) -> Iterator[None]:
        """Let the server read the specification in another way; afterwards as always."""
        self.reading = reading
        yield
        self.reading = Enforcing()

    def inside(self, work: Callable[[Call], Any]) -> Any:
        """Do something as the server does it: in a call, in a transaction."""

        def called(connection: Connection) -> Any:
            return work(Call(connection, self.now, self.random, self.voice))

        return self.database.transact(called)


@contextmanager
def world_on(database: Database, voice: Voice | None = None) -> Iterator[World]:
    """A world that ends with the block."""
    with start_blocking_portal() as portal:
        made = World(database, portal, voice or Voice())
        yield made
        portal.call(made.http.aclose)
