"""Which companions are stale in here?

A companion is stale if something of it is left that no longer serves: the server does not name it
any more, its session is archived or was never taken up, or nothing has gone through the session for
longer than a device list may be used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from mdaudit.audit_cli.inputs.client_store import Stored, StoredIdentity, StoredSession
from mdaudit.audit_cli.redact import date
from mdaudit.audit_cli.trial.answers.answer import DirectAnswer
from mdaudit.audit_cli.trial.answers.asked import Asked, enumerated

QUESTION: Final = "Which companions are stale in here?"

UNSIGNED: Final = (
    "The device lists in the store are the server's unsigned word. Whether an owner removed a "
    "companion is in a list that the main device signed, and the store has no place for one."
)
NO_LISTS: Final = (
    "The store has no list of an account's devices, signed or not: whether a companion is still "
    "linked is not in it."
)
NO_TIMES: Final = "The store has no times: when a session was made or last used is not in it."


@dataclass
class _Companion:
    """Everything in the store about one companion."""

    account: str
    device: int
    sessions: list[StoredSession] = field(default_factory=list)
    others: list[Stored] = field(default_factory=list)
    """Its identity key, its sender keys, and what it was given."""

    @property
    def pointers(self) -> list[str]:
        """Where it stands."""
        return [stored.pointer for stored in (*self.sessions, *self.others)]


def which_are_stale(asked: Asked) -> DirectAnswer:
    """The companions that look stale, each with every reason."""
    companions = _companions(asked)
    reasons = {key: list(_reasons(asked, one)) for key, one in companions.items()}
    stale = [key for key in companions if reasons[key]]
    points = (
        asked.point(
            f"{asked.device(*key)}: {'; '.join(words for words, _ in reasons[key])}",
            [*(place for _, places in reasons[key] for place in places), *companions[key].pointers],
        )
        for key in stale
    )
    limits = [NO_LISTS, NO_TIMES] if asked.store.named is None else [UNSIGNED]
    words = [asked.device(*key) for key in stale]
    return asked.answer(QUESTION, _sentence(words, len(companions)), points, limits)


def _sentence(stale: list[str], companions: int) -> str:
    if not companions:
        return "There are no companions in here but the client itself."
    if not stale:
        return f"None, as far as the store shows, of {companions}."
    return f"{len(stale)} of {companions}: {enumerated(stale)}."


def _companions(asked: Asked) -> dict[tuple[str, int], _Companion]:
    store, found = asked.store, dict[tuple[str, int], _Companion]()
    own = (store.own.account, store.own.device)
    for stored in (*store.sessions, *store.identities, *store.sender_keys, *store.shares):
        key = (stored.account, stored.device)
        if stored.device != 0 and key != own:
            companion = found.setdefault(key, _Companion(*key))
            if isinstance(stored, StoredSession):
                companion.sessions.append(stored)
            else:
                companion.others.append(stored)
    return found


def _reasons(asked: Asked, one: _Companion) -> Iterator[tuple[str, list[str]]]:
    """Why it looks stale, and where that stands beyond its own places."""
    named = asked.store.named_devices(one.account)
    if named is not None and one.device not in named.devices:
        yield "the account's device list does not name it", [named.pointer]
    in_use = [session for session in one.sessions if session.is_open]
    if not one.sessions:
        yield "there is no session with it", []
    elif not in_use:
        yield "its sessions are archived, and none is open", []
    if any(not session.answered for session in in_use):
        yield "it has never answered in the open session", []
    identities = {s.key for s in one.others if isinstance(s, StoredIdentity)}
    if identities and any(session.key not in identities for session in in_use):
        yield "its session is with another key than the one held for it", []
    used = max((session.used for session in one.sessions if session.used), default=None)
    if used is not None and asked.clock - used >= asked.lifetime:
        yield f"its session was last used at {date(used)}", []
