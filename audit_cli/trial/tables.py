"""Parts of a state as tables: rows that are not known, and many rows changed at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, cast

from mdaudit.spec.logic import Function, Missing, Table
from mdaudit.spec.sorts import Account, Client
from mdaudit.spec.state import State

PINNED = ("pin", "pinned_life")
"""What a client holds about an account by its pin."""

HISTORY = ("held", "received_at", "mark", "required_time", "deadline")
"""What a client holds about an account by the lists and hints that it got."""

HINTED = ("required_time", "deadline")
"""What a client holds about an account by hints."""

Party = tuple[Client, Account]


def without(s: State, parts: Iterable[str], client: Client, account: Account, what: str) -> State:
    """The state in which some of what the client holds about the account is not known."""
    return with_gaps(s, parts, {(client, account): Missing(what)})


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
