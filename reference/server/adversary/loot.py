"""Loot: every ciphertext that an adversary carries, for a listener that tries to read it.

A line of the file is the JSON of a `Taken`. Where the adversary's own device was meant, it has that
device's private keys: whoever has them and the ciphertext reads it, if the sender was fooled. A
line may be there twice, as a request may be done twice.
"""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.envelope import Kind
from mdaudit.reference.protocol.part import Blob, Name, Number, Octets32, Part, Seconds, spelled


class PrivateKeys(Part, frozen=True):
    """What the adversary's device opens messages with."""

    registration_id: Number
    identity_key: Octets32
    """Its private identity key."""
    signed_pre_key_id: Number
    signed_pre_key: Octets32
    """Its private signed pre key. It has no one-time keys."""


class Taken(Part, frozen=True):
    """One envelope as it went by."""

    at: Seconds
    message: Name
    sender: Address
    to: Address
    kind: Kind
    content: Blob
    group: Name | None = None
    keys: PrivateKeys | None = None
    """Those of the adversary's device, if it has one of this address."""


class Loot:
    """Where an adversary writes what it gets; nowhere if it has no file."""

    def __init__(self, file: Path | None = None) -> None:
        """Begin with an empty file.

        Raises:
            OSError: it cannot be written.
        """
        self._file = file
        self._lock = Lock()
        if file is not None:
            file.write_bytes(b"")

    def add(self, taken: Taken) -> None:
        """Write a line."""
        if self._file is None:
            return
        with self._lock, self._file.open("ab") as stream:
            stream.write(spelled(taken) + b"\n")
