"""A log as evidence is made of it: its steps, and the objects that it names."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, Final

from mdaudit.reference.parties.log import Event

OUTCOMES: Final = {"done": "accepted", "refused": "refused"}
"""How the evidence says what became of a list."""

NUMBER_LENGTH: Final = 4
"""Bytes of a sender key's name that make its number."""


class NoClientError(ValueError):
    """The log has no step by which its party became a device of an account."""


class Recorded:
    """One client's log.

    Raises:
        NoClientError: it is none of a client.
    """

    def __init__(self, log: Sequence[Event]) -> None:
        self._log = log
        self._objects = {
            name: spelled for event in log for name, spelled in event["objects"].items()
        }
        begun = next(self.steps("set_up"), None)
        if begun is None:
            raise NoClientError("the log is of a device that never became part of an account")
        self.client: str = begun["arguments"]["client"]
        self.account: str = begun["arguments"]["account"]
        self.index: int = begun["arguments"]["index"]
        self.until: int = log[-1]["at"]

    def steps(self, *names: str) -> Iterator[Event]:
        """The steps of these names that happened or were refused."""
        return (e for e in self._log if e["step"] in names and e["outcome"] in OUTCOMES)

    def done(self, *names: str) -> Iterator[Event]:
        """The steps of these names that happened."""
        return (event for event in self.steps(*names) if event["outcome"] == "done")

    def octets(self, name: str) -> str | None:
        """The bytes of an object in base64, if there are any."""
        octets: str | None = self._objects.get(name, {}).get("octets")
        return octets

    def signed_at(self, name: str) -> int | None:
        """What the party's clock said when it signed a list; None if it did not sign it."""
        return self._clocks.get(self._life_and_time(name))

    @cached_property
    def _clocks(self) -> dict[tuple[int, int], int]:
        """The server hands a list on in other bytes: it is known by its life and time."""
        publishing = (e["arguments"] for e in self._log if e["outcome"] == "done")
        return {
            self._life_and_time(arguments["signed"]): arguments["clock"]
            for arguments in publishing
            if "signed" in arguments
        }

    def _life_and_time(self, name: str) -> tuple[int, int]:
        said = self.says(name)
        return said.get("list_life", -1), said.get("list_time", -1)

    def says(self, name: str) -> dict[str, Any]:
        """What an object says, field by field; nothing if its bytes could not be read."""
        said = (part for part in self._objects.get(name, {}).values() if isinstance(part, dict))
        return next(said, {})


def number_of(chain: str) -> int:
    """The number of a sender key, from its name in base64."""
    return int.from_bytes(b64decode(chain)[:NUMBER_LENGTH])


def address(account: str, index: int) -> dict[str, Any]:
    """A device, as evidence spells it."""
    return {"account": account, "device": index}
