"""A server that a test can ask, wherever it runs."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

import httpx

from mdaudit.reference.protocol.access import Problem
from mdaudit.reference.protocol.part import read, spelled
from mdaudit.spec.sorts import Time
from tests.reference.scene import START, stream

PATIENCE = 20.0
"""Seconds to wait for what must happen."""


class RefusedError(AssertionError):
    """The server refused: its status and its word, for ``pytest.raises(match=...)``."""

    def __init__(self, status: int, problem: Problem) -> None:
        super().__init__(f"{status} {problem.problem}")


class Reached(ABC):
    """A server, and the time by its clock."""

    def __init__(self) -> None:
        self.now = START
        self.random = stream("world")

    @abstractmethod
    def send(
        self, method: str, path: str, content: bytes | None, headers: dict[str, str]
    ) -> httpx.Response:
        """Send a request, and return what comes."""

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
        return self.send(method, path, content, headers)

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

    @staticmethod
    def wait_until(happened: Callable[[], bool]) -> None:
        """Wait for what another thread or process is about to do."""
        deadline = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < deadline, "it did not happen"
            time.sleep(0.005)
