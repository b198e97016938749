"""Sessions as they are stored: small messages, of which two fields are read.

Source: the storage messages of the session library; its ports agree on the numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mdaudit.audit_cli.inputs.client_store import raw_key
from mdaudit.audit_cli.inputs.evidence import Key
from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.layout import Field, Kind, Layout
from mdaudit.spec.objects.wire import read_message

REMOTE_IDENTITY: Final = Field(3, "remoteIdentityPublic", Kind.BYTES)
PENDING_PRE_KEY: Final = Field(9, "pendingPreKey", Kind.BYTES)
SESSION: Final = Layout("SessionStructure", (REMOTE_IDENTITY, PENDING_PRE_KEY), signed=False)
"""One session; keys and chains are passed over."""

CURRENT: Final = Field(1, "currentSession", Kind.BYTES)
PREVIOUS: Final = Field(2, "previousSessions", Kind.REPEATED_BYTES)
RECORD: Final = Layout("RecordStructure", (CURRENT, PREVIOUS), signed=False)
"""The session in use with a device, and archived ones."""


@dataclass(frozen=True)
class RecordedSession:
    """One session of a record."""

    key: Key
    """The other side's identity key."""
    is_open: bool
    """It is the one in use."""
    answered: bool
    """The other side has answered."""


def recorded_sessions(record: bytes) -> Iterator[RecordedSession]:
    """The sessions of a record, the one in use first; a session without a key was never made.

    Raises:
        ValueError: it is no record.
    """
    try:
        decoded = read_message(RECORD, record)
        current = decoded.optional_octets(CURRENT)
        kept = [(True, current), *((False, previous) for previous in decoded.all_octets(PREVIOUS))]
        sessions = [(in_use, read_message(SESSION, octets)) for in_use, octets in kept if octets]
    except Malformed as problem:
        raise ValueError(str(problem)) from None
    for in_use, session in sessions:
        key = session.optional_octets(REMOTE_IDENTITY)
        if key:
            answered = session.optional_octets(PENDING_PRE_KEY) is None
            yield RecordedSession(raw_key(key), in_use, answered)
