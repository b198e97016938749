"""A single object from the wire, put into the form of evidence about one account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from msgspec import UNSET

from mdaudit.audit_cli.cannot_look import WrongUsageError
from mdaudit.audit_cli.decidable import DEVICE_IDENTITY, KEY_INDEX_LIST, LINKING_PAYLOAD
from mdaudit.audit_cli.inputs.document import Document
from mdaudit.audit_cli.inputs.evidence import (
    Account,
    Evidence,
    Key,
    KnownDevice,
    Linking,
    Octets,
    Pin,
    ShownList,
)
from mdaudit.spec.objects import (
    Malformed,
    decode_linking_payload,
    decode_signed_device_identity,
    decode_signed_key_index_list,
)

NAMELESS: Final = "the account"
"""The account of an object that comes without one."""

NO_IDENTITY_KEY: Final = Key()
"""Stands for an identity key that the caller did not give; no signature is judged under it."""


@dataclass(frozen=True)
class Given:
    """What only the caller can know about a lone object."""

    at: int
    """When it was received, Unix seconds."""

    primary_key: Key | None = None
    identity_key: Key | None = None
    linking_secret: Key | None = None
    kind: str | None = None
    """What it is said to be; then bytes that do not parse are a finding, not a wrong input."""

    def about_an_object(self) -> bool:
        """Whether anything was given that evidence would say itself."""
        return any((self.primary_key, self.identity_key, self.linking_secret, self.kind))


def refuse_object_options(given: Given) -> None:
    """Refuse what was given about an object where the input is something else.

    Raises:
        WrongUsageError: something was.
    """
    if given.about_an_object():
        raise WrongUsageError(
            "--primary-key, --identity-key, --linking-secret and --kind are about a lone object; "
            "evidence brings its own keys"
        )


READERS: Final[dict[str, Callable[[bytes], object]]] = {
    KEY_INDEX_LIST: decode_signed_key_index_list,
    DEVICE_IDENTITY: decode_signed_device_identity,
    LINKING_PAYLOAD: decode_linking_payload,
}
"""The objects that are recognised; the lengths of their fields make them disjoint."""


def kind_of(data: bytes) -> str | None:
    """Which object the bytes are; None if they are none."""
    for kind, read in READERS.items():
        try:
            read(data)
        except Malformed:
            continue
        return kind
    return None


def object_document(name: str, data: bytes, kind: str, given: Given) -> Document:
    """The document about one object; its pointer is the empty one."""
    pins: tuple[Pin, ...] | None = None
    if given.primary_key is not None:
        pins = (Pin(from_=0, primary_key=given.primary_key),)
    account = _account(Octets(data), kind, given, pins)
    evidence = Evidence(format="mdaudit-evidence/1", collected_at=given.at, accounts=(account,))
    return Document(name, sha256(data).hexdigest(), kind, evidence, lone=True)


def _account(data: Octets, kind: str, given: Given, pins: tuple[Pin, ...] | None) -> Account:
    known = UNSET if pins is None else pins
    if kind == KEY_INDEX_LIST:
        shown = ShownList(received_at=given.at, signed_key_index_list=data)
        return Account(account=NAMELESS, pins=known, lists=(shown,))
    if kind == DEVICE_IDENTITY:
        device = KnownDevice(
            device=1,
            identity_key=given.identity_key or NO_IDENTITY_KEY,
            signed_device_identity=data,
            first_seen=given.at,
        )
        return Account(account=NAMELESS, pins=known, devices=(device,))
    payload = Linking(
        hmac_object=data,
        linking_secret=given.linking_secret or UNSET,
        companion_key=given.identity_key or UNSET,
        at=given.at,
    )
    return Account(account=NAMELESS, pins=known, linking=(payload,))
