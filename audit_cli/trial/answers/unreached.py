"""Whose main device will not get my messages?

A message goes to each device for itself. Where there are sessions with an account's companions and
none with its main device, or the store's device list leaves the main device out, a client that
fans out by what it holds leaves the main device out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from mdaudit.audit_cli.inputs.client_store import StoredIdentity, StoredSession
from mdaudit.audit_cli.trial.answers.answer import DirectAnswer, Point
from mdaudit.audit_cli.trial.answers.asked import Asked, enumerated

QUESTION: Final = "Whose main device will not get my messages?"

ON_DEMAND: Final = (
    "A client makes a missing session when it next sends, if the server hands out keys for the "
    "device; whether it will is not in the store."
)
DELIVERY: Final = "Whether a message arrived, or was read, is not in the store."

Reason = tuple[str, list[str]]
"""Why, in words, and where that stands."""


def whom_messages_miss(asked: Asked) -> DirectAnswer:
    """The accounts whose main device is left out, or may be, each with the reasons."""
    open_sessions: dict[str, list[StoredSession]] = {}
    for session in asked.store.open_sessions():
        open_sessions.setdefault(session.account, []).append(session)
    identities: dict[str, list[StoredIdentity]] = {}
    for identity in asked.store.identities:
        if identity.device == 0:
            identities.setdefault(identity.name, []).append(identity)
    others = (*open_sessions, *(asked.store.named or {}))
    accounts = [name for name in dict.fromkeys(others) if name != asked.store.own.account]
    reasons = {
        account: list(_reasons(asked, account, open_sessions.get(account, []), identities))
        for account in accounts
    }
    missed = [account for account in accounts if reasons[account]]
    words = [asked.places.names.account(account) for account in missed]
    return asked.answer(
        QUESTION,
        _sentence(words, len(accounts)),
        [_point(asked, account, reasons[account]) for account in missed],
        [ON_DEMAND, DELIVERY],
    )


def _sentence(missed: list[str], accounts: int) -> str:
    if not accounts:
        return "There is nobody else in here."
    if not missed:
        return f"Nobody's, as far as the store shows, of {accounts}."
    return f"Those of {len(missed)} of {accounts} may not: {enumerated(missed)}."


def _point(asked: Asked, account: str, reasons: list[Reason]) -> Point:
    words = "; ".join(words for words, _ in reasons)
    places = [place for _, found in reasons for place in found]
    return asked.point(f"{asked.device(account, 0)}: {words}", places)


def _reasons(
    asked: Asked,
    account: str,
    sessions: list[StoredSession],
    identities: Mapping[str, list[StoredIdentity]],
) -> Iterator[Reason]:
    named = asked.store.named_devices(account)
    if named is not None and 0 not in named.devices:
        yield "the account's device list does not name it", [named.pointer]
    main = [session for session in sessions if session.device == 0]
    if sessions and not main:
        places = [session.pointer for session in sessions]
        yield "open sessions are with companions only", places
    for session in main:
        if not session.answered:
            yield "it has never answered in the open session", [session.pointer]
        held = identities.get(session.name, ())
        if any(identity.key != session.key for identity in held):
            places = [session.pointer, *(identity.pointer for identity in held)]
            yield "the open session is with another key than the one held for it", places
