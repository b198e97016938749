"""What was written by whom, and what a client shows to its user."""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.spec.logic import Function
from mdaudit.spec.sorts import NO_KEY, Account, Client, Count, IdentityKey, Index, Message, Truth
from mdaudit.spec.state.signed import NO_CERTIFICATE, NO_LIST, Certificate, SignedList
from mdaudit.spec.state.system import System, default, ghost


@dataclass(frozen=True, kw_only=True)
class Receipts(System):
    """Receiving and showing."""

    written: Function[IdentityKey, Message, Account, Truth] = default(value=False)
    """The device wrote the message to the account; a pairwise session proves it."""
    seen: Function[Client, IdentityKey, Message, Truth] = default(value=False)
    """The client remembers that it showed this device's message of this id."""
    times_shown: Function[Client, IdentityKey, Message, Count] = ghost(Count(0))
    """Ghost: how often it was shown."""
    shown: Function[Client, Account, Index, IdentityKey, Message, Account, Truth] = ghost(
        value=False
    )
    """Ghost: shown as sent, by the first account and this device of it, to the second account."""
    shown_from: Function[Client, Account, Index, IdentityKey, Message, Account] = ghost(Account(""))
    """Ghost: the account of the session that brought it."""
    shown_pin: Function[Client, Account, Index, IdentityKey, Message, IdentityKey] = ghost(NO_KEY)
    """Ghost: the client's pin for the sending account at that moment."""
    shown_list: Function[Client, Account, Index, IdentityKey, Message, SignedList] = ghost(NO_LIST)
    """Ghost: the list of the sending account that it held at that moment."""
    shown_evidence: Function[Client, Account, Index, IdentityKey, Message, Certificate] = ghost(
        NO_CERTIFICATE
    )
    """Ghost: the certificate by which it knew the device."""
