"""What was written down while a verb ran: lines of chats, and notices of the device."""

from __future__ import annotations

from collections.abc import Iterator

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.conversation import COUNTER, LINE, Line


class News:
    """The lines of all chats that are written down from now on."""

    def __init__(self, device: Device) -> None:
        self._device = device
        self._told = self._count()

    def lines(self) -> Iterator[Line]:
        """Those that were not told yet, in order."""
        before, self._told = self._told, self._count()
        if before == self._told:
            return
        store = self._device.store
        numbered = sorted((name.rsplit("/", 1)[1], name) for name in store.names("text/"))
        for number, name in numbered:
            if int(number) >= before:
                yield LINE.read(store.get(name) or b"")

    def _count(self) -> int:
        return int(self._device.store.get(COUNTER) or b"0")
