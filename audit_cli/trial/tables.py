"""Parts of a state as tables: rows that are not known, and many rows changed at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, cast

from mdaudit.spec.logic import Function, Missing, Table
from mdaudit.spec.sorts import Account, Client
from mdaudit.spec.state import State, beginning
from mdaudit.spec.state.system import replace

PINNED = ("pin", "pinned_life")
"""What a client holds about an account by its pin."""

HISTORY = ("held", "received_at", "mark", "required_time", "deadline")
"""What a client holds about an account by the lists and hints that it got."""

HINTED = ("required_time", "deadline")
"""What a client holds about an account by hints."""

Party = tuple[Client, Account]

blank = cache(beginning)
"""The state before anything happened; states never change, so every document can begin with it."""


def without(s: State, parts: Iterable[str], client: Client, account: Account, what: str) -> State:
    """The state in which some of what the client holds about the account is not known."""
    return with_gaps(s, parts, {(client, account): Missing(what)})


def only_about(s: State, client: Client, account: Account) -> State:
    """Only what is needed to judge a device of the account: small enough to be kept often."""
    known = {
        name: _rows_about(getattr(s, name), (client, account))
        for name in ("pin", "pinned_life", "pinned_hosted", "knows", "key_at", "evidence")
    }
    return replace(
        blank(s.policy),
        signed=s.signed,
        certified=s.certified,
        device_signed=s.device_signed,
        **known,
    )


def _rows_about(function: Function[*tuple[Any, ...], Any], party: Party) -> Any:
    rows = {row: value for row, value in rows_of(function).items() if row[:2] == party}
    return Table(function.sorts, function.default, rows)


def with_gaps(s: State, parts: Iterable[str], gaps: Mapping[Party, Missing]) -> State:
    """The state in which some of what clients hold about accounts is not known."""
    changes: dict[str, Any] = {}
    for part in parts:
        changes[part] = with_rows(getattr(s, part), gaps)
    return replace(s, **changes)


def with_rows(function: Function[*tuple[Any, ...], Any], rows: Mapping[Any, Any]) -> Any:
    """The same function with many rows changed at once."""
    return Table(function.sorts, function.default, {**rows_of(function), **rows})


def with_default(function: Function[*tuple[Any, ...], Any], default: object) -> Any:
    """The same rows, with another value everywhere else."""
    return Table(function.sorts, default, rows_of(function))


def rows_of(function: Function[*tuple[Any, ...], Any]) -> Mapping[tuple[Any, ...], Any]:
    """The rows of a function of the auditor's state."""
    return cast("Table[*tuple[Any, ...], Any]", function).rows
