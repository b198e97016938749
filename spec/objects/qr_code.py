"""The QR code that a companion shows: a reference, its two public keys, and the linking secret.

::

    ref,noise key,identity key,linking secret[,client type]

The three in the middle are 32 bytes each in base64, so 44 characters. Newer companions put a web
address in front, so that a camera which is not ours opens a page. The reference comes from the
server and **may contain commas**; so the last fields are read first, and it is what is left.

**Decision: the last field says whether there is a client type.** 44 characters of base64 are the
secret, one to three digits are a client type, and anything else is refused. No string is both, so a
payload is read in one way whatever the reference contains, even keys of its own. For the same
reason a reference does not begin with the web address, and a client type has no leading zero: two
different contents never make one payload.

Nothing in the payload is authenticated but by being seen. Whoever shows the code chooses all of it.

Source: open clients agree on the fields; the commas and the address are in some of them; the
strictness is inferred.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass

from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.objects.signature import KEY_LENGTH
from mdaudit.spec.sorts import IdentityKey

ADDRESS = b"https://wa.me/settings/linked_devices#"
"""What newer companions put in front."""

CLIENT_TYPE = re.compile(rb"0|[1-9][0-9]{0,2}")
"""A number of up to three digits in its one spelling."""

REFERENCE = re.compile(rb"[!-~]+")
"""Printable characters without spaces, at least one."""

ENCODED_LENGTH = 44
"""Characters in the base64 of 32 bytes."""

KEYS = 3
"""Fields in base64: noise key, identity key, linking secret."""


@dataclass(frozen=True)
class QrCode:
    """What a companion shows to the primary that is to link it.

    Source: white paper, linking; open clients agree.
    """

    reference: str
    """What the server knows this linking by."""

    noise_key: bytes
    """The companion's key towards the server, 32 bytes."""

    identity_key: IdentityKey
    """The companion's identity key, which the primary will sign."""

    secret: bytes
    """The linking secret, 32 bytes, which never reaches the server."""

    client_type: int | None = None
    """What kind of program the companion is, 0 to 999; older ones do not say."""


def decode_qr_code(payload: bytes) -> QrCode:
    """Read what a QR code holds, with or without the web address in front.

    Raises:
        Malformed: a field is missing, is not base64 of 32 bytes, or is no reference.
    """
    fields = _fields(payload)
    client_type = None
    if len(fields[-1][1]) != ENCODED_LENGTH:
        client_type = _client_type(*fields.pop())
    if len(fields) <= KEYS:
        got = f"{len(fields)} fields before any client type"
        raise Malformed("QR code", "a reference and three keys", got, 0)
    *first, noise_key, identity_key, secret = fields
    return QrCode(
        _reference(first[0][0], b",".join(field for _, field in first)),
        _key("noise key", *noise_key),
        IdentityKey(_key("identity key", *identity_key)),
        _key("linking secret", *secret),
        client_type,
    )


def encode_qr_code(code: QrCode, *, address: bool) -> bytes:
    """Write what a QR code holds; `address` says whether the web address goes in front.

    Raises:
        ValueError: a key has the wrong length, or reference or client type have no spelling; the
            caller is at fault.
    """
    reference = code.reference.encode("ascii")
    if not _is_reference(reference):
        raise ValueError(f"expected a printable reference, got {code.reference!r}")
    keys = (code.noise_key, code.identity_key, code.secret)
    if any(len(key) != KEY_LENGTH for key in keys):
        raise ValueError(f"expected {KEY_LENGTH} bytes each, got {[len(key) for key in keys]}")
    fields = [reference, *map(b64encode, keys)]
    if code.client_type is not None:
        fields.append(b"%d" % code.client_type)
        if not CLIENT_TYPE.fullmatch(fields[-1]):
            raise ValueError(f"expected a client type from 0 to 999, got {code.client_type}")
    return (ADDRESS if address else b"") + b",".join(fields)


def _fields(payload: bytes) -> list[tuple[int, bytes]]:
    """What stands between the commas, each with the offset of its first byte."""
    where = len(ADDRESS) if payload.startswith(ADDRESS) else 0
    found = []
    for field in payload[where:].split(b","):
        found.append((where, field))
        where += len(field) + 1
    return found


def _reference(where: int, field: bytes) -> str:
    """The reference that a field spells."""
    if not _is_reference(field):
        expected = "printable characters that do not begin with the web address"
        raise Malformed("QR code reference", expected, f"{len(field)} others", where)
    return field.decode("ascii")


def _is_reference(field: bytes) -> bool:
    return bool(REFERENCE.fullmatch(field)) and not field.startswith(ADDRESS)


def _client_type(where: int, field: bytes) -> int:
    """The number that the last field spells."""
    if not CLIENT_TYPE.fullmatch(field):
        expected = f"{ENCODED_LENGTH} characters, or one to three digits"
        raise Malformed("QR code last field", expected, f"{len(field)} characters", where)
    return int(field)


def _key(name: str, where: int, field: bytes) -> bytes:
    """The 32 bytes that a field spells, in the one spelling that they have."""
    try:
        key = b64decode(field, validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_LENGTH or b64encode(key) != field:
        expected = f"{KEY_LENGTH} bytes in base64"
        raise Malformed(f"QR code {name}", expected, f"{len(field)} other characters", where)
    return key
