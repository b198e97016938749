"""What can wait in the outbox, and what the server's answer to it means."""

from __future__ import annotations

from typing import Final

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.linking.adopting import COMPLETION
from mdaudit.reference.client.linking.approving import APPROVAL
from mdaudit.reference.client.lists.publishing import PUBLICATION
from mdaudit.reference.client.messages.conversation import tell
from mdaudit.reference.client.messages.resending import want_backfill
from mdaudit.reference.client.outbox import Errand, Errands, table
from mdaudit.reference.client.registering import REGISTRATION
from mdaudit.reference.client.remote import Remote, ServerRefused
from mdaudit.reference.parties.listener import Listener
from mdaudit.reference.protocol.envelope import Receipt, Submission
from mdaudit.reference.protocol.prekeys import PreKeyCount, PreKeys
from mdaudit.spec.sorts import Account


def _submit(_device: Device, remote: Remote, submission: Submission) -> Receipt:
    return remote.submit(submission)


def _submitted(device: Device, submission: Submission, receipt: Receipt) -> None:
    """The server has the message; accounts that it calls stale are a reason to ask."""
    for account in receipt.stale:
        Listener(device.name, device.party).report_hash(Account(account), device.clock())
        if submission.group is None:
            want_backfill(device, submission.message, account)


def _not_submitted(device: Device, submission: Submission, refusal: ServerRefused) -> None:
    for account in {one.to.account for one in submission.envelopes} - {device.account}:
        tell(device, account, f"message {submission.message} was not taken: {refusal}")


def _upload(_device: Device, remote: Remote, keys: PreKeys) -> PreKeyCount:
    return remote.upload(keys)


def _nothing_to_do(_device: Device, _request: object, _answer: object) -> None:
    """The answer means nothing for this device."""


ERRANDS: Final[Errands] = table(
    Errand(Submission, _submit, _submitted, _not_submitted),
    Errand(PreKeys, _upload, _nothing_to_do, _nothing_to_do),
    REGISTRATION,
    PUBLICATION,
    APPROVAL,
    COMPLETION,
)
"""All of them."""
