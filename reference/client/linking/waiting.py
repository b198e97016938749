"""Waiting for the other side: a companion asks how far it is, a primary listens to its mailbox.

What is not waited for stays in the mailbox, unacknowledged, and comes again when it is read.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.linking.attempt import Attempt
from mdaudit.reference.client.linking.failures import LinkingEndedError
from mdaudit.reference.client.linking.typing_code import keep_wish, kept_wish
from mdaudit.reference.client.remote import Mailbox, Remote
from mdaudit.reference.protocol.envelope import Delivery, Drained, Told
from mdaudit.reference.protocol.linking import Progress
from mdaudit.reference.protocol.notice import CodeWanted

N = TypeVar("N")
A = TypeVar("A")

PAUSE: Final = 0.25
"""Seconds between two questions of a companion."""

AGAIN: Final = "begin again with a new code"


def until(
    device: Device,
    remote: Remote,
    attempt: Attempt,
    found: Callable[[Progress], A | None],
    show: Callable[[str | None], None],
) -> A:
    """Ask until there is what is looked for, and show each reference while it is the present one.

    Raises:
        LinkingEndedError: the attempt ended before that.
        ServerError: the server could not be asked.
    """
    shown: str | None = ""
    while True:
        progress = remote.progress(attempt.token)
        answer = found(progress)
        if answer is not None:
            return answer
        clock = device.clock()
        if progress.ended or attempt.has_ended(clock):
            raise LinkingEndedError("a primary that sees the code", "none in time", AGAIN)
        reference = attempt.reference_at(clock)
        if reference != shown:
            show(reference)
            shown = reference
        time.sleep(PAUSE)


def newest_wish(device: Device, mailbox: Mailbox, seconds: float) -> CodeWanted | None:
    """The newest companion that asks to be linked by code; None if none does in time.

    Raises:
        ServerError: the connection ended.
    """
    drained = False
    for delivery in _deliveries(mailbox, seconds):
        drained = drained or isinstance(delivery, Drained)
        if isinstance(delivery, Told) and isinstance(delivery.notice, CodeWanted):
            with device.transaction():
                keep_wish(device, delivery.notice)
            mailbox.acknowledge(delivery.sequence)
        wish = kept_wish(device)
        if drained and wish is not None:
            return wish
    return None


def next_notice(
    mailbox: Mailbox, kind: type[N], fits: Callable[[N], bool], seconds: float
) -> tuple[N, int] | None:
    """The next notice of that kind that fits, with its number; None if there is none in time.

    Raises:
        ServerError: the connection ended.
    """
    for delivery in _deliveries(mailbox, seconds):
        if isinstance(delivery, Told):
            notice = delivery.notice
            if isinstance(notice, kind) and fits(notice):
                return notice, delivery.sequence
    return None


def _deliveries(mailbox: Mailbox, seconds: float) -> Iterator[Delivery]:
    """What the mailbox delivers within so many seconds."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        delivery = mailbox.next(left)
        if delivery is not None:
            yield delivery
