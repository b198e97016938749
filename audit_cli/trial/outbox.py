"""What the observers' own account sent, and whom it gave its sender keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from msgspec import UNSET, UnsetType

from mdaudit.audit_cli.inputs.evidence import Copy, Evidence, ReceivedMessage, SentMessage
from mdaudit.audit_cli.redact import Names
from mdaudit.audit_cli.trial.messages import NOBODY
from mdaudit.audit_cli.trial.sender_keys import Circle
from mdaudit.spec.logic import Missing
from mdaudit.spec.sorts import Account, Client, Group

LATER: Final = frozenset({"retry", "backfill"})
"""The kinds of copies that are made after the first sending."""

SENDER_KEY: Final = "sender_key"
"""The kind of a copy that gives the group's sender key to a device."""

UNKNOWN_OBSERVER: Final = "which device of its account the observer is"
"""What has to be known where a rule is about the client itself."""

OwnSenderKey = tuple[str, int, str, int]
"""A sender key of the own account: the observer, the number of the device, group and id."""


@dataclass(frozen=True)
class Outgoing:
    """A message of the observer's own account, and where it stands."""

    message: SentMessage
    at: str
    """JSON Pointer into the document."""

    @property
    def circle(self) -> Circle:
        """The group that it went to."""
        group = self.message.group
        if group is UNSET:
            return Circle(Group(""), ())
        return Circle(Group(group.id), tuple(map(Account, group.members)))

    @property
    def gives_keys(self) -> bool:
        """Whether it went to a group under a sender key."""
        group = self.message.group
        given = any(copy.kind == SENDER_KEY for copy in self.message.copies)
        return group is not UNSET and (given or group.sender_key_id is not UNSET)

    def recipient(self, copy: Copy) -> Account:
        """Whom a copy is meant for: in a group, the member; a stranger to it is nobody's."""
        if self.message.to is not UNSET:
            return Account(self.message.to)
        return Account(copy.account) if copy.account in self.circle.members else NOBODY

    @property
    def to(self) -> Account:
        """The account that it was for; nobody, if that was a group."""
        return NOBODY if self.message.to is UNSET else Account(self.message.to)

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The accounts whose devices it was for: the recipient's or the members', and the own."""
        others = self.circle.members if self.message.to is UNSET else (self.to,)
        return tuple(dict.fromkeys((*others, Account(self.message.from_.account))))

    def copies(self) -> Iterator[tuple[Copy, str]]:
        """Each copy, and where it stands."""
        for n, copy in enumerate(self.message.copies):
            yield copy, f"{self.at}/copies/{n}"


class Outbox:
    """The messages of one document that the observers' own account sent."""

    def __init__(self, evidence: Evidence, own: str | None) -> None:
        self.evidence = evidence
        messages = enumerate(evidence.messages or ())
        self.own = [Outgoing(m, f"/messages/{n}") for n, m in messages if m.from_.account == own]

    def observer_number(self, client: Client) -> int | Missing:
        """The number of the only device of its account from which the client wrote."""
        numbers = self._numbers.get(client, set())
        return min(numbers) if len(numbers) == 1 else Missing(UNKNOWN_OBSERVER)

    def wrote_from_several(self, client: Client) -> bool:
        """Whether messages are of several devices, of which the observer can be only one."""
        return len(self._numbers.get(client, ())) > 1

    @cached_property
    def _numbers(self) -> dict[Client, set[int]]:
        """The devices of the own account from which each client wrote."""
        numbers: dict[Client, set[int]] = {}
        for sent in self.own:
            client = self.client_of(sent.message)
            numbers.setdefault(client, set()).add(sent.message.from_.device)
        observers = self.evidence.everybody()
        if len(observers) == 1:
            keys = self.evidence.sender_keys or ()
            made = {each.device for each in keys if each.direction == "out"}
            numbers.setdefault(Client(observers[0]), set()).update(made)
        return numbers

    def client_of(self, message: SentMessage | ReceivedMessage) -> Client:
        """The observer of a message."""
        return Client(self.evidence.observer_of(message))

    def given(self, sent: Outgoing) -> Iterator[tuple[Outgoing, Copy, str]]:
        """Each device once that was given the key of a group message by then."""
        known = set()
        for other in self._under_the_same_key(sent):
            for copy, at in other.copies():
                holder = (copy.account, copy.device, copy.identity_key)
                if copy.kind == SENDER_KEY and copy.at <= sent.message.sent_at:
                    if holder not in known:
                        yield other, copy, at
                    known.add(holder)

    def surely_given(self, sent: Outgoing) -> Iterator[tuple[Outgoing, Copy, str]]:
        """Those of them that no later message of the same second may have given it to."""
        return (each for each in self.given(sent) if not _perhaps_later(sent, *each))

    def reached(self, sent: Outgoing) -> set[bytes | UnsetType]:
        """The identity keys of the devices that can read a message."""
        holders = (copy for _, copy, _ in self.given(sent))
        return {copy.identity_key for copy in (*sent.message.copies, *holders)}

    def _under_the_same_key(self, sent: Outgoing) -> list[Outgoing]:
        """The messages under the sender key so far, with this one."""
        if self._sender_key(sent) is None:
            return [sent]
        before = self._by_sender_key[self._sender_key(sent)]
        return [other for other in before if other.message.sent_at <= sent.message.sent_at]

    def _sender_key(self, sent: Outgoing) -> OwnSenderKey | None:
        """The sender key of a message to a group; None: it does not say which."""
        group = sent.message.group
        if group is UNSET or group.sender_key_id is UNSET:
            return None
        message = sent.message
        return self.client_of(message), message.from_.device, group.id, group.sender_key_id

    @cached_property
    def _by_sender_key(self) -> dict[OwnSenderKey | None, list[Outgoing]]:
        grouped: dict[OwnSenderKey | None, list[Outgoing]] = {}
        for sent in self.own:
            grouped.setdefault(self._sender_key(sent), []).append(sent)
        return grouped

    def unknown_holders(self, sent: Outgoing, names: Names) -> str:
        """Why there may be other holders of the key; empty if there are none."""
        words = names.message(sent.message.id)
        group = sent.message.group
        if group is not UNSET and group.sender_key_id is UNSET:
            return f"sender_key_id of {words}"
        under = self._under_the_same_key(sent)
        open_ones = [other for other in under if not other.message.complete]
        if open_ones:
            return f"complete of {names.message(open_ones[0].message.id)}"
        if not self.evidence.messages_complete and not any(self.given(sent)):
            return f"who was given the sender key of {words}"
        return self._perhaps_under_it(sent, names)

    def perhaps_given_later(self, sent: Outgoing) -> bool:
        """Whether a later message of the same second may have given the key to a device."""
        return any(_perhaps_later(sent, *each) for each in self.given(sent))

    def could_read(self, sent: Outgoing, copy: Copy, names: Names) -> bool | Missing:
        """Whether a device had been given the key of a group message when that was sent."""
        holders = {(given.account, given.identity_key) for _, given, _ in self.given(sent)}
        device = f"device {copy.device} of {names.account(Account(copy.account))}"
        if copy.identity_key is UNSET:
            return Missing(f"the identity key of {device}")
        if (copy.account, copy.identity_key) in holders:
            return True
        if (copy.account, UNSET) in holders or self._has_nameless_kinds(sent):
            return Missing(f"whether {device} was given the sender key")
        unknown = self.unknown_holders(sent, names)
        return Missing(unknown) if unknown else False

    def _perhaps_under_it(self, sent: Outgoing, names: Names) -> str:
        """Why there may be other messages under the key; empty if there are none."""
        if not self.evidence.messages_complete:
            return "messages_complete"
        keyless = (
            f"sender_key_id of {names.message(other.message.id)}"
            for other in self.own
            if other.circle.group == sent.circle.group and self._sender_key(other) is None
        )
        return next(keyless, "")

    def _has_nameless_kinds(self, sent: Outgoing) -> bool:
        """Whether nobody noted of some copy under the key if it was the key."""
        under = self._under_the_same_key(sent)
        return any(copy.kind is UNSET for other in under for copy in other.message.copies)


def _perhaps_later(sent: Outgoing, other: Outgoing, copy: Copy, _at: str) -> bool:
    return other is not sent and copy.at == sent.message.sent_at
