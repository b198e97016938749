"""The app state of one device, as it keeps it: what is in force, and under which keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from mdaudit.reference.app_state.settings import Setting, setting_in
from mdaudit.reference.sessions.stored import StoredForm
from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.app_state import EMPTY, ActionData, Collection

COLLECTION: Final = "regular"
"""The one collection that this reference keeps; deployed clients have five."""


@dataclass(frozen=True)
class KeptValue:
    """One value in force, decrypted."""

    index_mac: bytes
    """The code of what it is about, 32 bytes."""
    value_mac: bytes
    """The code of the value, 32 bytes."""
    key_id: bytes
    """The name of the key that it is under, 6 bytes; empty if this device could not read it."""
    index: bytes
    """What it is about."""
    value: bytes | None
    """What it says."""
    version: int
    """The version of this kind of setting."""

    @property
    def action(self) -> ActionData:
        """What it is about and says."""
        return ActionData(self.index, self.value, self.version)


@dataclass(frozen=True)
class AppState:
    """All of it."""

    version: int = 0
    """The number of the last patch; 0 before the first."""
    lt_hash: bytes = EMPTY
    """The hash over the codes of all values, 128 bytes."""
    values: tuple[KeptValue, ...] = ()
    """What is in force, in the order in which it came."""
    key_id: bytes = b""
    """The name of the key of the last patch; empty before the first."""

    @property
    def collection(self) -> Collection:
        """What patches are replayed on."""
        codes = {value.index_mac: value.value_mac for value in self.values}
        return Collection(COLLECTION, self.version, MappingProxyType(codes), self.lt_hash)

    def settings(self) -> Iterator[Setting]:
        """The settings that are known here, by name."""
        found = []
        for value in self.values:
            try:
                found.append(setting_in(value.action))
            except Malformed:
                continue  # of a later version of this program, or of another one
        yield from sorted(found)


APP_STATE: Final = StoredForm("app state", 1, AppState)
