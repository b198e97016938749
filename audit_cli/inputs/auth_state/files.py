"""The JSON files of an auth-state folder, as far as they are read.

Every other member is passed over, above all the private keys; one that is absent is None. Bytes are
written as ``{"type": "Buffer", "data": ...}`` with base64, or a list of numbers in older stores;
those of the linking evidence are bare base64, as they come from a message of its own kind.
"""

from __future__ import annotations

from typing import Any, TypeVar

from msgspec import Struct, ValidationError, convert, field

from mdaudit.audit_cli.cannot_look import CannotLookError
from mdaudit.audit_cli.inputs.evidence import Octets
from mdaudit.audit_cli.inputs.json_text import NotStrictJsonError, read_json
from mdaudit.audit_cli.inputs.mismatch import mismatch
from mdaudit.audit_cli.inputs.octets import from_base64

T = TypeVar("T")


class _Part(Struct, frozen=True, rename="camel"):
    """A part of a file; members that are not named here are passed over."""


class Account(_Part, frozen=True):
    """The device identity that was stored at linking, taken apart."""

    details: Octets
    account_signature: Octets
    account_signature_key: Octets | None = None
    device_signature: Octets | None = None


class PublicHalf(_Part, frozen=True):
    """A key pair, of which only the public key is read."""

    public: Octets


class Me(_Part, frozen=True):
    """Who this client is: its number and its hidden name, with the device number."""

    id: str
    lid: str | None = None


class Identifier(_Part, frozen=True):
    """A device that a stored identity is about."""

    name: str
    device_id: int


class Identity(_Part, frozen=True):
    """An identity key that was stored at linking: the own main device's."""

    identifier: Identifier
    identifier_key: Octets


class Credentials(_Part, frozen=True):
    """``creds.json``."""

    signed_identity_key: PublicHalf
    me: Me | None = None
    account: Account | None = None
    identities: tuple[Identity, ...] | None = field(name="signalIdentities", default=None)
    adv_secret_key: str | None = None


class IndexInfo(_Part, frozen=True):
    """What a session says of itself; times are Unix milliseconds."""

    remote_identity_key: str
    closed: int = -1
    """-1: it is open."""
    created: int | None = None
    used: int | None = None


class Session(_Part, frozen=True):
    """One session of a record; keys and chains are passed over."""

    index_info: IndexInfo
    pending_pre_key: dict[str, Any] | None = None
    """There until the other side has answered."""


class SessionRecord(_Part, frozen=True):
    """``session-*.json``: the open session with a device, and archived ones."""

    sessions: dict[str, Session] = field(name="_sessions", default_factory=dict)


def read_file(where: str, content: bytes, kind: type[T]) -> T:
    """Read one file.

    Raises:
        CannotLookError: it is not strict JSON, or not of its kind.
    """
    try:
        return convert(read_json(content).value, kind, dec_hook=_octets)
    except (NotStrictJsonError, ValidationError) as problem:
        raise damaged(where, problem) from None


def damaged(where: str, problem: Exception) -> CannotLookError:
    """The error for a file that says something else than its name."""
    found, advice = mismatch(problem), "name an undamaged copy of the folder"
    expected = found.expected or "a file of an auth state"
    return CannotLookError(found.within(where), expected, found.got, advice)


def _octets(kind: type[Any], value: object) -> Octets:
    if not issubclass(kind, Octets):  # pragma: no cover - no other type of the files asks
        raise NotImplementedError(kind)
    data = value.get("data") if isinstance(value, dict) and value.get("type") == "Buffer" else value
    if isinstance(data, str):
        return Octets(from_base64(data))
    if isinstance(data, list) and all(type(each) is int and each in range(256) for each in data):
        return Octets(data)
    raise ValueError("expected bytes as a Buffer or base64, got something else")
