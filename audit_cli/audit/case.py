"""One document, prepared: its objects read, its signatures verified, its gaps marked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from msgspec import UNSET

from mdaudit.audit_cli.audit.exhibits import (
    CertificateExhibit,
    ListExhibit,
    certificate_exhibit,
    list_exhibit,
)
from mdaudit.audit_cli.audit.signatures import with_certificates, with_lists
from mdaudit.audit_cli.audit.world import HINTED, HISTORY, PINNED, World, without
from mdaudit.audit_cli.inputs.document import Document
from mdaudit.audit_cli.inputs.evidence import Account as AccountEvidence
from mdaudit.audit_cli.inputs.evidence import Evidence, KnownDevice, ShownList
from mdaudit.spec.logic import Missing
from mdaudit.spec.sorts import Account, Client, IdentityKey
from mdaudit.spec.state import State


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
        mentioned = dict.fromkeys((*self._accounts(), *self._others()))
        clients = [Client(name) for name in self.evidence.everybody()]
        self.world.parties = tuple(
            (client, Account(name)) for client in clients for name in mentioned
        )
        for client, name in self.world.parties:
            self.world.state = self._gaps(self._own(self.world.state, client), client, name)
        for account in self.evidence.accounts:
            self.world.state = self._signatures(self.world.state, account)

    @property
    def evidence(self) -> Evidence:
        """What the document says."""
        return self.document.evidence

    def list_of(self, shown: ShownList) -> ListExhibit:
        """The list that was shown."""
        return self.lists[id(shown)]

    def certificate_of(self, device: KnownDevice) -> CertificateExhibit | Missing | None:
        """The evidence for a device."""
        return self.certificates[id(device)]

    def own_account(self) -> str | None:
        """The observers' own account: the one that says so, or else the one that sent messages."""
        marked = (a.account for a in self.evidence.accounts if a.own)
        sending = (message.from_.account for message in self.evidence.messages or ())
        return next(marked, next(sending, None))

    def _own(self, s: State, client: Client) -> State:
        own: Any = self.own_account() or Missing("which account is the observer's own")
        return replace(s, own_account=s.own_account.but(client, becomes=own))

    def _certificate(self, device: KnownDevice) -> CertificateExhibit | Missing | None:
        if device.signed_device_identity is UNSET:
            return Missing(f"signed_device_identity of device {device.device}")
        if device.signed_device_identity is None:
            return None
        return certificate_exhibit(device.signed_device_identity, IdentityKey(device.identity_key))

    def _accounts(self) -> dict[str, AccountEvidence]:
        return {account.account: account for account in self.evidence.accounts}

    def _others(self) -> list[str]:
        """Accounts that are only mentioned."""
        hints = [h.from_.account for a in self.evidence.accounts for h in a.hints or ()]
        sent = [
            name
            for message in self.evidence.messages or ()
            for name in (message.from_.account, *(copy.account for copy in message.copies))
        ]
        return hints + sent + [message.from_.account for message in self.evidence.received or ()]

    def _gaps(self, s: State, client: Client, account: Account) -> State:
        """What the evidence leaves open about an account."""
        known = self._accounts().get(account)
        of = f"of {self.world.names.account(account)}"
        if known is None:
            self.world.unknown_devices.add(account)
            return without(s, (*PINNED, *HISTORY), client, account, f"evidence {of}")
        if known.devices is UNSET:
            self.world.unknown_devices.add(account)
        if not known.lists_complete:
            self.world.incomplete.add(account)
        if known.pins is UNSET:
            pins = "--primary-key" if self.document.lone else f"pins {of}"
            s = without(s, PINNED, client, account, pins)
        elif known.pins:
            s = without(s, PINNED, client, account, f"an earlier pin {of}")
        return self.forget_history(s, client, account)

    def forget_history(self, s: State, client: Client, account: Account) -> State:
        """Mark what the client held by lists and hints as missing, where they were not collected.

        To be repeated after every new pin, which starts from nothing.
        """
        known = self._accounts()[account]
        of = f"of {self.world.names.account(account)}"
        if known.lists is UNSET:
            return without(s, HISTORY, client, account, f"lists {of}")
        if known.hints is UNSET:
            return without(s, HINTED, client, account, f"hints {of}")
        return s

    def _signatures(self, s: State, account: AccountEvidence) -> State:
        pins = account.pins if account.pins is not UNSET else None
        keys = [IdentityKey(pin.primary_key) for pin in pins or ()]
        lists = [self.list_of(shown) for shown in account.lists or ()]
        devices = [self.certificate_of(device) for device in account.devices or ()]
        exhibits = [e for e in devices if isinstance(e, CertificateExhibit)]
        s = with_lists(s, keys, lists, hosted=self.world.hosted)
        return with_certificates(s, keys, exhibits)
