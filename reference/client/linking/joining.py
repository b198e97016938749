"""A companion joins an account: the whole way, and from wherever it was interrupted.

Before it adopted, an open attempt goes on with its secret; without one, the next attempt begins in
a new store, because a key is for one attempt (LINK-8). After it adopted, the server is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mdaudit.reference.client.connecting import remote_of
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.handing_over import hand_everything_over
from mdaudit.reference.client.linking import attempt as attempts
from mdaudit.reference.client.linking.adopting import adopt
from mdaudit.reference.client.linking.attempt import Attempt
from mdaudit.reference.client.linking.failures import LinkingEndedError, PictureError
from mdaudit.reference.client.linking.showing_code import ShownCode
from mdaudit.reference.client.linking.waiting import until
from mdaudit.reference.client.lists.own_list import refresh_own_list
from mdaudit.reference.client.own.wiping import open_device
from mdaudit.reference.client.remote import Remote
from mdaudit.reference.client.store import Secret
from mdaudit.reference.clock import Clock
from mdaudit.reference.protocol.linking import PrimaryHello, Progress
from mdaudit.spec.objects.qr_code import QrCode
from mdaudit.spec.sorts import Account

Show = Callable[[QrCode | None], None]
"""Shows a code in the place of the one before; None: no code is left."""


@contextmanager
def begun(path: Path, secret: Secret, name: str, server: str, clock: Clock) -> Iterator[Device]:
    """The device of a store that is in an attempt or linked, or a new one in its place.

    In the end the store is closed, and removed unless it is good for something.

    Raises:
        StoreError: the file is no store, in use, or locked by another secret.
    """
    device = _opened(path, secret, name, server, clock)
    good = True
    try:
        with device:
            try:
                yield device
            finally:
                good = _is_good_for_something(device)
    finally:
        if not good:
            path.unlink()


def _opened(path: Path, secret: Secret, name: str, server: str, clock: Clock) -> Device:
    if path.exists():
        device = open_device(path, secret, clock)
        if device.account != Account("") or _is_in_an_attempt(device):
            return device
        device.store.close()
        path.unlink()
    return Device.create(path, secret, name, server, clock)


def _is_in_an_attempt(device: Device) -> bool:
    attempt = attempts.attempt_of(device)
    return attempt is not None and not attempt.has_ended(device.clock())


def _is_good_for_something(device: Device) -> bool:
    """Whether it is linked, can go on, or has a log that says what was refused."""
    return (
        device.account != Account("")
        or _is_in_an_attempt(device)
        or next(device.store.lines(), None) is not None
    )


def join_by_picture(device: Device, show: Show, platform: str) -> None:
    """Show codes until a primary has seen one, and adopt it.

    Raises:
        LinkingEndedError: none did in time.
        PictureError: `show` cannot write its picture; the attempt has ended as well.
        Refused: what came back is forged, or comes too late.
        ServerError: the server could not be asked.
    """
    with remote_of(device) as remote:
        attempt = attempts.attempt_of(device)
        if attempt is None:
            known = remote.begin_linking()
            with device.transaction():
                attempt = attempts.begin(device, known)
        present = attempt

        def shown(reference: str | None) -> None:
            show(None if reference is None else attempts.qr_code(device, present, reference))

        _adopt_when_approved(device, remote, attempt, shown, platform)


def join_by_code(
    device: Device, account: Account, show: Callable[[str], None], platform: str
) -> None:
    """Show eight characters until they were typed into a primary of the account, and adopt it.

    Raises:
        LinkingEndedError: nobody did in time.
        Refused: what came back is forged, or comes too late.
        Malformed: somebody answered with no key.
        ServerError: the server could not be asked, or has no such account.
    """
    with remote_of(device) as remote:
        attempt = attempts.attempt_of(device)
        if attempt is None:
            attempt = _agreed(device, remote, account, show)
        _adopt_when_approved(device, remote, attempt, _show_nothing, platform)


def finish(device: Device) -> None:
    """Tell the server that the companion has adopted, and hold the list of its account.

    Raises:
        ServerError: the server could not be asked; `finish` goes on later.
        Refused: the list that the server shows was refused.
    """
    with remote_of(device) as remote:
        hand_everything_over(device, remote)
        refresh_own_list(device, remote)


def _agreed(
    device: Device, remote: Remote, account: Account, show: Callable[[str], None]
) -> Attempt:
    """An attempt whose secret was agreed on with whoever knew the characters."""
    shown = ShownCode(device, remote.begin_linking())
    shown.ask(remote, account)
    show(shown.code)
    hello = until(device, remote, shown.attempt, _hello, _show_nothing)
    return shown.answer(remote, hello)


def _adopt_when_approved(
    device: Device,
    remote: Remote,
    attempt: Attempt,
    show: Callable[[str | None], None],
    platform: str,
) -> None:
    try:
        account, payload = until(device, remote, attempt, _approval, show)
    except (LinkingEndedError, PictureError):
        with device.transaction():
            attempts.forget(device)
        raise
    adopt(device, attempt, account, payload, platform)


def _approval(progress: Progress) -> tuple[Account, bytes] | None:
    if progress.account is None or progress.payload is None:
        return None
    return Account(progress.account), progress.payload


def _hello(progress: Progress) -> PrimaryHello | None:
    return progress.primary_hello


def _show_nothing(_reference: str | None) -> None:
    """Eight characters do not change while they are shown."""
