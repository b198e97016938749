"""One request, as the rest of the server gets it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Connection

from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.part import Name, Number, T
from mdaudit.reference.server.refusal import Refusal
from mdaudit.reference.signed.signing import Randomness
from mdaudit.spec.sorts import PRIMARY, Account, Time

if TYPE_CHECKING:
    from mdaudit.reference.server.voice import Voice


@dataclass
class Call:
    """A request inside its transaction."""

    connection: Connection
    """The transaction. It ends well, or nothing of the request is kept."""
    now: Time
    """When the request came, by the server's clock."""
    randomness: Randomness
    voice: Voice
    """What is said in answer."""
    path: Mapping[str, str] = field(default_factory=dict)
    """What stands in the path for each name in its template."""
    query: Mapping[str, str] = field(default_factory=dict)
    caller: Address | None = None
    """The device that asks; None where no token is needed."""
    rung: set[Address] = field(default_factory=set)
    """Devices that have something new in their mailbox once the transaction has ended."""
    dismissed: set[Address] = field(default_factory=set)
    """Devices whose connection ends with the transaction."""

    @property
    def sender(self) -> Address:
        """The device that asks.

        Raises:
            Refusal: it did not say who it is.
        """
        if self.caller is None:
            raise Refusal(401, "no valid token", "sign a challenge")
        return self.caller

    def primary(self) -> Account:
        """The account whose primary asks.

        Raises:
            Refusal: another device asks.
        """
        if self.sender.device != PRIMARY:
            raise Refusal(403, "not the primary", "ask with the account's primary")
        return Account(self.sender.account)

    def name(self, part: str) -> str:
        """The name that stands in the path.

        Raises:
            Refusal: it is no name.
        """
        return self._read(self.path[part], Name, part)

    def number(self, text: str, what: str) -> int:
        """The number that a text in the path or query spells.

        Raises:
            Refusal: it is no number.
        """
        return self._read(text, Number, what)

    @staticmethod
    def _read(text: str, kind: type[T], what: str) -> T:
        try:
            return msgspec.convert(text, kind, strict=False)
        except msgspec.ValidationError as problem:
            raise Refusal(400, "unreadable", f"{what}: {problem}") from None
