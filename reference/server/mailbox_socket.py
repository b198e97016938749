"""The mailbox's web socket: what waits, `Drained`, then what is new, until one side ends it.

A delivery comes again after a reconnection unless it was acknowledged. Every read of the mailbox
looks at the token again, so that a connection does not outlive its device.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from functools import partial

import anyio
from anyio.abc import TaskGroup
from starlette.websockets import WebSocket, WebSocketDisconnect

from mdaudit.reference.protocol.closing import NO_TOKEN, UNREADABLE
from mdaudit.reference.protocol.envelope import Acknowledgement, Drained
from mdaudit.reference.protocol.part import Unreadable, read, spelled
from mdaudit.reference.protocol.paths import MAILBOX
from mdaudit.reference.server import access, mailboxes
from mdaudit.reference.server.doorbells import Doorbell
from mdaudit.reference.server.endpoint import bearer_token, problem_response, refusal_for
from mdaudit.reference.server.logs import internal_error, request_done
from mdaudit.reference.server.refusal import Refusal
from mdaudit.reference.server.server import Server

CLOSED_BY_DEFECT = 1011
"""The code that the standard has for a server's own error."""


async def open_mailbox(server: Server, socket: WebSocket) -> None:
    """Deliver to a device until it or the server has had enough, and log one line."""
    begun = time.perf_counter()
    try:
        token = bearer_token(socket.headers.get("authorization"))
        who = await server.serve(access.connect, token)
    except Exception as problem:  # noqa: BLE001 - the last resort, as for every request
        refusal = refusal_for(MAILBOX, problem)
        await socket.send_denial_response(problem_response(refusal))
        request_done("SOCKET", MAILBOX, refusal.status, begun)
        return
    await socket.accept()
    with server.doorbells.hung(who) as bell:
        code = await _Connection(server, socket, token, bell).run()
    await server.serve(partial(access.see, who=who), None)
    request_done("SOCKET", MAILBOX, code, begun)


class _Connection:
    """One open web socket of a device. Its sides return the code with which it ends."""

    def __init__(self, server: Server, socket: WebSocket, token: str, bell: Doorbell) -> None:
        self._server = server
        self._socket = socket
        self._token = token
        self._bell = bell
        self._code: int | None = None
        self._gone = False
        """Whether the device has closed already."""

    async def run(self) -> int:
        """Send and receive until one side ends; return the code of the end."""
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self._first, tasks, self._deliver)
            tasks.start_soon(self._first, tasks, self._receive)
        assert self._code is not None, "a side has ended"  # noqa: S101 - for the type
        if not self._gone:
            await self._socket.close(self._code)
        return self._code

    async def _first(self, tasks: TaskGroup, side: Callable[[], Awaitable[int]]) -> None:
        """Run a side; the one that ends first ends the other, and says why."""
        code = await self._ended(side)
        if self._code is None:
            self._code = code
        tasks.cancel_scope.cancel()

    async def _ended(self, side: Callable[[], Awaitable[int]]) -> int:
        """The code with which a side ends."""
        try:
            return await side()
        except WebSocketDisconnect as gone:
            self._gone = True
            return gone.code
        except Refusal:
            return NO_TOKEN
        except Exception as problem:  # noqa: BLE001 - the last resort: a line, and no traceback
            internal_error(MAILBOX, problem)
            return CLOSED_BY_DEFECT

    async def _deliver(self) -> int:
        after, drained = 0, False
        while self._bell.closing is None:
            batch = await self._server.serve(partial(mailboxes.waiting, after=after), self._token)
            for number, delivery in batch:
                await self._socket.send_text(delivery.decode())
                after = number
            if batch:
                continue
            if not drained:
                await self._socket.send_text(spelled(Drained()).decode())
                drained = True
            await self._bell.rung()
        return self._bell.closing

    async def _receive(self) -> int:
        while True:
            try:
                words = read(await self._words(), Acknowledgement)
            except Unreadable:
                return UNREADABLE
            stored = partial(mailboxes.acknowledge, sequence=words.sequence)
            await self._server.serve(stored, self._token)

    async def _words(self) -> bytes:
        """What the device sends next, as text or as bytes."""
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message["code"])
        text: str = message.get("text") or ""
        octets: bytes = message.get("bytes") or b""
        return text.encode() or octets
