"""How values are written in reports: people's identifiers become numbers unless they are asked for.

An account number, a group or a message id tells who talked to whom. Reports are passed on;
evidence is not. So a report says ``account#1``, and the JSON Pointer next to it leads whoever has
the evidence to the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

from mdaudit.audit_cli.inputs.evidence import LAST_SECOND
from mdaudit.audit_cli.inputs.lone_object import NAMELESS
from mdaudit.audit_cli.policy_words import in_words
from mdaudit.spec.logic import Missing
from mdaudit.spec.sorts import (
    NO_KEY,
    Account,
    Client,
    Duration,
    Group,
    IdentityKey,
    Message,
    Time,
)
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import NO_LIST, SignedList

DIGITS = 8
"""Hexadecimal digits of a digest in texts for people."""


def date(time: int) -> str:
    """A time in words, UTC; a number that has no date as it is."""
    if not 0 <= time <= LAST_SECOND:
        return "never" if time < 0 else f"second {time}"
    return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def short(octets: bytes) -> str:
    """A short digest of bytes."""
    return sha256(octets).hexdigest()[:DIGITS]


MOST_NAMES: Final = 100_000
"""Names of one kind that are remembered."""


@dataclass
class Names:
    """What the report calls each account, client, group and message, in order of appearance.

    Of each kind the last `MOST_NAMES` are remembered, as a stream has no end. One that comes back
    later gets another number.
    """

    show_identifiers: bool = False
    _given: dict[str, dict[str, str]] = field(default_factory=dict)
    _counted: Counter[str] = field(default_factory=Counter)

    def account(self, name: str) -> str:
        """An account."""
        return name if name == NAMELESS else self._name("account", name)

    def client(self, name: str) -> str:
        """An observer."""
        return self._name("observer", name)

    def message(self, name: str) -> str:
        """A message."""
        return self._name("message", name)

    def group(self, name: str) -> str:
        """A group."""
        return self._name("group", name)

    def _name(self, kind: str, name: str) -> str:
        if self.show_identifiers:
            return name
        given = self._given.setdefault(kind, {})
        if name not in given:
            self._counted[kind] += 1
            given[name] = f"{kind}#{self._counted[kind]}"
            if len(given) > MOST_NAMES:
                del given[next(iter(given))]
        return given[name]

    def show(self, value: Any, sort: Any) -> str:
        """A value of a sort of the specification, for people."""
        if isinstance(value, Missing):
            return f"unknown ({', '.join(value.what)})"
        known: dict[Any, Callable[[Any], str]] = {
            Time: date,
            Duration: in_words,
            IdentityKey: key,
            SignedList: listed,
            Account: self.account,
            Client: self.client,
            Message: self.message,
            Group: self.group,
        }
        if sort in known:
            return known[sort](value)
        if isinstance(value, bytes):
            return f"{value[:2].hex() or 'nothing'} and {max(len(value) - 2, 0)} more bytes"
        if isinstance(value, tuple):
            return "; ".join(map(str, value)) or "one reading"
        return "" if isinstance(value, State) else str(value)


def key(octets: bytes) -> str:
    """A key by a short digest."""
    return "none" if octets == NO_KEY else f"key {short(octets)}"


def listed(shown: SignedList) -> str:
    """A list with what it says."""
    if shown == NO_LIST:
        return "no list"
    indexes = " ".join(map(str, sorted(shown.valid_indexes))) or "none"
    return f"{shown.name}, current index {shown.current_index}, valid indexes {indexes}"
