"""Doorbells: a connection waits until there is something new in its device's mailbox.

Used on the event loop alone, so nothing here is locked.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import anyio

from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.closing import NOT_LINKED, REPLACED


class Doorbell:
    """The bell of one connection."""

    def __init__(self) -> None:
        self._rung = anyio.Event()
        self.closing: int | None = None
        """Why the connection is to be closed; None: it is not."""

    def ring(self) -> None:
        """There is something new."""
        self._rung.set()

    def dismiss(self, code: int) -> None:
        """The connection is to be closed."""
        self.closing = code
        self._rung.set()

    async def rung(self) -> None:
        """Wait until it rings, or return if it rang since the last time."""
        await self._rung.wait()
        self._rung = anyio.Event()


class Doorbells:
    """The bells of all connected devices, one each."""

    def __init__(self) -> None:
        self._bells: dict[Address, Doorbell] = {}

    @contextmanager
    def hung(self, at: Address) -> Iterator[Doorbell]:
        """Hang up a bell for a device; its older connection, if there is one, is dismissed."""
        bell = Doorbell()
        older = self._bells.get(at)
        if older is not None:
            older.dismiss(REPLACED)
        self._bells[at] = bell
        try:
            yield bell
        finally:
            if self._bells.get(at) is bell:
                del self._bells[at]

    def ring(self, at: Address) -> None:
        """Ring at a device, if it is connected."""
        if at in self._bells:
            self._bells[at].ring()

    def dismiss(self, at: Address) -> None:
        """Close the connection of a device that is not linked any more."""
        if at in self._bells:
            self._bells[at].dismiss(NOT_LINKED)
