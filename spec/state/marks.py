"""What a client knows of whether a person compared keys, and what it was handed by its primary."""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.spec.logic import Function
from mdaudit.spec.sorts import Account, Client, IdentityKey, Truth
from mdaudit.spec.state.signed import Contact
from mdaudit.spec.state.system import System, default


@dataclass(frozen=True, kw_only=True)
class Marks(System):
    """Comparison of keys by people."""

    verified: Function[Client, Account, Truth] = default(value=False)
    """The contact is marked as verified: a person compared the security code."""
    unconfirmed: Function[Client, Account, Truth] = default(value=False)
    """A verified contact's key or life changed, and the user did not confirm it yet."""
    handed_over: Function[IdentityKey, Contact, Truth] = default(value=False)
    """The device gave the record of a contact to the other devices of its account."""
