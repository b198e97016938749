"""What evidence says that happened, beyond what its replay puts into words.

The replay has an event for whatever a rule is about. A reader wants to see the rest as well: a
notice that was ignored, a removal that was asked for, a sender key that was deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from msgspec import UNSET

from mdaudit.audit_cli.event_kinds import EventKind
from mdaudit.audit_cli.inputs.evidence import (
    Account,
    Address,
    Evidence,
    Linking,
    Notice,
    Removal,
    SenderKey,
    Verified,
)
from mdaudit.audit_cli.redact import Names, date, key

NOTICES: Final = {
    "add": "unsigned notice of the server: {device} was added",
    "remove": "unsigned notice of the server: {device} was removed",
    "update": "unsigned notice of the server: the device list changed",
}
"""What a notice says, by its kind."""

EFFECTS: Final = {
    "ignored": "ignored",
    "queried": "list asked for",
    "removed": "device dropped",
    "added": "device added",
}
"""What a client did with a notice."""

MADE: Final = {"in": "came", "out": "was made"}
"""How a client got a sender key, by its direction."""

Concerns = Callable[[str, str], bool]
"""Whether a finding at a pointer is about an account."""


@dataclass(frozen=True)
class Happening:
    """Something that happened, before anybody asks what the client held then."""

    at: int
    kind: EventKind
    client: str
    account: str
    """In whose timeline it stands."""
    pointer: str
    """JSON Pointer into the evidence. What a rule is about has the pointer of its finding."""
    words: str
    """In words. If it has a message or a device: with ``{message}`` and ``{device}`` in them."""
    outcome: str = ""
    message: str = ""
    """The id of the message that the words are about."""
    device: Address | None = None
    """The device that the words are about."""
    index: int | None = None
    """The key index, where it is known without looking the device up."""

    def told(self, names: Names) -> str:
        """The words. Whatever they name gets its number now, so ask only where they are shown."""
        if self.device is None:
            return self.words
        of = names.account(self.device.account)
        device = f"device {self.device.device} of {of}"
        return self.words.format(message=names.message(self.message), device=device)


class Happenings:
    """What happened to accounts and keys, in the order of the evidence.

    What the evidence gives to no observer is told as all of them saw it, or else as the first one.
    """

    def __init__(self, evidence: Evidence, concerns: Concerns) -> None:
        self.evidence = evidence
        self.concerns = concerns
        self.first, *_ = self.observers = evidence.everybody()

    def all(self) -> Iterator[Happening]:
        """All of it."""
        for n, account in enumerate(self.evidence.accounts):
            at = f"/accounts/{n}"
            for observer in self.observers:
                yield from self._said(observer, account, at)
                yield from self._collected(observer, account, f"{at}/lists")
            for m, removal in enumerate(account.removals or ()):
                yield from self._removal(account, removal, f"{at}/removals/{m}")
            for m, linking in enumerate(account.linking or ()):
                yield from self._linking_end(account, linking, f"{at}/linking/{m}")
            yield from self._app_state_keys(account)
        for n, part in enumerate(self.evidence.sender_keys or ()):
            yield from self._sender_key(part, f"/sender_keys/{n}")

    def _said(self, observer: str, account: Account, at: str) -> Iterator[Happening]:
        """What a user and the server said of an account."""
        for clock, there, words in _by_the_user(account, at):
            yield Happening(clock, EventKind.COMPARISON, observer, account.account, there, words)
        for n, notice in enumerate(account.notices or ()):
            yield _notice(observer, account.account, notice, f"{at}/notices/{n}")
            yield from _answer(observer, account.account, notice, f"{at}/notices/{n}/answered_at")

    def _collected(self, observer: str, account: Account, at: str) -> Iterator[Happening]:
        """The end of the evidence, where something was found about the list held then."""
        clock, name = self.evidence.collected_at, account.account
        if clock is not UNSET and self.concerns(at, name):
            words = "the evidence was collected"
            yield Happening(clock, EventKind.COLLECTION, observer, name, at, words)

    def _removal(self, account: Account, part: Removal, at: str) -> Iterator[Happening]:
        name, index, asked = account.account, part.key_index, f"{at}/requested_at"
        words = f"the user asked to remove index {index}"
        yield Happening(
            part.requested_at, EventKind.REMOVAL, self.first, name, asked, words, index=index
        )
        if isinstance(part.shown_done_at, int):
            done, signed = part.shown_done_at, part.list_timestamp
            by = f", by the list of {date(signed)}" if isinstance(signed, int) else ""
            words = f"the user was shown that index {index} is removed{by}"
            yield Happening(done, EventKind.REMOVAL_SHOWN, self.first, name, at, words, index=index)

    def _linking_end(self, account: Account, part: Linking, at: str) -> Iterator[Happening]:
        ended, words = part.attempt_closed_at, "the attempt to link was over"
        if isinstance(ended, int):
            there, name = f"{at}/attempt_closed_at", account.account
            yield Happening(ended, EventKind.LINKING_END, self.first, name, there, words)

    def _app_state_keys(self, account: Account) -> Iterator[Happening]:
        keys = self.evidence.app_state and self.evidence.app_state.keys
        for n, made in enumerate((account.own and keys) or ()):
            at, words = f"/app_state/keys/{n}", f"key for app state, of epoch {made.epoch}"
            yield Happening(
                made.created_at, EventKind.APP_STATE_KEY, self.first, account.account, at, words
            )

    def _sender_key(self, part: SenderKey, at: str) -> Iterator[Happening]:
        of = Address(account=part.account, device=part.device)
        steps = [(part.created_at, EventKind.SENDER_KEY, at, MADE[part.direction])]
        if isinstance(part.deleted_at, int):
            there = f"{at}/deleted_at"
            steps.append((part.deleted_at, EventKind.SENDER_KEY_END, there, "was deleted"))
        for when, kind, where, verb in steps:
            words = f"the sender key {part.id} of {{device}} {verb}"
            yield Happening(when, kind, self.first, part.account, where, words, device=of)


def _by_the_user(account: Account, at: str) -> Iterator[tuple[int, str, str]]:
    """What the user did about the account's identity: when, where that stands, and in words."""
    mark = account.verified
    marked = mark.at if isinstance(mark, Verified) else None
    if isinstance(mark, Verified):
        words = f"the user compared the security code of {key(mark.primary_key)}"
        yield mark.at, f"{at}/verified", words
    for n, clock in enumerate(account.comparisons or ()):
        if clock != marked:
            yield clock, f"{at}/comparisons/{n}", "the user compared the security code"
    for n, clock in enumerate(account.confirmations or ()):
        yield clock, f"{at}/confirmations/{n}", "the user went on after a change of identity"


def _answer(observer: str, account: str, part: Notice, at: str) -> Iterator[Happening]:
    """The answer to the question that a notice made the client ask."""
    if isinstance(part.answered_at, int):
        words = "the list was asked for because of an unsigned notice"
        yield Happening(part.answered_at, EventKind.NOTICE, observer, account, at, words)


def _notice(observer: str, account: str, part: Notice, at: str) -> Happening:
    words = NOTICES[part.kind]
    outcome = "" if part.effect is UNSET else EFFECTS[part.effect]
    kind, when = EventKind.NOTICE, part.received_at
    if part.device is UNSET:
        words = words.format(device="a device")
        return Happening(when, kind, observer, account, at, words, outcome)
    of = Address(account=account, device=part.device)
    return Happening(when, kind, observer, account, at, words, outcome, device=of)
