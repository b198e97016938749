"""The primary's side: approve the companion whose code was seen, and look at what it signs back.

The high-water mark, the certificate and the list are stored before anything that was signed leaves
(OWN-2). An approval that the server does not take any more is a companion that never came: it is
taken off the list again, and its index is used up.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.lists.publishing import (
    confirm,
    hold_own_list,
    removals_of,
    wait_for_a_later_second,
)
from mdaudit.reference.client.outbox import Errand, post
from mdaudit.reference.client.remote import Remote, ServerRefused
from mdaudit.reference.protocol.linking import Approval
from mdaudit.reference.protocol.notice import Linked
from mdaudit.reference.signed.linking_code import LinkingCode
from mdaudit.spec.reading import NotPossible
from mdaudit.spec.sorts import Index

REFUSAL: Final = "refused-approval/{index}"
"""The name under which a primary keeps why the server did not take an approval."""


def approve(device: Device, reference: str, code: LinkingCode) -> Index:
    """Approve a companion, and have the approval handed over; returns the index that it gets.

    Raises:
        Refused: there are four companions (LINK-5), or the clock is not later than the last list
            (OWN-1).
    """
    wait_for_a_later_second(device)
    with device.transaction():
        approval = device.primary.approve(code, device.clock())
        index = device.primary.high_water
        hold_own_list(device, approval.signed_list)
        post(
            device,
            Approval(reference, approval.payload, approval.signed_list, index, code.identity_key),
        )
    return index


def why_not_taken(device: Device, index: Index) -> str | None:
    """What the server said when it did not take an approval; None if it took it."""
    said = device.store.get(REFUSAL.format(index=index))
    return None if said is None else said.decode()


def hear_linked(device: Device, notice: Linked) -> Index:
    """The server says that a companion signed back: show it as linked, and know it as a device.

    In a transaction.

    Raises:
        Refused: the device signature does not hold (LINK-4), or cannot be read.
        NotPossible: this primary did not issue the certificate.
    """
    received, clock = notice.signed_device_identity, device.clock()
    index = device.primary.show_as_linked(received, clock)
    key = device.primary.approved_key(index)
    device.peer.receive_device(device.account, index, key, received, clock)
    return index


def is_shown_as_linked(device: Device, index: Index) -> bool:
    """Whether the companion of an index signed back, as far as this primary saw."""
    shown = device.party.state.shown_linked.at(device.keys.public)
    return any(
        shown(one) for one in device.primary.certificates() if one.certificate_index == index
    )


def _hand(_device: Device, remote: Remote, approval: Approval) -> None:
    remote.approve(approval)


def _done(device: Device, approval: Approval, _: None) -> None:
    confirm(device, approval.signed_list)


def _failed(device: Device, approval: Approval, refusal: ServerRefused) -> None:
    device.store.put(REFUSAL.format(index=approval.device), str(refusal).encode())
    with suppress(NotPossible):  # its owner was faster
        removals_of(device).hear_log_out(Index(approval.device), device.clock())


APPROVAL: Final = Errand(Approval, _hand, _done, _failed)
"""The approval of a companion."""
