"""One document, prepared: its objects read, its signatures verified, its gaps marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from msgspec import UNSET

from mdaudit.audit_cli.inputs.document import Document
from mdaudit.audit_cli.inputs.evidence import Account as AccountEvidence
from mdaudit.audit_cli.inputs.evidence import Evidence, KnownDevice, SentMessage, ShownList
from mdaudit.audit_cli.trial.exhibits import (
    CertificateExhibit,
    ListExhibit,
    certificate_exhibit,
    list_exhibit,
)
from mdaudit.audit_cli.trial.signatures import Signable, with_signatures
from mdaudit.audit_cli.trial.tables import (
    CONFIRMED,
    HINTED,
    HISTORY,
    PINNED,
    Party,
    by_client,
    with_gaps,
    without,
)
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.logic import Missing
from mdaudit.spec.sorts import Account, Client, IdentityKey
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import Certificate
from mdaudit.spec.state.system import replace


@dataclass
class Case:
    """A document and the world in which it is replayed."""

    document: Document
    world: World
    lists: dict[int, ListExhibit] = field(default_factory=dict)
    """What each `ShownList` holds, by its identity in memory."""
    certificates: dict[int, CertificateExhibit | Missing | None] = field(default_factory=dict)
    """What each `KnownDevice` holds."""

    def __post_init__(self) -> None:
        """Read every object, then set the world up."""
        for account in self.evidence.accounts:
            for shown in account.lists or ():
                self.lists[id(shown)] = list_exhibit(shown.signed_key_index_list)
            for device in account.devices or ():
                self.certificates[id(device)] = self._certificate(device)
            self.world.certificates[Account(account.account)] = self._certificates(account)
        mentioned = dict.fromkeys((*self._accounts, *self._others()))
        clients = [Client(name) for name in self.evidence.everybody()]
        self.world.parties = tuple(
            (client, Account(name)) for client in clients for name in mentioned
        )
        for client in clients:
            self.world.state = self._own(self.world.state, client)
        signable = map(self._signable, self.evidence.accounts)
        self.world.state = with_signatures(self.world.state, signable, hosted=self.world.hosted)
        self.world.state = self._with_gaps(self.world.state)

    @property
    def evidence(self) -> Evidence:
        """What the document says."""
        return self.document.evidence

    @cached_property
    def several(self) -> bool:
        """There is more than one observer."""
        return len(self.evidence.everybody()) > 1

    def pins_are_open(self, client: Client, account: AccountEvidence) -> bool:
        """Whether it is not known if the observer had the pins: pins do not say whose they are.

        All had the only one, except who was shown lists of others and accepted none under it.
        """
        pins = {(IdentityKey(pin.primary_key), pin.raw_id) for pin in account.pins or ()}
        if not self.several or len(pins) != 1:
            return self.several and len(pins) > 1
        ((key, _),) = pins
        shown = [
            (part.outcome, self.world.state.signed(key, self.list_of(part).listed) is True)
            for part in account.lists or ()
            if self.evidence.observer_of(part) == client and part.outcome != "refused"
        ]
        others = any(not fits for _, fits in shown)
        return others and ("accepted", True) not in shown

    def list_of(self, shown: ShownList) -> ListExhibit:
        """The list that was shown."""
        return self.lists[id(shown)]

    def certificate_of(self, device: KnownDevice) -> CertificateExhibit | Missing | None:
        """The evidence for a device."""
        return self.certificates[id(device)]

    def own_account(self) -> str | None:
        """The observers' own account: the one that says so, or else the one that wrote."""
        return self._own_account

    @cached_property
    def _own_account(self) -> str | None:
        marked = [account.account for account in self.evidence.accounts if account.own]
        wrote = {message.from_.account for message in self.evidence.messages or ()}
        return next(iter(marked or (wrote if len(wrote) == 1 else ())), None)

    def _own(self, s: State, client: Client) -> State:
        own: Any = self.own_account() or Missing("which account is the observer's own")
        return replace(s, own_account=s.own_account.but(client, becomes=own))

    def _certificate(self, device: KnownDevice) -> CertificateExhibit | Missing | None:
        if device.signed_device_identity is UNSET:
            return Missing(f"signed_device_identity of device {device.device}")
        if device.signed_device_identity is None:
            return None
        return certificate_exhibit(device.signed_device_identity, IdentityKey(device.identity_key))

    def _certificates(self, account: AccountEvidence) -> list[Certificate]:
        exhibits = (self.certificate_of(device) for device in account.devices or ())
        return [e.certificate for e in exhibits if isinstance(e, CertificateExhibit)]

    @cached_property
    def _accounts(self) -> dict[str, AccountEvidence]:
        return {account.account: account for account in self.evidence.accounts}

    def _others(self) -> list[str]:
        """Accounts that are only mentioned."""
        hints = [h.from_.account for a in self.evidence.accounts for h in a.hints or ()]
        sent = [
            name
            for message in self.evidence.messages or ()
            for name in (*_named(message), *(copy.account for copy in message.copies))
        ]
        return hints + sent + [message.from_.account for message in self.evidence.received or ()]

    def _with_gaps(self, s: State) -> State:
        """Mark what the evidence leaves open about each account."""
        gaps: dict[tuple[str, ...], dict[Party, Missing]] = {}
        for client, account in self.world.parties:
            for parts, what in self._gaps(client, account):
                gaps.setdefault(parts, {})[client, account] = Missing(what)
        for parts, missing in gaps.items():
            s = with_gaps(s, parts, by_client(missing))
        return s

    def _gaps(self, client: Client, account: Account) -> Iterator[tuple[tuple[str, ...], str]]:
        """What the evidence leaves open about an account, and what would have to be known."""
        known = self._accounts.get(account)
        of = f"of {self.world.names.account(account)}"
        if known is None or known.devices is UNSET or self.several:
            self.world.unknown_devices.add(account)
        if known is None:
            yield (*PINNED, *CONFIRMED, *HISTORY), f"evidence {of}"
            return
        if known.confirmations is not UNSET:
            self.world.confirmations_known.add(account)
        if not known.lists_complete:
            self.world.incomplete.add(account)
            self.world.open_lives[account] = f"lists_complete {of}"
        if known.lists is UNSET:
            self.world.open_lives[account] = f"lists {of}"
        if known.pins is UNSET:
            self.world.unpinned.add(account)
            self.world.open_lives.setdefault(account, f"pins {of}")
            words = "--primary-key" if self.document.lone else f"pins {of}"
            yield (*PINNED, *CONFIRMED), words
        elif self.pins_are_open(client, known):
            self.world.unpinned.add(account)
            self.world.open_lives.setdefault(account, f"the observer that had each pin {of}")
            yield (*PINNED, *CONFIRMED), f"the observer that had each pin {of}"
        elif known.pins:
            yield PINNED, f"an earlier pin {of}"
        yield from self._forgotten(account)

    def _forgotten(self, account: Account) -> Iterator[tuple[tuple[str, ...], str]]:
        known, of = self._accounts[account], f"of {self.world.names.account(account)}"
        if known.lists is UNSET:
            yield HISTORY, f"lists {of}"
        elif known.hints is UNSET:
            yield HINTED, f"hints {of}"
        elif known.hints and self.several:
            yield HINTED, f"the observer that heard each hint {of}"

    def forget_history(self, s: State, client: Client, account: Account) -> State:
        """Mark what the client held by lists and hints as missing, where they were not collected.

        To be repeated after every new pin, which starts from nothing.
        """
        for parts, what in self._forgotten(account):
            s = without(s, parts, client, account, what)
        return s

    def _signable(self, account: AccountEvidence) -> Signable:
        pins = account.pins if account.pins is not UNSET else None
        devices = [self.certificate_of(device) for device in account.devices or ()]
        return Signable(
            dict.fromkeys(IdentityKey(pin.primary_key) for pin in pins or ()),
            [self.list_of(shown) for shown in account.lists or ()],
            [exhibit for exhibit in devices if isinstance(exhibit, CertificateExhibit)],
        )


def _named(message: SentMessage) -> Iterator[str]:
    """The accounts that a message is from and for."""
    yield message.from_.account
    if message.to is not UNSET:
        yield message.to
    if message.group is not UNSET:
        yield from message.group.members
