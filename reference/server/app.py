"""The server as an ASGI application."""

from __future__ import annotations

import time

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from mdaudit.reference.protocol.paths import MAILBOX
from mdaudit.reference.server.endpoint import problem_response
from mdaudit.reference.server.logs import request_done
from mdaudit.reference.server.mailbox_socket import open_mailbox
from mdaudit.reference.server.refusal import Refusal
from mdaudit.reference.server.routes import ENDPOINTS
from mdaudit.reference.server.server import Server

PROBLEMS = {404: "unknown path", 405: "unknown method"}
"""What is wrong with a request that no endpoint answers."""


def application(server: Server) -> Starlette:
    """The application around a server."""

    async def mailbox(socket: WebSocket) -> None:
        await open_mailbox(server, socket)

    app = Starlette(
        routes=[
            *(endpoint.route(server) for endpoint in ENDPOINTS),
            WebSocketRoute(MAILBOX, mailbox),
        ],
        exception_handlers={HTTPException: _no_endpoint},
    )
    app.router.redirect_slashes = False
    return app


async def _no_endpoint(request: Request, problem: Exception) -> Response:
    status = getattr(problem, "status_code", 404)
    method = request.method if request.method in {"GET", "PUT", "POST", "DELETE"} else "other"
    request_done(method, None, status, time.perf_counter())
    return problem_response(Refusal(status, PROBLEMS.get(status, "unreadable")))
