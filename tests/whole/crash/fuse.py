"""A fuse: the process of a device ends at a moment that is counted.

Moments are before every write to the store, after every commit, and on both sides of whatever goes
to the server or comes from it. What was not committed is undone, as it is by the end of a process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import httpx
import pytest

from mdaudit.reference.client.remote import Mailbox
from mdaudit.reference.client.store import Store

WRITES = ("put", "drop", "put_fact", "put_object", "put_line", "post", "posted")
"""Methods of a store that write, in a transaction."""


class ProcessEnded(BaseException):
    """There is no more of this process; nothing in it can catch that."""


class Fuse:
    """Counts the moments of whatever runs while it is lit."""

    def __init__(self) -> None:
        self._left: int | None = None
        self.burnt = 0
        """How many processes it has ended."""

    @contextmanager
    def lit(self, moments: int) -> Iterator[None]:
        """End what runs inside at this moment, counted from 1."""
        self._left = moments
        try:
            yield
        except ProcessEnded:
            self.burnt += 1
        finally:
            self._left = None

    def burn(self) -> None:
        """A moment passes."""
        if self._left is None:
            return
        self._left -= 1
        if self._left == 0:
            raise ProcessEnded


def laid(monkeypatch: pytest.MonkeyPatch) -> Fuse:
    """Return a fuse that is laid along every moment of a client."""
    fuse = Fuse()
    for name in WRITES:
        monkeypatch.setattr(Store, name, _before(fuse, getattr(Store, name)))
    monkeypatch.setattr(Store, "transaction", _with_its_end(fuse, Store.transaction))
    for of, name in ((httpx.Client, "request"), (Mailbox, "next"), (Mailbox, "acknowledge")):
        monkeypatch.setattr(of, name, _around(fuse, getattr(of, name)))
    return fuse


def _before(fuse: Fuse, method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def fused(*arguments: Any, **named: Any) -> Any:
        fuse.burn()
        return method(*arguments, **named)

    return fused


def _around(fuse: Fuse, method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def fused(*arguments: Any, **named: Any) -> Any:
        fuse.burn()
        answer = method(*arguments, **named)
        fuse.burn()
        return answer

    return fused


def _with_its_end(fuse: Fuse, method: Callable[..., Any]) -> Callable[..., Any]:
    @contextmanager
    def fused(store: Store) -> Iterator[None]:
        with method(store):
            yield
        fuse.burn()  # it is committed, and nothing else was done

    return fused
