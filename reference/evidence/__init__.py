"""What a client saw, as evidence for `mdaudit check`: the format ``mdaudit-evidence/1``.

Everything is taken from the event log. A device's number on the wire is its key index here, and a
sender key is numbered by the first bytes of its name.

Reading order: `recorded` (the log), `accounts`, `messages`, `received`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mdaudit.reference.evidence.accounts import account_names, evidence_about
from mdaudit.reference.evidence.messages import messages
from mdaudit.reference.evidence.received import app_state_keys, received, sender_keys
from mdaudit.reference.evidence.recorded import NoClientError, Recorded
from mdaudit.reference.parties.log import Event

__all__ = ["NoClientError", "evidence_of"]


def evidence_of(log: Sequence[Event]) -> dict[str, Any]:
    """The evidence of one client, complete up to the last step in its log.

    Raises:
        NoClientError: the log is of a device that never became part of an account.
    """
    recorded = Recorded(log)
    return {
        "format": "mdaudit-evidence/1",
        "collected_at": recorded.until,
        "observers": [recorded.client],
        "accounts": [evidence_about(recorded, name) for name in account_names(recorded)],
        "messages_complete": True,
        "messages": messages(recorded),
        "received": received(recorded),
        "sender_keys": sender_keys(recorded),
        "app_state": {"keys": app_state_keys(recorded)},
    }
