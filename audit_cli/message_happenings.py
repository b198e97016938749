"""What evidence says of messages, for a timeline.

They are too many to tell all. An ordinary message stands in a timeline where something was found
about it; what is rare, as a copy that was asked for again or a bundle of history, always does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import UNSET

from mdaudit.audit_cli.event_kinds import EventKind
from mdaudit.audit_cli.happenings import Concerns, Happening
from mdaudit.audit_cli.inputs.evidence import (
    Address,
    Copy,
    Evidence,
    ReceivedMessage,
    SentMessage,
)

SENDINGS: Final = {
    "sent": "{message} was sent by {device}",
    "refused": "{message} was not sent by {device}: it was refused there",
}
"""What became of a message, by its outcome."""

COPIES: Final = {
    "message": "{message} to {device}",
    "device_sent": "{message} to {device}, for what the user's other devices show",
    "sender_key": "the group's sender key to {device}, with {message}",
    "retry": "{message} once more to {device}, which asked again",
    "backfill": "{message} afterwards to {device}, which had been missed",
}
"""What a copy is, by its kind."""

ARRIVALS: Final = {
    "message": "{message} from {device}",
    "device_sent": "{message} from {device}, a copy of what the user wrote there",
    "history": "a bundle of history from {device}, in {message}",
    "app_state": "a change of app state from {device}, in {message}",
    "key_share": "keys for app state from {device}, in {message}",
}
"""What came, by its kind."""

OUTCOMES: Final = {
    "message": ("shown", "not shown"),
    "device_sent": ("shown", "not shown"),
    "history": ("taken", "not taken"),
    "app_state": ("taken", "not taken"),
    "key_share": ("taken", "not taken"),
}
"""What a client did with what came, and what it is called if it did not."""

ORDINARY: Final = frozenset({"message", "device_sent"})
"""The kinds of which there are too many."""


class MessageHappenings:
    """What happened to messages, in the order of the evidence."""

    def __init__(self, evidence: Evidence, concerns: Concerns) -> None:
        self.evidence = evidence
        self.concerns = concerns
        self.own = tuple(account.account for account in evidence.accounts if account.own)

    def all(self) -> Iterator[Happening]:
        """All of it."""
        for n, sent in enumerate(self.evidence.messages or ()):
            yield from self._sent(sent, f"/messages/{n}")
        for n, came in enumerate(self.evidence.received or ()):
            yield from self._received(came, f"/received/{n}")

    def _sent(self, sent: SentMessage, at: str) -> Iterator[Happening]:
        client, parties = self.evidence.observer_of(sent), _parties(sent)
        for account in self._concerned(at, parties):
            yield Happening(
                sent.sent_at,
                EventKind.SENT,
                client,
                account,
                at,
                SENDINGS[sent.outcome],
                message=sent.id,
                device=sent.from_,
            )
        for n, copy in enumerate(sent.copies):
            yield from self._copy(sent, copy, f"{at}/copies/{n}", parties)

    def _copy(
        self, sent: SentMessage, copy: Copy, at: str, parties: Iterable[str]
    ) -> Iterator[Happening]:
        kind = "message" if copy.kind is UNSET else copy.kind
        for account in self._told(kind, at, (copy.account, *parties)):
            yield Happening(
                copy.at,
                EventKind.COPY,
                self.evidence.observer_of(sent),
                account,
                at,
                COPIES[kind],
                message=sent.id,
                device=Address(account=copy.account, device=copy.device),
            )

    def _received(self, came: ReceivedMessage, at: str) -> Iterator[Happening]:
        kind = "message" if came.kind is UNSET else came.kind
        for account in self._told(kind, at, (came.from_.account, *self.own)):
            yield Happening(
                came.at,
                EventKind.RECEIVED,
                self.evidence.observer_of(came),
                account,
                at,
                ARRIVALS[kind],
                "" if came.shown is UNSET else OUTCOMES[kind][not came.shown],
                came.id,
                came.from_,
            )

    def _told(self, kind: str, at: str, accounts: tuple[str, ...]) -> Iterator[str]:
        """In whose timelines it stands: what is rare, at least in that of the first."""
        rare = accounts[:1] if kind not in ORDINARY else ()
        yield from dict.fromkeys((*rare, *self._concerned(at, accounts)))

    def _concerned(self, at: str, accounts: Iterable[str]) -> Iterator[str]:
        """The accounts about which something was found at a pointer."""
        return (name for name in dict.fromkeys(accounts) if self.concerns(at, name))


def _parties(sent: SentMessage) -> tuple[str, ...]:
    """Between whom a message was sent."""
    if sent.to is not UNSET:
        return sent.from_.account, sent.to
    members = () if sent.group is UNSET else sent.group.members
    return sent.from_.account, *members
