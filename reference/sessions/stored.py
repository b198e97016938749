"""Records as bytes, to be stored and read back: versioned, and in one spelling only.

A record is read strictly. Whatever is not exactly what this version writes is refused, be it an
unknown field, a key of another length or another order: stored bytes are this program's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from mdaudit.spec.objects.malformed import Malformed

T = TypeVar("T")


@dataclass(frozen=True)
class StoredForm(Generic[T]):
    """How one kind of record is stored."""

    name: str
    """What the record is called, in its bytes and in refusals."""

    version: int
    """Which form of the record this is; it changes whenever a field does."""

    record: type[T]
    """The class of the record: a frozen dataclass."""

    def write(self, record: T) -> bytes:
        """The record as bytes."""
        return msgspec.msgpack.encode((self.name, self.version, record))

    def read(self, octets: bytes) -> T:
        """The record that was written as these bytes.

        Raises:
            Malformed: they are not what this version writes.
        """
        try:
            name, version, raw = msgspec.msgpack.decode(octets, type=tuple[str, int, msgspec.Raw])
            if (name, version) != (self.name, self.version):
                raise self._malformed(f"{name} in version {version}")
            record = msgspec.msgpack.decode(raw, type=self.record)
        except msgspec.MsgspecError as problem:
            raise self._malformed(str(problem)) from problem
        if self.write(record) != octets:
            raise self._malformed("another spelling")
        return record

    def _malformed(self, got: str) -> Malformed:
        return Malformed(f"stored {self.name}", f"{self.name} in version {self.version}", got, 0)
