"""Parts of a state as tables: rows that are not known, and many rows changed at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar, cast

from mdaudit.spec.logic import Function, Missing, Table
from mdaudit.spec.logic.rows import Rows
from mdaudit.spec.sorts import Account, Client
from mdaudit.spec.state import State, beginning
from mdaudit.spec.state.system import replace

PINNED = ("pin", "pinned_life")
"""What a client holds about an account by its pin."""

CONFIRMED = ("unconfirmed",)
"""Whether a client waits for its user to confirm another identity of an account."""

HISTORY = ("held", "received_at", "mark", "required_time", "deadline")
"""What a client holds about an account by the lists and hints that it got."""

HINTED = ("required_time", "deadline")
"""What a client holds about an account by hints."""

T = TypeVar("T")

Party = tuple[Client, Account]

Gaps = Mapping[Client, Mapping[Account, Missing]]
"""What is not known of what clients hold about accounts."""

blank = cache(beginning)
"""The state before anything happened; states never change, so every document can begin with it."""


def without(s: State, parts: Iterable[str], client: Client, account: Account, what: str) -> State:
    """The state in which some of what the client holds about the account is not known."""
    return with_gaps(s, parts, {client: {account: Missing(what)}})


def only_about(s: State, client: Client, account: Account) -> State:
    """Only what is needed to judge a device of the account: small enough to be kept often."""
    known = {
        name: getattr(s, name).only(client, account)
        for name in ("pin", "pinned_life", "pinned_hosted", "knows", "key_at", "evidence")
    }
    return replace(
        blank(s.policy),
        signed=s.signed,
        certified=s.certified,
        device_signed=s.device_signed,
        **known,
    )


def by_client(missing: Mapping[Party, Missing]) -> Gaps:
    """What is not known, by client and then by account."""
    gaps: dict[Client, dict[Account, Missing]] = {}
    for (client, account), what in missing.items():
        gaps.setdefault(client, {})[account] = what
    return gaps


def with_gaps(s: State, parts: Iterable[str], gaps: Gaps) -> State:
    """The state in which some of what clients hold about accounts is not known."""
    for client, missing in gaps.items():
        s = replace(
            s, **{part: getattr(s, part).but_many(client, values=missing) for part in parts}
        )
    return s


def with_rows(function: Function[*tuple[Any, ...], Any], rows: Mapping[Any, Any]) -> Any:
    """The same function with some rows changed."""
    for row, value in rows.items():
        function = function.but(*row, becomes=value)
    return function


def with_default(function: Function[*tuple[Any, ...], Any], default: object) -> Any:
    """The same rows, with another value everywhere else."""
    return Table(function.sorts, default, rows_of(function))


def rows_of(function: Function[*tuple[Any, ...], Any]) -> Rows:
    """The rows of a function of the auditor's state."""
    return cast("Table[*tuple[Any, ...], Any]", function).rows


class Computed(Mapping[T, Any]):
    """A value at each of many arguments, of which few will be asked for."""

    def __init__(self, at: Collection[T], value: Callable[[T], Any]) -> None:
        self.at = at
        self.value = value

    def __getitem__(self, argument: T) -> Any:
        if argument not in self.at:
            raise KeyError(argument)
        return self.value(argument)

    def __iter__(self) -> Iterator[T]:
        return iter(self.at)

    def __len__(self) -> int:
        return len(self.at)
