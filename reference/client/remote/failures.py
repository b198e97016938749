"""Why the server could not be asked, or did not do it."""

from __future__ import annotations

from mdaudit.reference.protocol.access import WRONG_SIGNATURE, Problem
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.part import Unreadable, read
from mdaudit.spec.sorts import PRIMARY


class ServerError(Exception):
    """We could not ask: no connection, no answer, or one that cannot be read."""


class ServerRefused(ServerError):  # noqa: N818 - an answer, if not the one that was hoped for
    """The server did not do what it was asked for, and said why."""

    def __init__(self, status: int, problem: Problem) -> None:
        self.status = status
        self.problem = problem
        ending = f"; {problem.next}" if problem.next else ""
        super().__init__(f"the server says: {problem.problem}{ending}")


class SupersededError(ServerRefused):
    """The server has another key for this device, which signed with its own: it was replaced."""

    def __init__(self, refusal: ServerRefused, address: Address) -> None:
        super().__init__(refusal.status, refusal.problem)
        self.args = (_superseded(address),)


def or_superseded(refusal: ServerRefused, address: Address) -> ServerRefused:
    """What it means that a device's own signature was refused."""
    if refusal.problem.problem == WRONG_SIGNATURE:
        return SupersededError(refusal, address)
    return refusal


def refused(status: int, body: bytes) -> ServerRefused:
    """What an answer without success says."""
    try:
        return ServerRefused(status, read(body, Problem))
    except Unreadable:
        problem = f"status {status}, without a reason"
        return ServerRefused(status, Problem(problem, "see whether that is a server of mdref"))


def _superseded(address: Address) -> str:
    got = "the server to have this device's key, got that it has another one"
    if address.device == PRIMARY:
        return (
            f"{address.account} was registered anew, with another key: expected {got}; link this "
            "device to the new one, or register again, each with another --store"
        )
    return (
        f"device {address.device} of {address.account} is another one now: expected {got}; link "
        "this device again, with another --store"
    )
