"""One line of the table of paths, and the HTTP around what it does."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from mdaudit.reference.protocol.part import Unreadable, read, spelled
from mdaudit.reference.server.blobs import MOST_BYTES
from mdaudit.reference.server.call import Call
from mdaudit.reference.server.logs import internal_error, request_done
from mdaudit.reference.server.refusal import Refusal
from mdaudit.reference.server.server import Server

JSON = "application/json"
OCTETS = "application/octet-stream"


@dataclass(frozen=True)
class Endpoint:
    """What is done for one method of one path."""

    method: str
    path: str
    act: Callable[..., Any]
    """The function: of a call, and of the body if there is one."""
    body: type[Any] | None = None
    """What the body is; ``bytes`` stands for itself."""
    needs_token: bool = True
    """Whether a device has to say who it is."""

    def route(self, server: Server) -> Route:
        """The endpoint, for the web framework."""

        async def handle(request: Request) -> Response:
            begun = time.perf_counter()
            response = await self._respond(server, request)
            request_done(self.method, self.path, response.status_code, begun)
            return response

        return Route(self.path, handle, methods=[self.method])

    async def _respond(self, server: Server, request: Request) -> Response:
        try:
            return await self._answer(server, request)
        except Exception as problem:  # noqa: BLE001 - the last resort: a line, and no traceback
            return problem_response(refusal_for(self.path, problem))

    async def _answer(self, server: Server, request: Request) -> Response:
        token = bearer_token(request.headers.get("authorization")) if self.needs_token else None
        act = await self._act(request)
        answer = await server.serve(act, token, request.path_params, request.query_params)
        if answer is None:
            return Response(status_code=204)
        if isinstance(answer, bytes):
            return Response(answer, media_type=OCTETS)
        return Response(spelled(answer), media_type=JSON)

    async def _act(self, request: Request) -> Callable[[Call], Any]:
        """The function with its body, if it has one."""
        if self.body is None:
            return self.act
        octets = await _bounded_body(request)
        if self.body is bytes:
            return lambda call: self.act(call, octets)
        try:
            body: Any = read(octets, self.body)
        except Unreadable as problem:
            raise Refusal(400, "unreadable", str(problem)) from None
        return lambda call: self.act(call, body)


def bearer_token(header: str | None) -> str:
    """The token that a request shows.

    Raises:
        Refusal: it shows none.
    """
    scheme, _, token = (header or "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Refusal(401, "no valid token", "sign a challenge")
    return token


def refusal_for(template: str, problem: Exception) -> Refusal:
    """How a request ends that raised: as it was refused, or as a defect, which is logged."""
    if isinstance(problem, Refusal):
        return problem
    internal_error(template, problem)
    return Refusal(500, "internal error", "try again later")


def problem_response(refusal: Refusal) -> Response:
    """A refusal as an answer."""
    return Response(spelled(refusal.problem), refusal.status, media_type=JSON)


async def _bounded_body(request: Request) -> bytes:
    octets = bytearray()
    try:
        async for chunk in request.stream():
            octets += chunk
            if len(octets) > MOST_BYTES:
                raise Refusal(413, "too large", f"at most {MOST_BYTES} bytes")
    except ClientDisconnect:
        raise Refusal(400, "unreadable", "send all of it") from None
    return bytes(octets)
