"""Why the server could not be asked, or did not do it."""

from __future__ import annotations

from mdaudit.reference.protocol.access import Problem
from mdaudit.reference.protocol.part import Unreadable, read


class ServerError(Exception):
    """We could not ask: no connection, no answer, or one that cannot be read."""


class ServerRefused(ServerError):  # noqa: N818 - an answer, if not the one that was hoped for
    """The server did not do what it was asked for, and said why."""

    def __init__(self, status: int, problem: Problem) -> None:
        self.status = status
        self.problem = problem
        ending = f"; {problem.next}" if problem.next else ""
        super().__init__(f"the server says: {problem.problem}{ending}")


def refused(status: int, body: bytes) -> ServerRefused:
    """What an answer without success says."""
    try:
        return ServerRefused(status, read(body, Problem))
    except Unreadable:
        return ServerRefused(status, Problem(f"status {status}, without a reason"))
