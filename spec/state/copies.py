"""What is kept of a sent message for later copies, and what each copy was based on.

The latter only promises and lemmas read.
"""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.spec.logic import Function
from mdaudit.spec.sorts import (
    NEVER,
    NO_KEY,
    Account,
    Client,
    Count,
    IdentityKey,
    Index,
    Message,
    Time,
    Truth,
)
from mdaudit.spec.state.signed import NO_CERTIFICATE, NO_LIST, Certificate, SignedList
from mdaudit.spec.state.system import System, default, ghost


@dataclass(frozen=True, kw_only=True)
class Copies(System):
    """Copies of messages."""

    sent_to: Function[Message, Account] = default(Account(""))
    """The account that the message was written to, fixed when it was first sent."""
    sent_pin: Function[Message, Account, IdentityKey] = default(NO_KEY)
    """The sender's pins when the message was first sent: of the account, and of its own."""
    first_sent: Function[Message, Time] = default(NEVER)
    """When the message was first sent, by the sender's clock."""
    resent: Function[Message, Account, Index, IdentityKey, Count] = default(Count(0))
    """How often the message was encrypted again for the device."""
    first_sent_at: Function[Message, Time] = ghost(NEVER)
    """Ghost: when the message was first sent, in true time."""
    sender: Function[Message, Client] = default(Client(""))
    """The client that sent the message."""
    copied: Function[Message, Account, Index, IdentityKey, Truth] = ghost(value=False)
    """Ghost: a copy of the message was encrypted to the device. Each carries its own basis:"""
    copied_at: Function[Message, Account, Index, IdentityKey, Time] = ghost(NEVER)
    """Ghost: when, in true time."""
    copy_pin: Function[Message, Account, Index, IdentityKey, IdentityKey] = ghost(NO_KEY)
    """Ghost: the sender's pin for the account at that moment."""
    copy_list: Function[Message, Account, Index, IdentityKey, SignedList] = ghost(NO_LIST)
    """Ghost: the list that the sender held at that moment."""
    copy_evidence: Function[Message, Account, Index, IdentityKey, Certificate] = ghost(
        NO_CERTIFICATE
    )
    """Ghost: the certificate by which the sender knew the device."""
    copy_told_at: Function[Message, Account, Index, IdentityKey, Time] = ghost(NEVER)
    """Ghost: `told_at` of the sender at that moment."""
    copy_saw_dropped: Function[Message, Account, Index, IdentityKey, Truth] = ghost(value=False)
    """Ghost: the sender had seen the index disappear by that moment."""
    copy_verified: Function[Message, Account, Index, IdentityKey, Truth] = ghost(value=False)
    """Ghost: the account was marked as verified at the sender at that moment."""
    copy_unconfirmed: Function[Message, Account, Index, IdentityKey, Truth] = ghost(value=False)
    """Ghost: the account's change of identity was not confirmed by the sender's user."""
    copy_alone_since: Function[Message, Account, Index, IdentityKey, Time] = ghost(NEVER)
    """Ghost: the list time at which the account's primary had said to be alone."""
