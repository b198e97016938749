"""Notices: what the server has to tell a device waits in its mailbox, like a message."""

from __future__ import annotations

from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.envelope import Told
from mdaudit.reference.protocol.notice import Notice
from mdaudit.reference.server import mailboxes
from mdaudit.reference.server.call import Call


def tell(call: Call, to: Address, notice: Notice) -> None:
    """Tell a device something; one that is not there is not told."""
    mailboxes.put(call, to, lambda sequence: Told(sequence, notice))
