"""What happened, as the evidence dates it, in the order in which it is replayed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial

from msgspec import UNSET

from mdaudit.audit_cli.inputs.evidence import Account as AccountEvidence
from mdaudit.audit_cli.inputs.evidence import (
    Hint,
    KnownDevice,
    Linking,
    Notice,
    Pin,
    ShownList,
    Verified,
)
from mdaudit.audit_cli.redact import date, key, listed, short
from mdaudit.audit_cli.trial.case import Case
from mdaudit.audit_cli.trial.device import Device
from mdaudit.audit_cli.trial.devices import Presented, present_device
from mdaudit.audit_cli.trial.first_use import first_uses
from mdaudit.audit_cli.trial.hints import Heard, hear
from mdaudit.audit_cli.trial.linking import Attempt, judge_attempt, signed_back, uses_of_secrets
from mdaudit.audit_cli.trial.lists import Shown, show_list
from mdaudit.audit_cli.trial.message_events import MessageEvents
from mdaudit.audit_cli.trial.moments import Event, Order, Scene
from mdaudit.audit_cli.trial.notices import Noticed, judge_notice
from mdaudit.audit_cli.trial.pins import Compared, Pinned, act, compare, pin_key
from mdaudit.audit_cli.trial.roster import Roster
from mdaudit.spec.logic import Missing
from mdaudit.spec.sorts import Account, Client, IdentityKey, Index, RawId, Time
from mdaudit.spec.verification.comparing import compare_codes, confirm_change


class Events:
    """The events of one document."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.world = case.world
        self.roster = Roster()
        self.messages = MessageEvents(case, self.roster)
        self.clients = [Client(name) for name in case.evidence.everybody()]
        self.first_use = first_uses(case.evidence)
        collected = case.evidence.collected_at
        self.end = LAST if collected is UNSET else collected
        """After everything that happened: a device that has no date and no use had come by then."""
        self.marks: list[Compared] = []
        """The marks of users, to be judged when everything has happened."""

    def in_order(self) -> list[Event]:
        """All events; of one second, in the order of `Order`, then of the evidence."""
        events = [
            event
            for client in self.clients
            for number, account in enumerate(self.case.evidence.accounts)
            for event in self._about(client, account, f"/accounts/{number}")
        ]
        events += self.messages.all()
        self.end = max((self.end, *(event.at for event in events)))
        events += [
            self._device(client, account, device, f"/accounts/{number}/devices/{n}")
            for client in self.clients
            for number, account in enumerate(self.case.evidence.accounts)
            for n, device in enumerate(account.devices or ())
        ]
        return sorted(events, key=lambda event: (event.at, event.order))

    def _about(self, client: Client, account: AccountEvidence, at: str) -> Iterator[Event]:
        for n, pin in enumerate(account.pins or ()):
            yield self._pin(client, account, pin, f"{at}/pins/{n}", is_first=n == 0)
        if isinstance(account.verified, Verified):
            yield self._verified(client, account, account.verified, f"{at}/verified")
        yield from self._by_the_user(client, account, at)
        for n, shown in enumerate(account.lists or ()):
            if self.case.evidence.observer_of(shown) == client:
                yield self._list(client, account, shown, f"{at}/lists/{n}")
        yield from self._heard(client, account, at)
        if client == self.clients[0]:
            for n, linking in enumerate(account.linking or ()):
                yield self._linking(client, account, linking, f"{at}/linking/{n}")

    def _heard(self, client: Client, account: AccountEvidence, at: str) -> Iterator[Event]:
        """What was only said of an account, by the server or by devices."""
        for n, notice in enumerate(account.notices or ()):
            if _acted_at(notice) is not None:
                yield self._notice(client, account, notice, f"{at}/notices/{n}")
        for n, hint in enumerate(account.hints or ()):
            yield self._hint(client, account, hint, f"{at}/hints/{n}")

    def _pin(
        self, client: Client, account: AccountEvidence, part: Pin, at: str, *, is_first: bool
    ) -> Event:
        holder, primary = Account(account.account), IdentityKey(part.primary_key)
        words = self.world.names.account(holder)
        self.roster.add_pin(holder, primary)

        def happen() -> None:
            told = Missing(f"shown_to_user of the pin of {words}")
            life = Missing(f"raw_id of the pin of {words}")
            pinned = Pinned(
                client,
                holder,
                primary,
                life if part.raw_id is UNSET else RawId(part.raw_id),
                is_first,
                part.how == "compared",
                told if part.shown_to_user is UNSET else part.shown_to_user,
                self._mark(account, part),
                self.messages.outbox.observer_number(client),
                at,
            )
            if not self.case.pins_are_open(client, account):
                pin_key(self.world, pinned, lambda s: self.case.forget_history(s, client, holder))

        scene = Scene(client, holder, at, f"pin of the primary's {key(primary)}")
        return Event(part.from_, Order.PIN, happen, scene)

    def _mark(self, account: AccountEvidence, part: Pin) -> bool | Missing:
        """Whether the contact is marked from the pin on, before anything further."""
        words = self.world.names.account(account.account)
        if account.comparisons is not UNSET:
            return False
        if account.verified is UNSET:
            return Missing(f"verified of {words}")
        if account.verified is not None and account.verified.primary_key == part.primary_key:
            return False
        return Missing(f"whether {words} was verified before")

    def _verified(self, client: Client, account: AccountEvidence, part: Verified, at: str) -> Event:
        mark = Compared(
            client, Account(account.account), IdentityKey(part.primary_key), Time(part.at), at
        )
        self.marks.append(mark)
        scene = Scene(client, mark.account, at)
        return Event(part.at, Order.COMPARISON, lambda: compare(self.world, mark), scene)

    def _by_the_user(self, client: Client, account: AccountEvidence, at: str) -> Iterator[Event]:
        holder = Account(account.account)
        for part, times, step in (
            ("comparisons", account.comparisons, compare_codes),
            ("confirmations", account.confirmations, confirm_change),
        ):
            for n, clock in enumerate(times or ()):
                acting = partial(act, self.world, step, client, holder)
                yield Event(
                    clock, Order.COMPARISON, acting, Scene(client, holder, f"{at}/{part}/{n}")
                )

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
        used = self.first_use.get((account.account, part.device, part.identity_key))
        seen = None if part.first_seen is UNSET else part.first_seen
        clock = min((time for time in (used, seen) if time is not None), default=self.end)
        shown = Presented(
            client,
            Account(account.account),
            part.device,
            IdentityKey(part.identity_key),
            self.case.certificate_of(part),
            Time(clock),
            seen is not None,
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
                None if part.key_hash is UNSET else part.key_hash,
                frozenset()
                if part.key_indexes is UNSET
                else frozenset(map(Index, part.key_indexes)),
            )
            hear(self.world, heard)
            if self.case.several:
                self.world.apply(lambda s: self.case.forget_history(s, client, holder))

        holder, speaker = Account(account.account), part.from_
        by = f"device {speaker.device} of {self.world.names.account(speaker.account)}"
        words = f"hint by {by} of a list of {date(part.list_timestamp)}"
        return Event(part.heard_at, Order.HINT, happen, Scene(client, holder, at, words))

    def _notice(self, client: Client, account: AccountEvidence, part: Notice, at: str) -> Event:
        clock = _acted_at(part) or part.received_at

        def happen() -> None:
            words = self.world.names.account(account.account)
            device = self._noticed(client, account, part)
            effect = Missing(f"effect of a notice about {words}") if part.effect is UNSET else None
            asked = part.effect not in AT_ONCE
            judge_notice(self.world, Noticed(client, device, effect, asked, Time(clock), at))

        return Event(clock, Order.NOTICE, happen, Scene(client, Account(account.account), at))

    def _noticed(self, client: Client, account: AccountEvidence, part: Notice) -> Device:
        if part.device is not UNSET:
            return self.roster.speaker(self.world, client, account.account, part.device)
        what = Missing(f"device of a notice about {self.world.names.account(account.account)}")
        return Device(Account(account.account), -1, what, what)

    def _linking(self, client: Client, account: AccountEvidence, part: Linking, at: str) -> Event:
        devices = [self.case.certificate_of(device) for device in account.devices or ()]
        companion = b"" if part.companion_key is UNSET else part.companion_key
        clock = 0 if part.at is UNSET else part.at
        attempt = Attempt(
            client,
            Account(account.account),
            part.hmac_object,
            None if part.linking_secret is UNSET else part.linking_secret,
            IdentityKey(companion),
            signed_back(devices, IdentityKey(companion)),
            self._pointer(at),
            _has_ended(part),
            self._same_secret(part),
            frozenset(IdentityKey(p.primary_key) for p in account.pins or () if p.from_ >= clock),
            part.secret_in_codes_only,
        )
        words = f"linking payload (sha256 {short(part.hmac_object)})"
        scene = Scene(client, attempt.account, attempt.pointer, words)
        return Event(clock, Order.LINKING, lambda: judge_attempt(self.world, attempt), scene)

    def _same_secret(self, part: Linking) -> tuple[str, ...]:
        """Where the payload's secret stands for another companion key: in another attempt."""
        if part.linking_secret is UNSET or part.companion_key is UNSET:
            return ()
        uses = self._uses[part.linking_secret]
        return tuple(at for companion, at in uses if companion != part.companion_key)

    @cached_property
    def _uses(self) -> dict[bytes, list[tuple[bytes, str]]]:
        return uses_of_secrets(self.case.evidence)

    def _pointer(self, at: str) -> str:
        return "" if self.case.document.lone else at


AT_ONCE = frozenset({"removed", UNSET})
"""The effects of a notice by which the client went without asking, or may have."""


def _acted_at(notice: Notice) -> int | None:
    """When the client acted on a notice of a removal; None: it did not, or that is not known."""
    if notice.kind != "remove":
        return None
    if notice.effect in AT_ONCE:
        return notice.received_at
    return notice.answered_at if isinstance(notice.answered_at, int) else None


LAST = 2**63
"""After every time that evidence can name."""


def _has_ended(part: Linking) -> bool | Missing:
    """Whether a linking payload came after its attempt was over; None: it was still open."""
    if part.attempt_closed_at is None:
        return False
    if part.at is UNSET or part.attempt_closed_at is UNSET:
        return Missing("at and attempt_closed_at of the linking payload")
    return part.at > part.attempt_closed_at
