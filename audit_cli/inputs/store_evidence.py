"""A client's store as evidence, so that the rules judge it in the same way.

What a store cannot say is left out, and rules that need it are inconclusive. Four decisions:

* **Lists** were looked for, and the formats have no place for them: there are none. So no rule
  about lists passes by a store.
* **A companion with an open session** is a device to which the next message goes. The formats have
  a place for the own evidence only, so for every other companion there is none (null, not absent):
  whatever was checked once, this client cannot check it again. DEV-4 says so, with medium
  confidence, as the check may have been made and not kept.
* **The pin** of the own account is the primary that was adopted at linking; of another account, the
  identity key that the store holds for its main device, or else the key of the session with it.
* **Times**: a store does not say since when it knows a key. All of it counts from the time at which
  the store was looked at; what a session says of its own times is for the answers to questions.

An archived session says what once was, and is no device of the evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from msgspec import UNSET, UnsetType

from mdaudit.audit_cli.inputs.client_store import (
    HIDDEN_NAME,
    ClientStore,
    OwnDevice,
    StoredIdentity,
    StoredKey,
    StoredSession,
)
from mdaudit.audit_cli.inputs.document import Document
from mdaudit.audit_cli.inputs.evidence import (
    Account,
    Evidence,
    Key,
    KnownDevice,
    Pin,
)
from mdaudit.spec.objects import Malformed, decode_signed_device_identity


@dataclass(frozen=True)
class _Adopted:
    """The primary that was adopted at linking, with its life: the pin of the own account."""

    key: Key
    life: int | UnsetType


Main = StoredKey | _Adopted
"""What tells a pin."""


def _life(own: OwnDevice) -> int | UnsetType:
    """The life that the own certificate names: a companion adopts it with the certificate."""
    try:
        return decode_signed_device_identity(own.certificate or b"").claims.raw_id
    except Malformed:
        return UNSET


def store_document(name: str, digest: str, store: ClientStore, clock: int) -> Document:
    """The document about a store that was looked at at `clock`, Unix seconds."""
    converted = _Conversion(store, clock)
    accounts = tuple(converted.accounts())
    evidence = Evidence(format="mdaudit-evidence/1", collected_at=clock, accounts=accounts)
    return Document(name, digest, store.kind, evidence, store=store, places=converted.places)


@dataclass
class _Conversion:
    """One store while it becomes evidence."""

    store: ClientStore
    clock: int
    places: dict[str, str] = field(default_factory=dict)
    """From pointers into the evidence to pointers into the store."""
    _open: dict[str, list[StoredSession]] = field(default_factory=dict)
    _identities: dict[str, list[StoredIdentity]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sort what is known by account."""
        for session in self.store.open_sessions():
            self._open.setdefault(session.account, []).append(session)
        for identity in self.store.identities:
            self._identities.setdefault(identity.account, []).append(identity)

    def accounts(self) -> Iterator[Account]:
        """The own account, then every account with a device that a rule is about."""
        own = self.store.own.account
        number = 0
        for account in dict.fromkeys((own, *self._identities, *self._open)):
            pin = self._pin(account)
            devices = tuple(self._devices(account, f"/accounts/{number}/devices", pin))
            if devices or account == own:
                number += 1
                yield Account(
                    account=account,
                    own=account == own,
                    pins=UNSET if pin is None else (self._pinned(pin),),
                    lists=None,
                    devices=devices,
                )

    def _pin(self, account: str) -> Main | None:
        """The main device's key; of two addresses of one account, that of the hidden name."""
        own = self.store.own
        if account == own.account:
            return None if own.primary_key is None else _Adopted(own.primary_key, _life(own))
        mine: tuple[StoredKey, ...] = (
            *self._identities.get(account, ()),
            *self._open.get(account, ()),
        )
        main = [stored for stored in mine if stored.device == 0]
        return min(main, key=lambda stored: not stored.name.endswith(HIDDEN_NAME), default=None)

    def _pinned(self, pin: Main) -> Pin:
        life = pin.life if isinstance(pin, _Adopted) else UNSET
        return Pin(from_=self.clock, primary_key=pin.key, raw_id=life)

    def _devices(self, account: str, at: str, pin: Main | None) -> Iterator[KnownDevice]:
        found = [*self._own_device(account), *self._others(account, pin)]
        for number, (device, pointer) in enumerate(found):
            self.places[f"{at}/{number}"] = pointer
            yield device

    def _own_device(self, account: str) -> Iterator[tuple[KnownDevice, str]]:
        own = self.store.own
        if account == own.account and own.device != 0:
            device = KnownDevice(
                device=own.device,
                identity_key=own.identity_key,
                signed_device_identity=own.certificate,
            )
            yield device, own.pointer

    def _others(self, account: str, pin: Main | None) -> Iterator[tuple[KnownDevice, str]]:
        for session in self._open.get(account, ()):
            if session.device != 0 or self._contradicts(session, pin):
                yield _known(session), session.pointer
        for identity in self._identities.get(account, ()):
            if identity.device == 0 and self._contradicts(identity, pin):
                yield _known(identity), identity.pointer

    def _contradicts(self, stored: StoredKey, pin: Main | None) -> bool:
        """Whether a key of the main device is another one than the pinned one.

        Of another account only keys under the same address count: those under its other address
        were moved from there, and may be older.
        """
        if pin is None or stored.key == pin.key:
            return False
        return isinstance(pin, _Adopted) or pin.name == stored.name


def _known(stored: StoredKey) -> KnownDevice:
    return KnownDevice(
        device=stored.device,
        identity_key=stored.key,
        signed_device_identity=None,
        session=isinstance(stored, StoredSession),
    )
