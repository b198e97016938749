"""What a party has seen: described objects by name, each with its bytes as received."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from mdaudit.reference.parties.plain import base64, described, description
from mdaudit.spec.linking.attempts import Attempt
from mdaudit.spec.state.app_state import AppStateKey, Patch
from mdaudit.spec.state.signed import NAMED, Certificate, Contact, SignedList

KINDS: Final = {
    kind.__name__: kind for kind in (SignedList, Certificate, Contact, AppStateKey, Patch, Attempt)
}
"""The kinds of described objects."""

NOTHING: Final[dict[str, Any]] = {
    value.name: value for value in list[Any](NAMED.values()) if type(value) in KINDS.values()
}
"""The named objects that stand for none."""


@dataclass(frozen=True)
class Seen:
    """One object."""

    name: str
    """Its name; what the bytes are is part of it."""
    object: Any
    """The object as the specification sees it; None if its bytes could not be read."""
    octets: bytes | None
    """Its bytes as received; None if they are a secret, or there are none."""

    def line(self) -> dict[str, Any]:
        """The object as the log spells it."""
        spelled: dict[str, Any] = {}
        if self.object is not None:
            spelled[type(self.object).__name__] = description(self.object)
        if self.octets is not None:
            spelled["octets"] = base64(self.octets)
        return spelled


class Memory:
    """All objects that a party has seen, in order."""

    def __init__(self) -> None:
        self._seen: dict[str, Seen] = {}
        self._untold: list[str] = []

    def add(self, made: Any, octets: bytes | None = None) -> None:
        """An object that was received, or that the party makes itself."""
        self._add(Seen(made.name, made, octets))

    def add_unreadable(self, octets: bytes) -> str:
        """Bytes that say nothing; returns the name by which the log speaks of them."""
        name = f"unreadable sha256:{sha256(octets).hexdigest()}"
        self._add(Seen(name, None, octets))
        return name

    def restore(self, seen: Seen) -> None:
        """An object from a store: it was told of before."""
        self._seen[seen.name] = seen

    def _add(self, seen: Seen) -> None:
        if seen.name not in NOTHING and seen.name not in self._seen:
            self._seen[seen.name] = seen
            self._untold.append(seen.name)

    def untold(self) -> list[Seen]:
        """The objects that were added since this was last asked."""
        names, self._untold = self._untold, []
        return [self._seen[name] for name in names]

    def forget(self, names: Iterable[str]) -> None:
        """These objects were not seen after all: what brought them was undone."""
        for name in names:
            self._seen.pop(name, None)

    def __getitem__(self, name: str) -> Seen:
        """The object with its bytes; raises KeyError if it was not seen."""
        return self._seen[name]

    def __iter__(self) -> Iterator[Seen]:
        return iter(self._seen.values())

    def find(self, name: str) -> Any:
        """The object of a name.

        Raises:
            KeyError: no such object was seen, or it could not be read.
        """
        found = NOTHING[name] if name in NOTHING else self._seen[name].object
        if found is None:
            raise KeyError(name)
        return found

    def octets(self, name: str) -> bytes:
        """The bytes of the object.

        Raises:
            KeyError: no such object was seen, or it has no bytes.
        """
        octets = self._seen[name].octets
        if octets is None:
            raise KeyError(name)
        return octets

    def read(self, name: str, spelled: dict[str, Any], octets: bytes | None) -> Seen:
        """An object as a log or store spells it.

        Raises:
            ValueError: the description fits no kind.
            KeyError: it names an object that was not seen.
        """
        kinds = [kind for kind in spelled if kind in KINDS]
        made = described(KINDS[kinds[0]], spelled[kinds[0]], self.find) if kinds else None
        return Seen(name, made, octets)
