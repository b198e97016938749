"""Messages: a submission becomes an envelope in the mailbox of each device, or nothing of it does.

A submission may be handed over again when its receipt was lost. An envelope is the same one if its
sender, message, group, recipient device, kind and content are the same; so a message that is
encrypted anew for a device that could not open it is another one, and arrives.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from sqlalchemy import insert, select

from mdaudit.reference.protocol.device_hash import device_hash
from mdaudit.reference.protocol.envelope import Envelope, Outgoing, Receipt, Submission
from mdaudit.reference.protocol.part import spelled
from mdaudit.reference.server import mailboxes
from mdaudit.reference.server.call import Call
from mdaudit.reference.server.refusal import Refusal
from mdaudit.reference.server.tables import ENVELOPES_SEEN

MOST_ACCOUNTS: Final = 4096
"""Of so many accounts a submission may say which devices they have."""


def submit(call: Call, submission: Submission) -> Receipt:
    """Take a message for all its devices; those that are not there get nothing.

    The receipt names the accounts of such devices, and those whose devices are others than the
    sender thinks.

    Raises:
        Refusal: it is about too many accounts.
    """
    if len(submission.device_hashes) > MOST_ACCOUNTS:
        raise Refusal(413, "too many accounts", f"at most {MOST_ACCOUNTS}")
    mailboxes.forget_expired(call)
    stale = {
        account
        for account, stated in submission.device_hashes.items()
        if _device_hash(call, account) != stated
    }
    for outgoing in submission.envelopes:
        carried = call.voice.carries(call, submission, outgoing)
        if carried and not _deliver(call, submission, outgoing):
            stale.add(outgoing.to.account)
    return Receipt(tuple(sorted(stale)))


def _deliver(call: Call, submission: Submission, outgoing: Outgoing) -> bool:
    """Whether the envelope is in its mailbox, now or since an earlier time."""
    digest = _digest(call, submission, outgoing)
    seen = select(ENVELOPES_SEEN.c.digest).where(ENVELOPES_SEEN.c.digest == digest)
    if call.connection.scalar(seen) is not None:
        return True
    there = mailboxes.put(
        call,
        outgoing.to,
        lambda sequence: Envelope(
            sequence,
            submission.message,
            call.sender,
            outgoing.kind,
            outgoing.content,
            call.now,
            submission.group,
            submission.signed_device_identity,
        ),
    )
    if there:
        row = {"digest": digest, "stored_at": call.now}
        call.connection.execute(insert(ENVELOPES_SEEN).values(row))
    return there


def _digest(call: Call, submission: Submission, outgoing: Outgoing) -> bytes:
    """Tells envelopes apart; JSON, so that no part can run into the next."""
    parts = (call.sender, submission.message, submission.group, outgoing)
    return sha256(spelled(parts)).digest()


def _device_hash(call: Call, account: str) -> str | None:
    """The participant hash of an account's devices; None: there is no such account."""
    devices = call.voice.devices(call, account)
    return device_hash(account, devices) if devices else None
