"""A primary takes a companion in: the whole way, up to the signature that comes back."""

from __future__ import annotations

from mdaudit.reference.client.connecting import remote_of
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.handing_over import hand_everything_over, settle
from mdaudit.reference.client.linking.approving import (
    approve,
    hear_linked,
    is_shown_as_linked,
    why_not_taken,
)
from mdaudit.reference.client.linking.failures import LinkingEndedError
from mdaudit.reference.client.linking.typing_code import TypedCode
from mdaudit.reference.client.linking.waiting import newest_wish, next_notice
from mdaudit.reference.client.lists.removing import sign_removals
from mdaudit.reference.client.remote import Mailbox, Remote
from mdaudit.reference.protocol.notice import CodeFinished, Linked
from mdaudit.reference.signed.linking_code import LinkingCode
from mdaudit.spec.objects.qr_code import QrCode
from mdaudit.spec.sorts import Index

AGAIN = "begin again with a new code"


def take_in_by_picture(device: Device, code: QrCode, seconds: float) -> Index:
    """Approve the companion whose code was seen, and wait so long for it to sign back.

    Returns the index that it got; `is_shown_as_linked` says whether it signed back in time.

    Raises:
        Refused: there are four companions (LINK-5), the clock stands still (OWN-1), or what came
            back is forged (LINK-4).
        LinkingEndedError: the server does not take the approval; the companion is off the list.
        ServerError: the server could not be asked; the approval waits.
    """
    with remote_of(device) as remote:
        seen = LinkingCode(code.identity_key, code.secret)
        index = _approve(device, remote, code.reference, seen)
        with remote.mailbox() as mailbox:
            _wait_until_linked(device, mailbox, index, seconds)
        settle(device, remote)
        return index


def take_in_by_code(device: Device, typed: str, seconds: float) -> Index:
    """Approve the companion that shows these eight characters; the rest is as with a picture.

    Raises:
        Refused: as with a picture; or the code was used, or its keys differ (LINK-7).
        Malformed: the characters are no code.
        LinkingEndedError: no companion asks, or it shows other characters.
        ServerError: the server could not be asked.
    """
    with remote_of(device) as remote, remote.mailbox() as mailbox:
        wish = newest_wish(device, mailbox, seconds)
        if wish is None:
            raise LinkingEndedError("a companion that shows a code", "none in time", AGAIN)
        side = TypedCode(device, typed, wish)
        side.answer(remote)
        code = _opened(side, mailbox, seconds)
        index = _approve(device, remote, side.reference, code)
        _wait_until_linked(device, mailbox, index, seconds)
        settle(device, remote)
        return index


def _opened(side: TypedCode, mailbox: Mailbox, seconds: float) -> LinkingCode:
    """What the companion's last word says."""
    found = next_notice(
        mailbox, CodeFinished, lambda notice: notice.reference == side.reference, seconds
    )
    if found is None:
        raise LinkingEndedError("the companion's last word", "none in time", AGAIN)
    finished, number = found
    mailbox.acknowledge(number)
    return side.open(finished)


def _approve(device: Device, remote: Remote, reference: str, code: LinkingCode) -> Index:
    """Approve, and have the server take it; else the companion is taken off the list again."""
    index = approve(device, reference, code)
    hand_everything_over(device, remote)
    reason = why_not_taken(device, index)
    if reason is not None:
        sign_removals(device)
        hand_everything_over(device, remote)
        raise LinkingEndedError("a server that takes the approval", reason, AGAIN)
    return index


def _wait_until_linked(device: Device, mailbox: Mailbox, index: Index, seconds: float) -> None:
    if is_shown_as_linked(device, index):
        return
    found = next_notice(mailbox, Linked, lambda notice: notice.device == index, seconds)
    if found is not None:
        notice, number = found
        with device.transaction():
            hear_linked(device, notice)
        mailbox.acknowledge(number)
