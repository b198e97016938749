"""What the server tells a primary of its companions. None of it is believed without a signature."""

from __future__ import annotations

from contextlib import suppress

from mdaudit.reference.client.app_state.replaying import catch_up_or_tell
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.linking.approving import hear_linked
from mdaudit.reference.client.linking.typing_code import keep_wish
from mdaudit.reference.client.lists.removing import hear_log_out, sign_removals
from mdaudit.reference.client.messages.conversation import tell_refusal
from mdaudit.reference.client.remote import Remote
from mdaudit.reference.protocol.notice import CodeWanted, Linked, LoggedOut
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.sorts import Index


def linked(device: Device, _remote: Remote, notice: Linked) -> None:
    """A companion is said to have signed back; if it did not, the owner is told."""
    with suppress(NotPossible), device.transaction():
        try:
            hear_linked(device, notice)
        except Refused as refused:
            what = f"device {notice.device} was refused as linked"
            tell_refusal(device, device.account, what, refused)


def logged_out(device: Device, remote: Remote, notice: LoggedOut) -> None:
    """A companion is said to have logged out: it goes, or that it has to go is remembered.

    What it set for all devices before that counts.

    Raises:
        ServerError: the server could not be asked.
    """
    catch_up_or_tell(device, remote)
    with suppress(NotPossible), device.transaction():
        hear_log_out(device, Index(notice.device))
    with suppress(Refused):
        sign_removals(device)


def code_wanted(device: Device, _remote: Remote, notice: CodeWanted) -> None:
    """A companion is said to show eight characters: its owner will type them, or nobody."""
    with device.transaction():
        keep_wish(device, notice)
