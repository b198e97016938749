"""What happened, as the evidence dates it, in the order in which it is replayed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from msgspec import UNSET

from mdaudit.audit_cli.audit.case import Case
from mdaudit.audit_cli.audit.devices import Presented, present_device
from mdaudit.audit_cli.audit.exhibits import CertificateExhibit
from mdaudit.audit_cli.audit.hints import Heard, hear
from mdaudit.audit_cli.audit.linking import Attempt, judge_attempt
from mdaudit.audit_cli.audit.lists import Shown, show_list
from mdaudit.audit_cli.audit.messages import SentCopy, ShownMessage, judge_copy, judge_shown
from mdaudit.audit_cli.audit.moments import Order, Scene
from mdaudit.audit_cli.audit.roster import Roster
from mdaudit.audit_cli.inputs.evidence import Account as AccountEvidence
from mdaudit.audit_cli.inputs.evidence import (
    Copy,
    Hint,
    KnownDevice,
    Linking,
    Pin,
    ReceivedMessage,
    SentMessage,
    ShownList,
)
from mdaudit.audit_cli.redact import date, key, listed, short
from mdaudit.spec.device_list.holding import pin_primary
from mdaudit.spec.logic import Missing
from mdaudit.spec.sorts import Account, Client, IdentityKey, Message, RawId, Time
from mdaudit.spec.state import State


@dataclass(frozen=True)
class Event:
    """Something that happened at an observer."""

    at: int
    order: Order
    happen: Callable[[], None]
    scene: Scene


class Events:
    """The events of one document."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.world = case.world
        self.roster = Roster()
        self.clients = [Client(name) for name in case.evidence.everybody()]
        self.first_use = self._first_use()

    def in_order(self) -> list[Event]:
        """All events; of one second, in the order of `Order`, then of the evidence."""
        events = [
            event
            for client in self.clients
            for number, account in enumerate(self.case.evidence.accounts)
            for event in self._about(client, account, f"/accounts/{number}")
        ]
        events += [*self._sent(), *self._received()]
        return sorted(events, key=lambda event: (event.at, event.order))

    def _about(self, client: Client, account: AccountEvidence, at: str) -> Iterator[Event]:
        for n, pin in enumerate(account.pins or ()):
            yield self._pin(client, account, pin, f"{at}/pins/{n}")
        for n, shown in enumerate(account.lists or ()):
            if self.case.evidence.observer_of(shown) == client:
                yield self._list(client, account, shown, f"{at}/lists/{n}")
        for n, device in enumerate(account.devices or ()):
            yield self._device(client, account, device, f"{at}/devices/{n}")
        for n, hint in enumerate(account.hints or ()):
            yield self._hint(client, account, hint, f"{at}/hints/{n}")
        for n, linking in enumerate(account.linking or ()):
            if client == self.clients[0]:
                yield self._linking(client, account, linking, f"{at}/linking/{n}")

    def _pin(self, client: Client, account: AccountEvidence, pin: Pin, at: str) -> Event:
        holder, primary = Account(account.account), IdentityKey(pin.primary_key)
        words = self.world.names.account(holder)
        unknown = Missing(f"raw_id of the pin of {words}")
        life = unknown if pin.raw_id is UNSET else RawId(pin.raw_id)

        def pinning(s: State) -> State:
            hosted = self.world.hosted
            s = pin_primary(s, client, holder, primary, life, hosted)  # type: ignore[arg-type]
            return self.case.forget_history(s, client, holder)

        scene = Scene(client, holder, at, f"pin of the primary's {key(primary)}")
        return Event(pin.from_, Order.PIN, lambda: self.world.apply(pinning), scene)

    def _list(self, client: Client, account: AccountEvidence, part: ShownList, at: str) -> Event:
        shown = Shown(
            client,
            Account(account.account),
            self.case.list_of(part),
            Time(part.received_at),
            part.outcome,
            self._pointer(f"{at}/signed_key_index_list"),
        )
        offered = shown.exhibit.listed
        words = offered.name if shown.exhibit.decoded is None else listed(offered)
        scene = Scene(client, shown.account, shown.pointer, words, part.outcome)
        return Event(part.received_at, Order.LIST, lambda: show_list(self.world, shown), scene)

    def _device(
        self, client: Client, account: AccountEvidence, part: KnownDevice, at: str
    ) -> Event:
        used = self.first_use.get((account.account, part.device))
        seen = None if part.first_seen is UNSET else part.first_seen
        times = [time for time in (used, seen) if time is not None]
        clock = min(times, default=self._end())
        shown = Presented(
            client,
            Account(account.account),
            part.device,
            IdentityKey(part.identity_key),
            self.case.certificate_of(part),
            Time(clock),
            None if part.session is UNSET else part.session,
            self._pointer(at),
        )
        self.roster.add(shown)
        words = f"device {part.device} with {key(shown.key)}"
        outcome = {True: "session", False: "no session", None: ""}[shown.session]
        scene = Scene(
            client, shown.account, shown.pointer, words, outcome, part.device, shown.index
        )
        return Event(clock, Order.DEVICE, lambda: present_device(self.world, shown), scene)

    def _hint(self, client: Client, account: AccountEvidence, part: Hint, at: str) -> Event:
        def happen() -> None:
            speaker = self.roster.speaker(self.world, client, part.from_.account, part.from_.device)
            heard = Heard(
                client,
                Account(account.account),
                speaker,
                Time(part.list_timestamp),
                Time(part.heard_at),
                at,
            )
            hear(self.world, heard)

        holder, speaker = Account(account.account), part.from_
        by = f"device {speaker.device} of {self.world.names.account(speaker.account)}"
        words = f"hint by {by} of a list of {date(part.list_timestamp)}"
        return Event(part.heard_at, Order.HINT, happen, Scene(client, holder, at, words))

    def _linking(self, client: Client, account: AccountEvidence, part: Linking, at: str) -> Event:
        devices = [self.case.certificate_of(device) for device in account.devices or ()]
        companion = b"" if part.companion_key is UNSET else part.companion_key
        attempt = Attempt(
            client,
            Account(account.account),
            part.hmac_object,
            None if part.linking_secret is UNSET else part.linking_secret,
            IdentityKey(companion),
            tuple(
                device
                for device in devices
                if isinstance(device, CertificateExhibit)
                and device.companion == companion
                and device.decoded is not None
                and device.decoded.device_signature is not None
            ),
            self._pointer(at),
        )
        clock = 0 if part.at is UNSET else part.at
        words = f"linking payload (sha256 {short(part.hmac_object)})"
        scene = Scene(client, attempt.account, attempt.pointer, words)
        return Event(clock, Order.LINKING, lambda: judge_attempt(self.world, attempt), scene)

    def _sent(self) -> Iterator[Event]:
        own = self.case.own_account()
        for n, message in enumerate(self.case.evidence.messages or ()):
            if message.from_.account == own:
                for m, copy in enumerate(message.copies):
                    yield self._copy(message, copy, f"/messages/{n}/copies/{m}")

    def _copy(self, message: SentMessage, part: Copy, at: str) -> Event:
        client = Client(self.case.evidence.observer_of(message))
        key = None if part.identity_key is UNSET else part.identity_key

        def happen() -> None:
            sender = message.from_
            copy = SentCopy(
                client,
                Message(message.id),
                self.roster.speaker(self.world, client, sender.account, sender.device),
                Account(_recipient(message, part)),
                self.roster.receiver(self.world, client, part.account, part.device, key),
                Time(part.at),
                at,
            )
            judge_copy(self.world, copy)

        scene = Scene(client, Account(part.account), at, device=part.device)
        return Event(part.at, Order.COPY, happen, scene)

    def _received(self) -> Iterator[Event]:
        for n, message in enumerate(self.case.evidence.received or ()):
            if message.shown is True:
                yield self._shown(message, f"/received/{n}")

    def _shown(self, message: ReceivedMessage, at: str) -> Event:
        client = Client(self.case.evidence.observer_of(message))
        key = None if message.identity_key is UNSET else message.identity_key

        def happen() -> None:
            sender = message.from_
            device = self.roster.receiver(self.world, client, sender.account, sender.device, key)
            shown = ShownMessage(client, Message(message.id), device, Time(message.at), at)
            judge_shown(self.world, shown)

        scene = Scene(client, Account(message.from_.account), at, device=message.from_.device)
        return Event(message.at, Order.RECEIVED, happen, scene)

    def _pointer(self, at: str) -> str:
        return "" if self.case.document.lone else at

    def _end(self) -> int:
        collected = self.case.evidence.collected_at
        return LAST if collected is UNSET else collected

    def _first_use(self) -> dict[tuple[str, int], int]:
        """When each device was first named by a message or hint: it was known by then."""
        evidence = self.case.evidence
        uses = [
            *((c.account, c.device, c.at) for m in evidence.messages or () for c in m.copies),
            *((m.from_.account, m.from_.device, m.sent_at) for m in evidence.messages or ()),
            *((m.from_.account, m.from_.device, m.at) for m in evidence.received or ()),
            *(
                (h.from_.account, h.from_.device, h.heard_at)
                for a in evidence.accounts
                for h in a.hints or ()
            ),
        ]
        first: dict[tuple[str, int], int] = {}
        for account, device, at in uses:
            first[account, device] = min(at, first.get((account, device), at))
        return first


LAST = 2**63
"""After every time that evidence can name."""


def _recipient(message: SentMessage, copy: Copy) -> str:
    """Whom this copy is meant for: in a group, the member; a stranger to it is nobody's."""
    if message.to is not UNSET:
        return message.to
    members = () if message.group is UNSET else message.group.members
    return copy.account if copy.account in members else ""
