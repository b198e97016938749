"""How requests and answers are spelled: strict JSON objects."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Struct

T = TypeVar("T")

Octets32 = Annotated[bytes, Meta(min_length=32, max_length=32)]
"""A raw public key, 32 bytes."""

Signature = Annotated[bytes, Meta(min_length=64, max_length=64)]
"""An XEdDSA signature."""

Name = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z._:-]+$")]
"""A name that the server uses in paths: of an account, a group, a message, an attempt."""

Words = Annotated[str, Meta(max_length=80)]
"""Words for people."""

Number = Annotated[int, Meta(ge=0, lt=2**32)]
"""An index, an identifier, a count."""

Seconds = Annotated[int, Meta(ge=0, lt=2**53)]
"""A time."""

Blob = Annotated[bytes, Meta(max_length=2**20)]
"""Bytes that only clients understand, or that are signed."""


class Part(Struct, frozen=True, forbid_unknown_fields=True):
    """A strict, immutable JSON object."""


class Unreadable(ValueError):  # noqa: N818 - what the other side sent, not a defect
    """The other side sent JSON that is not what it should be."""


def spelled(value: Any) -> bytes:
    """A value as JSON."""
    return msgspec.json.encode(value)


def read(octets: bytes, kind: type[T]) -> T:
    """The value that the JSON spells.

    Raises:
        Unreadable: it is no JSON, or not of that kind.
    """
    try:
        return msgspec.json.decode(octets, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise Unreadable(str(problem)) from None
