"""What was sent and received, as the evidence dates it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from msgspec import UNSET

from mdaudit.audit_cli.audit.app_state import MadeKey, judge_use, made_now, use_occasion
from mdaudit.audit_cli.audit.case import Case
from mdaudit.audit_cli.audit.device import Device
from mdaudit.audit_cli.audit.messages import NOBODY, SentCopy, judge_copy
from mdaudit.audit_cli.audit.moments import Event, Order, Scene
from mdaudit.audit_cli.audit.received import Received, judge_received
from mdaudit.audit_cli.audit.resending import (
    Ciphertext,
    FirstSending,
    judge_ciphertexts,
    judge_later_copy,
    remember_sending,
)
from mdaudit.audit_cli.audit.roster import Roster
from mdaudit.audit_cli.audit.sender_keys import (
    Circle,
    UnknownHolders,
    judge_given,
    judge_holder,
    judge_unknown_holders,
)
from mdaudit.audit_cli.inputs.evidence import AppStateKey, Copy, ReceivedMessage, SentMessage
from mdaudit.spec.logic import Missing
from mdaudit.spec.sorts import Account, Client, Epoch, Group, Message, Time

LATER: Final = frozenset({"retry", "backfill"})
"""The kinds of copies that are made after the first sending."""

SENDER_KEY: Final = "sender_key"
"""The kind of a copy that gives the group's sender key to a device."""


UNKNOWN_OBSERVER: Final = "which device of its account the observer is"


@dataclass(frozen=True)
class _Sent:
    """A message of the observer's own account, and where it stands."""

    message: SentMessage
    at: str

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


class MessageEvents:
    """The events of one document that are about messages."""

    def __init__(self, case: Case, roster: Roster) -> None:
        self.case = case
        self.world = case.world
        self.roster = roster
        own = case.own_account()
        messages = enumerate(case.evidence.messages or ())
        self.own = [_Sent(m, f"/messages/{n}") for n, m in messages if m.from_.account == own]
        self.keys: list[MadeKey] = []
        """The app-state keys that were made so far."""

    def all(self) -> Iterator[Event]:
        """All events, in the order of the evidence."""
        for sent in self.own:
            yield from self._sent(sent)
        for n, message in enumerate(self.case.evidence.received or ()):
            if message.shown is True:
                yield self._received(message, f"/received/{n}")
        app_state = self.case.evidence.app_state
        for n, made in enumerate((app_state and app_state.keys) or ()):
            yield from self._app_state_key(made, f"/app_state/keys/{n}")

    def observer(self, client: Client) -> Device:
        """The client itself, as far as its messages and its own sender keys tell."""
        number: int | Missing = self.observer_number(client)
        own: Any = self.world.state.own_account(client)
        if isinstance(own, Missing) or isinstance(number, Missing):
            what = Missing(UNKNOWN_OBSERVER)
            return Device(own, -1, what, what)
        return self.roster.speaker(self.world, client, own, number)

    def observer_number(self, client: Client) -> int | Missing:
        """The number of the only device of its account from which the client wrote."""
        sent = {s.message.from_.device for s in self.own if self._client(s.message) == client}
        keys = self.case.evidence.sender_keys or ()
        alone = len(self.case.evidence.everybody()) == 1
        made = {each.device for each in keys if alone and each.direction == "out"}
        numbers = sent | made
        return numbers.pop() if len(numbers) == 1 else Missing(UNKNOWN_OBSERVER)

    def _client(self, message: SentMessage | ReceivedMessage) -> Client:
        return Client(self.case.evidence.observer_of(message))

    def _sent(self, sent: _Sent) -> Iterator[Event]:
        message, client = sent.message, self._client(sent.message)
        for n, copy in enumerate(message.copies):
            yield self._copy(sent, copy, f"{sent.at}/copies/{n}")
        if message.copies:
            yield self._first_sending(sent, client)
        if sent.gives_keys:
            yield self._group_message(sent, client)

    def _first_sending(self, sent: _Sent, client: Client) -> Event:
        """What later copies depend on, and how many copies were made at once."""
        message = sent.message

        def happen() -> None:
            judge_ciphertexts(self.world, client, Message(message.id), _ciphertexts(sent))
            if any(copy.kind in LATER for copy in message.copies):
                accounts = dict.fromkeys(map(sent.recipient, message.copies))
                sender = self._sender(sent, client)
                clock = Time(message.sent_at)
                first = FirstSending(client, Message(message.id), sender, tuple(accounts), clock)
                remember_sending(self.world, first)

        scene = Scene(client, Account(message.from_.account), sent.at)
        return Event(message.sent_at, Order.FIRST_SENDING, happen, scene)

    def _copy(self, sent: _Sent, part: Copy, at: str) -> Event:
        client = self._client(sent.message)

        def happen() -> None:
            copy = self._sent_copy(sent, part, at)
            if part.kind == SENDER_KEY and sent.circle.members:
                judge_given(self.world, copy, sent.circle)
                return
            judge_copy(self.world, copy)
            if part.kind in LATER:
                judge_later_copy(self.world, copy, complete=sent.message.complete)

        scene = Scene(client, Account(part.account), at, device=part.device)
        return Event(part.at, Order.COPY, happen, scene)

    def _sent_copy(self, sent: _Sent, part: Copy, at: str) -> SentCopy:
        client = self._client(sent.message)
        key = None if part.identity_key is UNSET else part.identity_key
        return SentCopy(
            client,
            Message(sent.message.id),
            self._sender(sent, client),
            sent.recipient(part),
            self.roster.receiver(self.world, client, part.account, part.device, key),
            Time(part.at),
            at,
        )

    def _sender(self, sent: _Sent, client: Client) -> Device:
        sender = sent.message.from_
        return self.roster.speaker(self.world, client, sender.account, sender.device)

    def _group_message(self, sent: _Sent, client: Client) -> Event:
        """Everybody who was given the key by then reads the message."""
        message = sent.message

        def happen() -> None:
            for given, part, at in self._given(sent):
                held = self._sent_copy(given, part, sent.at)
                held = SentCopy(
                    client,
                    Message(message.id),
                    held.sender,
                    held.recipient,
                    held.device,
                    Time(message.sent_at),
                    sent.at,
                    (at,),
                )
                judge_holder(self.world, held, sent.circle)
            what = self._unknown_holders(sent)
            if what:
                unknown = UnknownHolders(
                    client,
                    Message(message.id),
                    self._sender(sent, client),
                    sent.circle,
                    Time(message.sent_at),
                    what,
                    sent.at,
                )
                judge_unknown_holders(self.world, unknown)

        scene = Scene(client, Account(message.from_.account), sent.at)
        return Event(message.sent_at, Order.GROUP_MESSAGE, happen, scene)

    def _given(self, sent: _Sent) -> Iterator[tuple[_Sent, Copy, str]]:
        """Each device once that was given the key of a group message by then."""
        known = set()
        for other in self._under_the_same_key(sent):
            for n, copy in enumerate(other.message.copies):
                holder = (copy.account, copy.device, copy.identity_key)
                if copy.kind == SENDER_KEY and copy.at <= sent.message.sent_at:
                    if holder not in known:
                        yield other, copy, f"{other.at}/copies/{n}"
                    known.add(holder)

    def _under_the_same_key(self, sent: _Sent) -> list[_Sent]:
        group, observer = sent.message.group, self._client(sent.message)
        if group is UNSET or group.sender_key_id is UNSET:
            return [sent]
        return [
            other
            for other in self.own
            if other.message.group is not UNSET
            and (other.message.group.id, other.message.group.sender_key_id)
            == (group.id, group.sender_key_id)
            and self._client(other.message) == observer
            and other.message.sent_at <= sent.message.sent_at
        ]

    def _unknown_holders(self, sent: _Sent) -> str:
        """Why there may be other holders of the key; empty if there are none."""
        words = self.world.names.message(sent.message.id)
        group = sent.message.group
        if group is not UNSET and group.sender_key_id is UNSET:
            return f"sender_key_id of {words}"
        under = self._under_the_same_key(sent)
        open_ones = [other for other in under if not other.message.complete]
        if open_ones:
            return f"complete of {self.world.names.message(open_ones[0].message.id)}"
        return "" if any(self._given(sent)) else f"who was given the sender key of {words}"

    def _received(self, message: ReceivedMessage, at: str) -> Event:
        client = self._client(message)
        key = None if message.identity_key is UNSET else message.identity_key

        def happen() -> None:
            sender = message.from_
            device = self.roster.receiver(self.world, client, sender.account, sender.device, key)
            received = Received(
                client,
                Message(message.id),
                "message" if message.kind is UNSET else message.kind,
                device,
                self.roster.owner(self.world, client, device),
                self.observer(client),
                Time(message.at),
                at,
            )
            judge_received(self.world, received)
            own = self.case.own_account()
            if message.kind == "app_state" and own is not None:
                about = use_occasion(self.world, client, Account(own), message.id, at)
                judge_use(self.world, client, Account(own), self.keys, about)

        scene = Scene(client, Account(message.from_.account), at, device=message.from_.device)
        return Event(message.at, Order.RECEIVED, happen, scene)

    def _app_state_key(self, part: AppStateKey, at: str) -> Iterator[Event]:
        own = self.case.own_account()
        if own is None:
            return
        client, account = Client(self.case.evidence.everybody()[0]), Account(own)

        def happen() -> None:
            self.keys.append(made_now(self.world, client, account, Epoch(part.epoch), at))

        yield Event(part.created_at, Order.APP_STATE_KEY, happen, Scene(client, account, at))


def _ciphertexts(sent: _Sent) -> Iterator[Ciphertext]:
    for n, copy in enumerate(sent.message.copies):
        yield Ciphertext(
            Account(copy.account),
            copy.device,
            None if copy.identity_key is UNSET else copy.identity_key,
            None if copy.kind is UNSET else copy.kind,
            copy.at,
            f"{sent.at}/copies/{n}",
        )
