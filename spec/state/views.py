"""What clients learn about each other's view of a list, inside their messages."""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.spec.logic import Function
from mdaudit.spec.sorts import (
    NEVER,
    NO_KEY,
    Account,
    Client,
    IdentityKey,
    Index,
    RawId,
    Time,
    Truth,
)
from mdaudit.spec.state.system import System, default, ghost


@dataclass(frozen=True, kw_only=True)
class Views(System):
    """What devices say of each other's lists."""

    stated: Function[IdentityKey, IdentityKey, RawId, Index, IdentityKey, Truth] = default(
        value=False
    )
    """The device said that this primary, in this life, gave the index to the last key."""
    alone_since: Function[Client, Account, Time] = default(NEVER)
    """The list time at which the account's primary said that it has no companions."""
    alarmed: Function[Client, Account, Truth] = default(value=False)
    """The client saw two views of one list, and told its user."""
    saw_two_views: Function[Client, Account, Truth] = ghost(value=False)
    """Ghost: a device named another key for an index, of a list of the same time."""
    speaker_of_other_view: Function[Client, Account, IdentityKey] = ghost(NO_KEY)
    """Ghost: the device that did so last."""
