"""Mutations: one value set or removed, encrypted and authenticated by itself.

::

    value = start 16 | AES-256-CBC(value key, start, SyncActionData) | code 32
    code  = first 32 bytes of HMAC-SHA-512(value code key, head | start and blocks | length)
    head  = 01 to set or 02 to remove | id of the sync key
    length = bytes in the head, in 8 bytes
    index = HMAC-SHA-256(index key, what the value is about)

What a value is about is inside it, and again outside as its code, by which the server replaces
values without knowing what they are about. `open_mutation` compares the two: otherwise an old value
about one thing could be passed off as one about another.

Source: open clients agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from hmac import compare_digest, digest

from mdaudit.spec.objects.aes import BLOCK_LENGTH, chain, unchain
from mdaudit.spec.objects.app_state.sync_key import DerivedKeys, KeyId, encode_key_id
from mdaudit.spec.objects.layout import Field, Kind, Layout
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.objects.unauthentic import Unauthentic
from mdaudit.spec.objects.wire import read_message, write_message

MAC_LENGTH = 32
"""Bytes in every code of the app state."""

INDEX = Field(1, "index", Kind.BYTES, required=True)
VALUE = Field(2, "value", Kind.BYTES)
PADDING = Field(3, "padding", Kind.BYTES)
VERSION = Field(4, "version", Kind.UINT32, required=True)
ACTION_DATA = Layout("SyncActionData", (INDEX, VALUE, PADDING, VERSION), signed=True)
"""What a value says. Source: open clients agree on the numbers; that two must be there is one's."""


class Operation(IntEnum):
    """What happens to a value (``SyncdOperation``)."""

    SET = 0
    """It enters, in the place of any with the same index."""

    REMOVE = 1
    """The one with this index leaves."""


@dataclass(frozen=True)
class ActionData:
    """What a value says, decrypted (``SyncActionData``).

    Source: open clients agree.
    """

    index: bytes
    """What it is about, as the JSON text that the other devices wrote."""

    value: bytes | None
    """The new setting as a ``SyncActionValue``, not read here."""

    version: int
    """The version of this kind of setting."""


@dataclass(frozen=True)
class Mutation:
    """One value set or removed, encrypted and **not verified** (``SyncdMutation``).

    Raises:
        Malformed: the value is not start, whole blocks and code.
    """

    operation: Operation
    """Whether the value enters or leaves."""

    index_mac: bytes
    """The code of what the value is about, 32 bytes."""

    value: bytes
    """Start, blocks and code, as received."""

    key_id: KeyId
    """The sync key that it is under."""

    def __post_init__(self) -> None:
        blocks, rest = divmod(len(self.value) - MAC_LENGTH - BLOCK_LENGTH, BLOCK_LENGTH)
        if blocks < 1 or rest:
            expected = "a start, whole blocks and a code"
            raise Malformed("SyncdValue.blob", expected, f"{len(self.value)} bytes", 0)

    @property
    def blocks(self) -> bytes:
        """Start and blocks, which the code is over."""
        return self.value[:-MAC_LENGTH]

    @property
    def value_mac(self) -> bytes:
        """The code at the end of the value, 32 bytes; the value's name in hashes and patches."""
        return self.value[-MAC_LENGTH:]


def open_mutation(keys: DerivedKeys, mutation: Mutation) -> ActionData:
    """Verify and decrypt a value; `keys` are those of the sync key that the mutation names.

    Raises:
        Unauthentic: no holder of the key encrypted this value, or not about this index.
        Malformed: a holder of the key encrypted something else than a ``SyncActionData``.
    """
    expected = _value_mac(keys, mutation.operation, mutation.key_id, mutation.blocks)
    if not compare_digest(expected, mutation.value_mac):
        raise Unauthentic("value MAC", "the one of these bytes under the sync key", "another")
    start, blocks = mutation.blocks[:BLOCK_LENGTH], mutation.blocks[BLOCK_LENGTH:]
    plain = unchain(keys.value, start, blocks)
    if plain is None:
        raise Malformed("SyncdValue.blob", "padding to whole blocks", "none", 0)
    decoded = read_message(ACTION_DATA, plain)
    data = ActionData(
        decoded.octets(INDEX), decoded.optional_octets(VALUE), decoded.integer(VERSION)
    )
    if not compare_digest(_index_mac(keys, data.index), mutation.index_mac):
        raise Unauthentic("index MAC", "the one of the index inside the value", "another")
    return data


def seal_mutation(
    keys: DerivedKeys, key_id: KeyId, operation: Operation, data: ActionData, *, start: bytes
) -> Mutation:
    """Encrypt and authenticate a value; `start` (16 bytes) is random and used once.

    Raises:
        ValueError: the start has the wrong length, or the version does not fit; the caller is at
            fault.
    """
    # An empty padding is written out, as every open client does.
    values = {INDEX: data.index, VALUE: data.value, PADDING: b"", VERSION: data.version}
    blocks = start + chain(keys.value, start, write_message(ACTION_DATA, values))
    mac = _value_mac(keys, operation, key_id, blocks)
    return Mutation(operation, _index_mac(keys, data.index), blocks + mac, key_id)


def _index_mac(keys: DerivedKeys, index: bytes) -> bytes:
    return digest(keys.index, index, "sha256")


def _value_mac(keys: DerivedKeys, operation: Operation, key_id: KeyId, blocks: bytes) -> bytes:
    head = bytes([operation + 1]) + encode_key_id(key_id)
    length = len(head).to_bytes(8)
    return digest(keys.value_mac, head + blocks + length, "sha512")[:MAC_LENGTH]
