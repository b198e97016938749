"""The server as its processes share it, and how a request becomes a call."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import anyio.to_thread
from sqlalchemy import Connection

from mdaudit.reference.clock import Clock, system_clock
from mdaudit.reference.protocol.part import T
from mdaudit.reference.server import access
from mdaudit.reference.server.call import Call
from mdaudit.reference.server.database import Database
from mdaudit.reference.server.doorbells import Doorbells
from mdaudit.reference.server.voice import Voice
from mdaudit.reference.signed.signing import Randomness

NOTHING: Mapping[str, str] = {}
"""No parts of a path or query."""


@dataclass(frozen=True)
class Server:
    """What all requests share."""

    database: Database
    clock: Clock = system_clock
    voice: Voice = field(default_factory=Voice)
    randomness: Randomness = os.urandom
    doorbells: Doorbells = field(default_factory=Doorbells)

    async def serve(
        self,
        act: Callable[[Call], T],
        token: str | None,
        path: Mapping[str, str] = NOTHING,
        query: Mapping[str, str] = NOTHING,
    ) -> T:
        """Do what is asked in a transaction, off the event loop; then ring where there is news.

        `token` is what the request shows; None where it needs none.

        Raises:
            Refusal: it is not done, and nothing of it is kept.
        """

        def work(connection: Connection) -> tuple[Call, T]:
            call = Call(connection, self.clock(), self.randomness, self.voice, path, query)
            if token is not None:
                call.caller = access.bearer(call, token)
            return call, act(call)

        call, answer = await anyio.to_thread.run_sync(self.database.transact, work)
        for address in call.rung:
            self.doorbells.ring(address)
        for address in call.dismissed:
            self.doorbells.dismiss(address)
        return answer
