"""People who register, link and remove as the client does it, in the town of the other tests."""

import queue
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from pathlib import Path
from threading import Thread

from mdaudit.reference.client import registering
from mdaudit.reference.client.connecting import remote_of
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.handing_over import hand_everything_over
from mdaudit.reference.client.handlers import HANDLERS
from mdaudit.reference.client.linking import adopting, approving, attempt, joining
from mdaudit.reference.client.linking.attempt import Attempt
from mdaudit.reference.client.receiving import receive_from
from mdaudit.reference.protocol.account import ShownAccount
from mdaudit.reference.protocol.linking import Progress
from mdaudit.reference.server.call import Call
from mdaudit.reference.server.voice import Voice
from mdaudit.reference.signed.linking_code import LinkingCode
from mdaudit.spec.objects.qr_code import QrCode
from mdaudit.spec.sorts import Account, Index
from tests.reference.client.town import SECRET, Town
from tests.reference.scene import ALICE

PATIENCE = 10.0
"""Seconds to wait for another thread."""


class Keeping(Voice):
    """A server that goes on serving a device that was removed."""

    def unrouted(
        self, _call: Call, _before: ShownAccount, _unlisted: AbstractSet[int]
    ) -> AbstractSet[int]:
        return set()


def new_device(town: Town, name: str) -> Device:
    """Return a device that belongs to nobody yet."""
    return Device.create(town.folder / f"{name}.db", SECRET, name, town.url, town.clock)


def reopened(device: Device) -> Device:
    """Return the same device in what could be another process."""
    device.store.close()
    return Device.open(device.store.path, SECRET, device.clock)


def hand_over(device: Device) -> None:
    """Hand over what waits."""
    with remote_of(device) as remote:
        hand_everything_over(device, remote)


def receive(device: Device) -> None:
    """Receive what waits."""
    with remote_of(device) as remote, remote.mailbox() as mailbox:
        while receive_from(device, remote, HANDLERS, mailbox, PATIENCE):
            pass


def registered(town: Town, account: Account = ALICE, name: str = "phone") -> Device:
    """Return a primary whose account the server has; the next second has begun."""
    device = new_device(town, name)
    registering.register(device, account, "test")
    hand_over(device)
    town.later(1)
    return device


def begun(device: Device) -> Attempt:
    """Return an attempt that the server knows."""
    with remote_of(device) as remote, device.transaction():
        return attempt.begin(device, remote.begin_linking())


def progress(device: Device, of: Attempt) -> Progress:
    """Return what the server tells a companion of its attempt."""
    with remote_of(device) as remote:
        return remote.progress(of.token)


def approved(phone: Device, laptop: Device, of: Attempt) -> Index:
    """Approve the companion that shows the first code of an attempt; the server has it."""
    index = approving.approve(phone, of.references[0], LinkingCode(laptop.keys.public, of.secret))
    hand_over(phone)
    return index


def adopted(laptop: Device, of: Attempt) -> None:
    """Adopt the primary that approved; the server does not know yet."""
    told = progress(laptop, of)
    assert told.account is not None
    assert told.payload is not None
    adopting.adopt(laptop, of, Account(told.account), told.payload, "test")


def linked(town: Town, phone: Device, name: str = "laptop") -> Device:
    """Return a companion that the server knows; the next second has begun."""
    laptop = new_device(town, name)
    of = begun(laptop)
    approved(phone, laptop, of)
    adopted(laptop, of)
    joining.finish(laptop)
    town.later(1)
    return laptop


class Newcomer(Thread):
    """A companion that shows its codes in a thread of its own, until it is linked or gives up."""

    def __init__(self, town: Town, account: Account | None = None) -> None:
        super().__init__()
        self.path: Path = town.folder / "newcomer.db"
        self._town = town
        self._account = account
        self._codes: queue.Queue[QrCode | str | None] = queue.Queue()
        self.problem: Exception | None = None
        self.index: Index | None = None

    def run(self) -> None:
        """Join, and remember how that ended."""
        town = self._town
        try:
            with joining.begun(self.path, SECRET, "newcomer", town.url, town.clock) as device:
                self._join(device)
                joining.finish(device)
                self.index = device.index
        except Exception as problem:  # noqa: BLE001 - the test looks at it
            self.problem = problem

    def _join(self, device: Device) -> None:
        show: Callable[[QrCode | str | None], None] = self._codes.put
        if self._account is None:
            joining.join_by_picture(device, show, "test")
        else:
            joining.join_by_code(device, self._account, show, "test")

    def shown(self) -> QrCode:
        """Return the next picture."""
        code = self._codes.get(timeout=PATIENCE)
        assert isinstance(code, QrCode)
        return code

    def characters(self) -> str:
        """Return the eight characters."""
        code = self._codes.get(timeout=PATIENCE)
        assert isinstance(code, str)
        return code

    def nothing(self) -> None:
        """See that no code is left."""
        assert self._codes.get(timeout=PATIENCE) is None

    def ended(self) -> Exception | None:
        """Wait for the end, and return what went wrong."""
        self.join(PATIENCE)
        assert not self.is_alive()
        return self.problem
