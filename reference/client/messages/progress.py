"""How far a text is that was sent: who has a copy by now, and what still waits.

The server's answer can name an account whose devices are others than were served. What is sent to
those afterwards (FAN-6) belongs to the same message.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.pairwise import Partner
from mdaudit.reference.client.messages.resending import is_backfill_wanted
from mdaudit.reference.client.messages.sending import SentText
from mdaudit.reference.client.messages.sent import sent_message
from mdaudit.reference.client.messages.submitting import waits
from mdaudit.spec.sorts import Account, IdentityKey, Index


@dataclass(frozen=True)
class Progress:
    """A text, after the server was asked to take it."""

    sent: SentText
    """Whom it was encrypted for by now, and whom not."""
    waits: bool
    """Whether a copy waits for the server."""
    more: bool
    """Whether the server knows of devices that may get a copy later."""


def progress_of(device: Device, sent: SentText) -> Progress:
    """How far a text is now."""
    more = is_backfill_wanted(device, sent.message)
    return Progress(_as_it_went(device, sent), waits(device, sent.message), more)


def _as_it_went(device: Device, sent: SentText) -> SentText:
    """The text with each copy that followed, and without those as reasons to be left out."""
    kept = sent_message(device, sent.message)
    if kept is None:
        return sent
    served = {(account, index) for account, index, _ in kept.served}
    return replace(
        sent,
        copies=tuple(
            Partner(Account(account), Index(index), IdentityKey(key))
            for account, index, key in kept.served
        ),
        left_out=tuple(one for one in sent.left_out if (one.account, one.index) not in served),
        unreached=tuple(
            one for one in sent.unreached if (one.partner.account, one.partner.index) not in served
        ),
    )
