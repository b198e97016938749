"""What a primary keeps so that a removal is not lost, and what it told its owner."""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.spec.logic import Function
from mdaudit.spec.sorts import PRIMARY, Account, Client, IdentityKey, Index, RawId, Truth
from mdaudit.spec.state.signed import NO_LIST, SignedList
from mdaudit.spec.state.system import System, default, ghost


@dataclass(frozen=True, kw_only=True)
class Removals(System):
    """Removals: wanted, published, shown; and backups."""

    wanted_gone: Function[IdentityKey, RawId, Index, Truth] = default(value=False)
    """Indexes whose removal was asked for and is not yet shown as done; the primary's memory."""
    newest: Function[IdentityKey, SignedList] = default(NO_LIST)
    """The newest list that the primary signed; the primary's memory."""
    confirmed: Function[IdentityKey, SignedList, Truth] = default(value=False)
    """Lists that the primary remembers to have handed to the server; a crash loses this."""
    backed_up: Function[IdentityKey, RawId, Truth] = default(value=False)
    """There is a backup of the primary's state in this life."""
    backup_mark: Function[IdentityKey, RawId, Index] = default(PRIMARY)
    """The high-water mark in the backup."""
    backup_linked: Function[IdentityKey, RawId, Index, Truth] = default(value=False)
    """The companions that were linked when the backup was made."""
    query_wanted: Function[Client, Account, Truth] = default(value=False)
    """The client will ask for the account's list again."""

    handed: Function[IdentityKey, SignedList, Truth] = ghost(value=False)
    """Ghost: lists that the primary handed to the server."""
    asked_gone: Function[IdentityKey, RawId, Index, Truth] = ghost(value=False)
    """Ghost: indexes whose removal was ever asked for."""
    shown_gone_by: Function[IdentityKey, RawId, Index, SignedList] = ghost(NO_LIST)
    """Ghost: the newest list when the removal was shown to the owner as done."""
