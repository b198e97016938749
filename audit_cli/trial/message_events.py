"""What was sent and received, as the evidence dates it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from msgspec import UNSET

from mdaudit.audit_cli.inputs.evidence import Copy, ReceivedMessage
from mdaudit.audit_cli.redact import date
from mdaudit.audit_cli.trial.app_state import MadeKey, Use, judge_use, made_key
from mdaudit.audit_cli.trial.case import Case
from mdaudit.audit_cli.trial.device import Device
from mdaudit.audit_cli.trial.left_out import note_left_out
from mdaudit.audit_cli.trial.messages import NOBODY, SentCopy, judge_copy, judge_unsent
from mdaudit.audit_cli.trial.moments import Event, Order, Scene
from mdaudit.audit_cli.trial.outbox import (
    LATER,
    SENDER_KEY,
    UNKNOWN_OBSERVER,
    Outbox,
    Outgoing,
)
from mdaudit.audit_cli.trial.received import Received, judge_received
from mdaudit.audit_cli.trial.resending import (
    Ciphertext,
    FirstSending,
    judge_ciphertexts,
    judge_later_copy,
    remember_sending,
)
from mdaudit.audit_cli.trial.roster import Roster
from mdaudit.audit_cli.trial.sender_keys import (
    UnknownHolders,
    judge_given,
    judge_group_sender,
    judge_holder,
    judge_unknown_holders,
)
from mdaudit.audit_cli.trial.trail import left_open
from mdaudit.spec.fanout.resending import once_per_attempt
from mdaudit.spec.logic import Missing
from mdaudit.spec.sorts import Account, Client, Message, Time
from mdaudit.spec.state.signed import SignedList
from mdaudit.spec.state.system import replace

LOOKED_AT: Final = 16
"""Devices that a message did not reach and that may get a note; an account has four companions."""


class MessageEvents:
    """The events of one document that are about messages."""

    def __init__(self, case: Case, roster: Roster) -> None:
        self.case = case
        self.world = case.world
        self.roster = roster
        self.outbox = Outbox(case.evidence, case.own_account())
        self.left_out: set[tuple[Client, Device]] = set()
        """The devices of which it is noted that the client left them out."""

    def all(self) -> Iterator[Event]:
        """All events, in the order of the evidence."""
        for sent in self.outbox.own:
            client = self.outbox.client_of(sent.message)
            for event in self._sent(sent):
                yield self._of_any(event) if self.outbox.wrote_from_several(client) else event
        for n, message in enumerate(self.case.evidence.received or ()):
            if message.shown is True:
                yield self._received(message, f"/received/{n}")

    def observer(self, client: Client) -> Device:
        """The client itself, as far as its messages and its own sender keys tell."""
        number: int | Missing = self.outbox.observer_number(client)
        own: Any = self.world.state.own_account(client)
        if isinstance(own, Missing) or isinstance(number, Missing):
            what = Missing(UNKNOWN_OBSERVER)
            return Device(own, -1, what, what)
        return self.roster.speaker(self.world, client, own, number)

    def _of_any(self, event: Event) -> Event:
        """A sending by one of several devices: what was held may be what another one held."""

        def happen() -> None:
            entries = self.world.trail.entries
            before = len(entries)
            event.happen()
            entries[before:] = [
                entry
                if entry.verdict.rule is once_per_attempt
                else left_open(entry, Missing(UNKNOWN_OBSERVER))
                for entry in entries[before:]
            ]

        return replace(event, happen=happen)

    def _sent(self, sent: Outgoing) -> Iterator[Event]:
        message, client = sent.message, self.outbox.client_of(sent.message)
        if message.outcome == "refused":
            yield self._refused(sent, client)
            return
        for copy, at in sent.copies():
            yield self._copy(sent, copy, at)
        if message.copies:
            yield self._first_sending(sent, client)
        if message.complete:
            yield self._left_out(sent, client)
        if sent.gives_keys:
            yield self._group_message(sent, client)

    def _first_sending(self, sent: Outgoing, client: Client) -> Event:
        """What later copies depend on, and how many copies were made at once."""
        message = sent.message

        def happen() -> None:
            judge_ciphertexts(self.world, client, Message(message.id), _ciphertexts(sent))
            if any(copy.kind in LATER for copy in message.copies):
                accounts = dict.fromkeys(Account(copy.account) for copy in message.copies)
                sender = self._sender(sent, client)
                clock = Time(message.sent_at)
                first = FirstSending(client, Message(message.id), sender, tuple(accounts), clock)
                remember_sending(self.world, first)

        scene = Scene(client, Account(message.from_.account), sent.at)
        return Event(message.sent_at, Order.FIRST_SENDING, happen, scene)

    def _refused(self, sent: Outgoing, client: Client) -> Event:
        """A message that the client would not send, to anybody or to this account."""

        def happen() -> None:
            sender = self._sender(sent, client)
            judge_unsent(self.world, self._unmade(sent, client, sent.to, sender))

        scene = Scene(client, Account(sent.message.from_.account), sent.at)
        return Event(sent.message.sent_at, Order.FIRST_SENDING, happen, scene)

    def _left_out(self, sent: Outgoing, client: Client) -> Event:
        """The devices that a message was not for; of each, the first message is noted."""

        def happen() -> None:
            for device in islice(self._not_reached(sent, client), LOOKED_AT):
                copy = self._unmade(sent, client, device.account, device)
                if note_left_out(self.world, copy):
                    self.left_out.add((client, device))

        scene = Scene(client, Account(sent.message.from_.account), sent.at)
        return Event(sent.message.sent_at, Order.FIRST_SENDING, happen, scene)

    def _not_reached(self, sent: Outgoing, client: Client) -> Iterator[Device]:
        """The companions without a copy, except those that are noted."""
        reached = self.outbox.reached(sent)
        for account in sent.accounts:
            for device in self.roster.companions(self.world, client, account):
                if device.key not in reached and (client, device) not in self.left_out:
                    yield device

    def _unmade(self, sent: Outgoing, client: Client, to: Account, device: Device) -> SentCopy:
        """A copy that was not made."""
        name, clock = Message(sent.message.id), Time(sent.message.sent_at)
        return SentCopy(client, name, self._sender(sent, client), to, device, clock, sent.at)

    def _copy(self, sent: Outgoing, part: Copy, at: str) -> Event:
        client = self.outbox.client_of(sent.message)

        def happen() -> None:
            copy = self._sent_copy(sent, part, at)
            if part.kind == SENDER_KEY and sent.circle.members:
                judge_given(self.world, copy, sent.circle)
                return
            judge_copy(self.world, copy)
            if part.kind in LATER:
                could_read = None
                if sent.message.group is not UNSET:
                    could_read = self.outbox.could_read(sent, part, self.world.names)
                complete = sent.message.complete
                judge_later_copy(
                    self.world,
                    copy,
                    could_read=could_read,
                    complete=complete,
                    sent_at=Time(sent.message.sent_at),
                )

        scene = Scene(client, Account(part.account), at, device=part.device)
        return Event(part.at, Order.COPY, happen, scene)

    def _sent_copy(self, sent: Outgoing, part: Copy, at: str) -> SentCopy:
        client = self.outbox.client_of(sent.message)
        key = None if part.identity_key is UNSET else part.identity_key
        return SentCopy(
            client,
            Message(sent.message.id),
            self._sender(sent, client),
            sent.recipient(part),
            self.roster.receiver(self.world, client, part.account, part.device, key),
            Time(part.at),
            at,
            perhaps_a_key=part.kind is UNSET and sent.message.group is not UNSET,
        )

    def _sender(self, sent: Outgoing, client: Client) -> Device:
        sender = sent.message.from_
        return self.roster.speaker(self.world, client, sender.account, sender.device)

    def _group_message(self, sent: Outgoing, client: Client) -> Event:
        """Everybody who was given the key by then reads the message."""
        message = sent.message

        def happen() -> None:
            sender = self._sender(sent, client)
            judge_group_sender(self.world, self._unmade(sent, client, NOBODY, sender), sent.circle)
            for given, part, at in self.outbox.surely_given(sent):
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
            what = self.outbox.unknown_holders(sent, self.world.names)
            if not what and self.outbox.perhaps_given_later(sent) and not self.world.replayed:
                what = f"what came first at {date(message.sent_at)}"
            if what:
                unknown = UnknownHolders(
                    client,
                    Message(message.id),
                    sender,
                    sent.circle,
                    Time(message.sent_at),
                    what,
                    sent.at,
                )
                judge_unknown_holders(self.world, unknown)

        scene = Scene(client, Account(message.from_.account), sent.at)
        return Event(message.sent_at, Order.GROUP_MESSAGE, happen, scene)

    def _received(self, message: ReceivedMessage, at: str) -> Event:
        client = self.outbox.client_of(message)
        key = None if message.identity_key is UNSET else message.identity_key

        def happen() -> None:
            sender = message.from_
            device = self.roster.receiver(self.world, client, sender.account, sender.device, key)
            received = Received(
                client,
                Message(message.id),
                "" if message.kind is UNSET else message.kind,
                device,
                self.roster.owner(self.world, client, device),
                self.observer(client),
                Time(message.at),
                at,
            )
            judge_received(self.world, received)
            own = self.case.own_account()
            if message.kind == "app_state" and own is not None:
                under = None if message.app_state_key is UNSET else message.app_state_key
                use = Use(client, Account(own), message.id, Time(message.at), under, at)
                judge_use(self.world, use, self._app_state_keys(), self._own_lists(use))

        scene = Scene(client, Account(message.from_.account), at, device=message.from_.device)
        return Event(message.at, Order.RECEIVED, happen, scene)

    def _own_lists(self, use: Use) -> list[SignedList]:
        """What the primary of the own account signed, whatever the client did with it."""
        primary = self.world.pin(use.client, use.account)
        offered = (
            self.case.list_of(shown).listed
            for account in self.case.evidence.accounts
            if account.account == use.account
            for shown in account.lists or ()
        )
        signed: Any = self.world.state.signed
        return [each for each in offered if signed(primary, each) is True]

    def _app_state_keys(self) -> list[MadeKey]:
        app_state = self.case.evidence.app_state
        return list(map(made_key, (app_state and app_state.keys) or ()))


def _ciphertexts(sent: Outgoing) -> Iterator[Ciphertext]:
    for copy, at in sent.copies():
        yield Ciphertext(
            Account(copy.account),
            copy.device,
            None if copy.identity_key is UNSET else copy.identity_key,
            None if copy.kind is UNSET else copy.kind,
            copy.at,
            at,
        )
