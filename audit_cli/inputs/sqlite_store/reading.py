"""From the tables to what each client remembers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final, TypeVar

from mdaudit.audit_cli.cannot_look import CannotLookError
from mdaudit.audit_cli.inputs.client_store import (
    HIDDEN_NAME,
    ClientStore,
    OwnDevice,
    StoredIdentity,
    StoredSenderKey,
    StoredSession,
    certificate_octets,
    raw_key,
    split_address,
    split_jid,
)
from mdaudit.audit_cli.inputs.evidence import Key
from mdaudit.audit_cli.inputs.sqlite_store.database import Database
from mdaudit.audit_cli.inputs.sqlite_store.records import RecordedSession, recorded_sessions
from mdaudit.audit_cli.inputs.sqlite_store.reference import REFERENCE_TABLES, of_the_reference

KIND: Final = "whatsmeow store (SQLite)"

DEVICES: Final = "whatsmeow_device"
IDENTITIES: Final = "whatsmeow_identity_keys"
SESSIONS: Final = "whatsmeow_sessions"
SENDER_KEYS: Final = "whatsmeow_sender_keys"
APP_STATE_KEYS: Final = "whatsmeow_app_state_sync_keys"
ACCOUNT_NAMES: Final = "whatsmeow_lid_map"

T = TypeVar("T")
Given = TypeVar("Given")

BASE_POINT: Final = b"\x09" + bytes(31)
"""What a private key is multiplied with to get its public key."""

_OWN = (
    "jid",
    "identity_key",
    "adv_key",
    "adv_details",
    "adv_account_sig",
    "adv_account_sig_key",
    "adv_device_sig",
)


def stores(database: Database, unread: tuple[str, ...]) -> Iterator[ClientStore]:
    """The store of each device in a database.

    Raises:
        CannotLookError: it is no such database, or no device is in it.
        ValueError: a value is not what its column should hold.
        sqlite3.Error: the database is damaged.
    """
    if database.tables >= REFERENCE_TABLES:
        raise of_the_reference(database.name)
    if not {DEVICES, IDENTITIES, SESSIONS} <= database.tables:
        raise CannotLookError(
            database.name,
            f"the tables {DEVICES}, {IDENTITIES} and {SESSIONS}",
            "a database without them",
            "name a client's store",
        )
    aliases = dict(_aliases(database))
    earlier: list[OwnDevice] = []
    for row in database.rows(DEVICES, _OWN):
        own = _own_device(*row)
        yield _Reader(database, aliases, row[1]).store(own, tuple(earlier), unread)
        earlier.append(own)
    if not earlier:
        raise CannotLookError(
            database.name, f"a linked device in {DEVICES}", "none", "name a client's store"
        )


def _aliases(database: Database) -> Iterator[tuple[str, str]]:
    for row, hidden, number in database.rows(ACCOUNT_NAMES, ("lid", "pn")):
        at = f"{ACCOUNT_NAMES}, row {row}"
        yield _text(hidden, at) + HIDDEN_NAME, _text(number, at)
    for row, jid, lid in database.rows(DEVICES, ("jid", "lid")):
        if lid:
            at = f"{DEVICES}, row {row}"
            hidden, own = (_within(at, split_jid, _text(name, at)) for name in (lid, jid))
            yield hidden[0], own[0]


def _own_device(row: int, jid: object, *values: object) -> OwnDevice:
    """One row; the identity key is stored as the private one, of which only the public is used."""
    from mdaudit.spec.objects.key_agreement import shared_secret

    at = f"{DEVICES}, row {row}"
    account, device = _within(at, split_jid, _text(jid, at))
    private, secret, details, account_signature, account_key, device_signature = (
        _octets(value, at) for value in values
    )
    return OwnDevice(
        account=account,
        device=device,
        identity_key=Key(shared_secret(private, BASE_POINT)),
        certificate=certificate_octets(details, account_key, account_signature, device_signature),
        primary_key=_key(account_key, at),
        linking_secret=_key(secret, at),
        pointer=f"/{DEVICES}/{row}",
    )


class _Reader:
    """Reads what one of the devices remembers."""

    def __init__(self, database: Database, aliases: dict[str, str], jid: str) -> None:
        self.database = database
        self.aliases = aliases
        self.jid = jid

    def store(
        self, own: OwnDevice, earlier: tuple[OwnDevice, ...], unread: tuple[str, ...]
    ) -> ClientStore:
        """All of it."""
        return ClientStore(
            kind=KIND,
            own=own,
            identities=tuple(self._identities()),
            sessions=tuple(self._sessions()),
            sender_keys=tuple(self._sender_keys()),
            app_state_keys=sum(1 for _ in self._rows(APP_STATE_KEYS, "jid", "timestamp")),
            earlier=earlier,
            aliases=self.aliases,
            unread=unread,
        )

    def _identities(self) -> Iterator[StoredIdentity]:
        for row, address, octets in self._rows(IDENTITIES, "our_jid", "their_id", "identity"):
            at = f"{IDENTITIES}, row {row}"
            name, device = _address(address, at)
            pointer, key = f"/{IDENTITIES}/{row}", _key(octets, at)
            yield StoredIdentity(self._account(name), device, name, pointer, key)

    def _sessions(self) -> Iterator[StoredSession]:
        for row, address, record in self._rows(SESSIONS, "our_jid", "their_id", "session"):
            at = f"{SESSIONS}, row {row}"
            name, device = _address(address, at)
            octets = b"" if record is None else _octets(record, at)
            for session in _within(at, _sessions, octets):
                yield StoredSession(
                    account=self._account(name),
                    device=device,
                    name=name,
                    pointer=f"/{SESSIONS}/{row}",
                    key=session.key,
                    is_open=session.is_open,
                    answered=session.answered,
                    created=None,
                    used=None,
                )

    def _sender_keys(self) -> Iterator[StoredSenderKey]:
        for row, group, sender in self._rows(SENDER_KEYS, "our_jid", "chat_id", "sender_id"):
            at = f"{SENDER_KEYS}, row {row}"
            name, device = _address(sender, at)
            pointer = f"/{SENDER_KEYS}/{row}"
            yield StoredSenderKey(self._account(name), device, name, pointer, _text(group, at))

    def _rows(self, table: str, owner: str, *columns: str) -> Iterator[tuple[Any, ...]]:
        return self.database.rows(table, columns, owner, self.jid)

    def _account(self, name: str) -> str:
        return self.aliases.get(name, name)


def _address(value: object, at: str) -> tuple[str, int]:
    return _within(at, partial(split_address, separator=":"), _text(value, at))


def _sessions(record: bytes) -> tuple[RecordedSession, ...]:
    return tuple(recorded_sessions(record))


def _text(value: object, at: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{at}: expected text, got {type(value).__name__}")  # noqa: TRY004
    return value


def _key(value: object, at: str) -> Key:
    return _within(at, raw_key, _octets(value, at))


def _within(at: str, reading: Callable[[Given], T], given: Given) -> T:
    """What is read from a value; that it cannot be read is a matter of its row."""
    try:
        return reading(given)
    except ValueError as problem:
        raise ValueError(f"{at}: {problem}") from None


def _octets(value: object, at: str) -> bytes:
    if not isinstance(value, bytes):
        raise ValueError(f"{at}: expected bytes, got {type(value).__name__}")  # noqa: TRY004
    return value
