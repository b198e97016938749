"""What the server keeps, as tables.

Whatever belongs to a device goes with the device's row: its mailbox, tokens, challenges and pre
keys. So that a removed device loses its routing is one deletion, and cannot be done by half.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
    String,
    Table,
)

from mdaudit.reference.protocol.address import Address

METADATA = MetaData()
"""All tables."""


def _name(column: str, *, key: bool = False) -> Column[str]:
    return Column(column, String(64), primary_key=key, nullable=False)


def _number(column: str, *, key: bool = False, optional: bool = False) -> Column[int]:
    return Column(column, BigInteger, primary_key=key, nullable=optional, autoincrement=False)


def _octets(column: str, *, key: bool = False, optional: bool = False) -> Column[bytes]:
    return Column(column, LargeBinary, primary_key=key, nullable=optional)


def _of_a_device() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["account", "device"], ["devices.account", "devices.device"], ondelete="CASCADE"
    )


ACCOUNTS = Table(
    "accounts",
    METADATA,
    _name("account", key=True),
    _octets("identity_key"),
    _number("raw_id"),
    _octets("signed_list"),
)
"""Accounts, each with the newest list that its primary handed over."""

DEVICES = Table(
    "devices",
    METADATA,
    _name("account", key=True),
    _number("device", key=True),
    _octets("identity_key"),
    _octets("signed_device_identity", optional=True),
    _number("registration_id"),
    _octets("signed_pre_key"),
    Column("name", String(80), nullable=False),
    Column("platform", String(80), nullable=False),
    _number("linked_at"),
    _number("last_seen", optional=True),
    _number("last_sequence"),
    ForeignKeyConstraint(["account"], ["accounts.account"], ondelete="CASCADE"),
)
"""Devices that are routed to. The signed pre key is the JSON of a `SignedPreKey`."""

ONE_TIME_PRE_KEYS = Table(
    "one_time_pre_keys",
    METADATA,
    _name("account", key=True),
    _number("device", key=True),
    _number("id", key=True),
    _octets("public"),
    Column("handed_out", Boolean, nullable=False),
    _of_a_device(),
)
"""One-time pre keys. One that was handed out stays, so that it cannot be uploaded again."""

CHALLENGES = Table(
    "challenges",
    METADATA,
    _octets("challenge", key=True),
    _name("account"),
    _number("device"),
    _number("ends"),
    _of_a_device(),
)
"""Bytes that wait for a device's signature."""

TOKENS = Table(
    "tokens",
    METADATA,
    _octets("digest", key=True),
    _name("account"),
    _number("device"),
    _number("ends"),
    _of_a_device(),
)
"""Tokens, by their SHA-256: whoever copies the table cannot use them."""

WATCHERS = Table(
    "watchers",
    METADATA,
    _name("watched", key=True),
    _name("account", key=True),
    _number("device", key=True),
    _number("since"),
    _of_a_device(),
)
"""Devices that asked for an account, and are told when its list changes."""

MAILBOX = Table(
    "mailbox",
    METADATA,
    _name("account", key=True),
    _number("device", key=True),
    _number("sequence", key=True),
    _octets("delivery"),
    _number("stored_at"),
    _of_a_device(),
    Index("mailbox_by_age", "stored_at"),
)
"""What waits for a device, in order: the JSON of each `Delivery`."""

ENVELOPES_SEEN = Table(
    "envelopes_seen",
    METADATA,
    _octets("digest", key=True),
    _number("stored_at"),
    Index("envelopes_seen_by_age", "stored_at"),
)
"""Envelopes that were taken, by a digest: the same one is not taken again."""

ATTEMPTS = Table(
    "attempts",
    METADATA,
    _name("attempt", key=True),
    _number("ends"),
    Column("wanted_account", String(64), nullable=True),
    _octets("code_hello", optional=True),
    _octets("primary_hello", optional=True),
    _octets("code_finish", optional=True),
    Column("account", String(64), nullable=True),
    _number("device", optional=True),
    _octets("approval", optional=True),
    _octets("completion", optional=True),
)
"""Attempts at linking: the JSON of what each side said. The account is its who approved."""

REFERENCES = Table(
    "linking_references",
    METADATA,
    _name("reference", key=True),
    _name("attempt"),
    ForeignKeyConstraint(["attempt"], ["attempts.attempt"], ondelete="CASCADE"),
)
"""The references of attempts, each in one QR code."""

MEMBERS = Table(
    "group_members",
    METADATA,
    _name("group_name", key=True),
    _name("account", key=True),
)
"""Who is in which group."""

BLOBS = Table(
    "blobs",
    METADATA,
    _name("digest", key=True),
    _name("account", key=True),
    _octets("content"),
    _number("stored_at"),
    Index("blobs_by_age", "stored_at"),
)
"""Encrypted bundles, by SHA-256 in hexadecimal and by who put them there."""

PATCHES = Table(
    "patches",
    METADATA,
    _name("account", key=True),
    _number("version", key=True),
    _octets("patch"),
)
"""App state: patches in order."""


def of_device(table: Table, who: Address) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """What holds of those rows of a table that belong to a device."""
    return table.c.account == who.account, table.c.device == who.device
