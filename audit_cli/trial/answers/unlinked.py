"""Why might I have been unlinked?

The server says why when it closes the connection, and no store keeps that. What a store does keep
are causes: linking evidence that does not hold, a main device with another key, keys that serve two
linkings, a synchronisation that never came, a phone that has been silent for long.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mdaudit.audit_cli.inputs.client_store import StoredKey
from mdaudit.audit_cli.redact import date
from mdaudit.audit_cli.trial.answers.answer import DirectAnswer, Point
from mdaudit.audit_cli.trial.answers.asked import Asked

QUESTION: Final = "Why might I have been unlinked?"

SILENCE: Final = 14 * 24 * 3600
"""Seconds without the phone after which companions are logged out. Source: the help centre."""

EVIDENCE: Final = frozenset({"WIRE-1", "WIRE-2", "LINK-2", "DEV-1", "DEV-2", "DEV-4", "DEV-5"})
"""Rules about the own linking evidence."""

REUSE: Final = frozenset({"LINK-6", "LINK-8", "DEV-7"})
"""Rules about keys that serve one linking only."""

CANNOT_TELL: Final = (
    "The server's reason is not in the store; it comes with the end of the connection.",
    "Whether the main device's newest signed list names this client is not in the store.",
    "That somebody removed this client on the phone leaves no trace in the store.",
)


def why_unlinked(asked: Asked) -> DirectAnswer:
    """The causes that the store shows, the weightiest first."""
    if asked.store.own.device == 0:
        sentence = "This is a main device, which nobody links or unlinks."
        return asked.answer(QUESTION, sentence, (), CANNOT_TELL[:1])
    causes = [
        *_broken(asked, EVIDENCE, "peers refuse this client, as its linking evidence fails"),
        *_another_primary(asked),
        *_broken(asked, REUSE, "a key serves two linkings, and one ends the other"),
        *_unfinished(asked),
        *_silent(asked),
    ]
    sentence = f"Probably: {causes[0].words}." if causes else "Nothing in the store explains it."
    return asked.answer(QUESTION, sentence, causes, CANNOT_TELL)


def _broken(asked: Asked, rules: frozenset[str], meaning: str) -> Iterator[Point]:
    """What the rules found wrong with the own linking."""
    own = asked.places.shown(asked.store.own.pointer)
    found = [
        entry
        for entry in asked.failed
        if entry.rule in rules and own in {entry.occasion.pointer, *entry.occasion.also}
    ]
    if found:
        names = ", ".join(dict.fromkeys(entry.rule for entry in found))
        places = (p for entry in found for p in (entry.occasion.pointer, *entry.occasion.also))
        yield asked.point(f"{meaning} ({names})", places)


def _another_primary(asked: Asked) -> Iterator[Point]:
    own = asked.store.own
    kept: tuple[StoredKey, ...] = (*asked.store.identities, *asked.store.open_sessions())
    places = [
        stored.pointer
        for stored in kept
        if (stored.account, stored.device) == (own.account, 0)
        and own.primary_key is not None
        and stored.key != own.primary_key
    ]
    if places:
        words = (
            "the account's main device has another key than the one that linked this client, as "
            "after an installation anew, which removes every companion"
        )
        yield asked.point(words, [*places, own.pointer])


def _unfinished(asked: Asked) -> Iterator[Point]:
    store = asked.store
    if not store.app_state_keys:
        words = "the main device has shared no app-state key: the first synchronisation never ended"
        yield asked.point(words)
    main = (store.own.account, 0)
    if all((session.account, session.device) != main for session in store.open_sessions()):
        yield asked.point("there is no open session with the account's own main device")


def _silent(asked: Asked) -> Iterator[Point]:
    main = (asked.store.own.account, 0)
    sessions = [s for s in asked.store.sessions if (s.account, s.device) == main and s.used]
    used = max((session.used or 0 for session in sessions), default=None)
    if used is not None and asked.clock - used > SILENCE:
        words = (
            f"nothing has come from or gone to the own main device since {date(used)}, and without "
            "the phone companions are logged out after 14 days"
        )
        yield asked.point(words, (session.pointer for session in sessions))
