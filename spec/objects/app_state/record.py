"""Records: one value as patches and snapshots carry it, with the wrappers that both use."""

from __future__ import annotations

from mdaudit.spec.objects.app_state.mutation import MAC_LENGTH, Mutation, Operation
from mdaudit.spec.objects.app_state.sync_key import (
    KEY_ID_LENGTH,
    KeyId,
    decode_key_id,
    encode_key_id,
)
from mdaudit.spec.objects.layout import Field, Kind, Layout
from mdaudit.spec.objects.wire import read_message, write_message

VERSION = Field(1, "version", Kind.UINT64, required=True)
SYNCD_VERSION = Layout("SyncdVersion", (VERSION,), signed=True)
"""The number of a patch."""

KEY_ID = Field(1, "id", Kind.BYTES, required=True, length=KEY_ID_LENGTH)
SYNCD_KEY_ID = Layout("KeyId", (KEY_ID,), signed=True)
"""The name of a sync key."""

INDEX_BLOB = Field(1, "blob", Kind.BYTES, required=True, length=MAC_LENGTH)
SYNCD_INDEX = Layout("SyncdIndex", (INDEX_BLOB,), signed=True)
"""The code of what a value is about."""

VALUE_BLOB = Field(1, "blob", Kind.BYTES, required=True)
SYNCD_VALUE = Layout("SyncdValue", (VALUE_BLOB,), signed=True)
"""A value, encrypted."""

INDEX = Field(1, "index", Kind.BYTES, required=True)
VALUE = Field(2, "value", Kind.BYTES, required=True)
RECORD_KEY = Field(3, "keyId", Kind.BYTES, required=True)
SYNCD_RECORD = Layout("SyncdRecord", (INDEX, VALUE, RECORD_KEY), signed=True)
"""One value and what it is under."""


def decode_record(data: bytes, operation: Operation) -> Mutation:
    """Read a ``SyncdRecord`` to which `operation` happens. Verifies nothing.

    Raises:
        Malformed: the bytes are not one; index, value and key must be there.
    """
    record = read_message(SYNCD_RECORD, data)
    return Mutation(
        operation=operation,
        index_mac=read_message(SYNCD_INDEX, record.octets(INDEX)).octets(INDEX_BLOB),
        value=read_message(SYNCD_VALUE, record.octets(VALUE)).octets(VALUE_BLOB),
        key_id=decode_key(record.octets(RECORD_KEY)),
    )


def encode_record(mutation: Mutation) -> bytes:
    """Write a ``SyncdRecord``, which leaves out what happens to it.

    Raises:
        ValueError: the index has the wrong length; the caller is at fault.
    """
    return write_message(
        SYNCD_RECORD,
        {
            INDEX: write_message(SYNCD_INDEX, {INDEX_BLOB: mutation.index_mac}),
            VALUE: write_message(SYNCD_VALUE, {VALUE_BLOB: mutation.value}),
            RECORD_KEY: encode_key(mutation.key_id),
        },
    )


def decode_key(data: bytes) -> KeyId:
    """Read a ``KeyId``.

    Raises:
        Malformed: the bytes are not one.
    """
    return decode_key_id(read_message(SYNCD_KEY_ID, data).octets(KEY_ID))


def encode_key(name: KeyId) -> bytes:
    """Write a ``KeyId``."""
    return write_message(SYNCD_KEY_ID, {KEY_ID: encode_key_id(name)})


def decode_version(data: bytes) -> int:
    """Read a ``SyncdVersion``.

    Raises:
        Malformed: the bytes are not one; the number must be there.
    """
    return read_message(SYNCD_VERSION, data).integer(VERSION)


def encode_version(version: int) -> bytes:
    """Write a ``SyncdVersion``.

    Raises:
        ValueError: the number does not fit; the caller is at fault.
    """
    return write_message(SYNCD_VERSION, {VERSION: version})
