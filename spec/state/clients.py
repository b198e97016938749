"""What each client keeps, and what its past was."""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.spec.logic import Function
from mdaudit.spec.sorts import (
    NEVER,
    NO_KEY,
    NO_LIFE,
    PRIMARY,
    Account,
    Client,
    IdentityKey,
    Index,
    RawId,
    Time,
    Truth,
)
from mdaudit.spec.state.signed import NO_CERTIFICATE, NO_LIST, Certificate, SignedList
from mdaudit.spec.state.system import System, default, ghost


@dataclass(frozen=True, kw_only=True)
class Clients(System):
    """What each client keeps."""

    own_account: Function[Client, Account] = default(Account(""))
    """The account that the client is a device of."""
    own_key: Function[Client, IdentityKey] = default(NO_KEY)
    """The client's own identity key."""
    own_index: Function[Client, Index] = default(PRIMARY)
    """The client's own key index."""
    pin: Function[Client, Account, IdentityKey] = default(NO_KEY)
    """The primary key that the client pinned for the account."""
    pinned_life: Function[Client, Account, RawId] = default(NO_LIFE)
    """The life that the client pinned with it."""
    pinned_hosted: Function[Client, Account, Truth] = default(value=False)
    """Whether the account was pinned as a hosted one."""
    held: Function[Client, Account, SignedList] = default(NO_LIST)
    """The last list that the client accepted; it stays when it expires."""
    received_at: Function[Client, Account, Time] = default(NEVER)
    """When the client last got or confirmed the held list, by its clock."""
    mark: Function[Client, Account, Index] = default(PRIMARY)
    """The highest index of any list held in this life: the client's own mark."""
    required_time: Function[Client, Account, Time] = default(NEVER)
    """The highest time that a hint named: only a list at least that new will do."""
    deadline: Function[Client, Account, Time] = default(NEVER)
    """When the held list stops being used, by the client's clock; set by the first unmet hint."""
    knows: Function[Client, Account, Index, IdentityKey, Truth] = default(value=False)
    """Devices that the client has a session with; the primary is one of them."""
    evidence: Function[Client, Account, Index, IdentityKey, Certificate] = default(NO_CERTIFICATE)
    """The certificate by which the client accepted the device."""
    key_at: Function[Client, Account, Index, IdentityKey] = default(NO_KEY)
    """The one key that the client accepted for an index in this life."""

    held_since_pin: Function[Client, Account, SignedList, Truth] = ghost(value=False)
    """Ghost: every list that the client held since it set its pin."""
    first_held: Function[Client, SignedList, Time] = ghost(NEVER)
    """Ghost: when the client first accepted the list, in true time."""
    saw_dropped: Function[Client, Account, Index, Truth] = ghost(value=False)
    """Ghost: indexes that the client saw disappear since it set its pin."""
    told_at: Function[Client, Account, Index, Time] = ghost(NEVER)
    """Ghost: when a hint first named a time at or after the index's removal, in true time."""
    misled: Function[Client, Account, Truth] = ghost(value=False)
    """Ghost: a hint or a record that the client took over said more than the owner had signed."""
    admitted: Function[Client, Account, Index, IdentityKey, SignedList] = ghost(NO_LIST)
    """Ghost: the list by which the client last admitted a message of the companion."""
    admitted_at: Function[Client, Account, Index, IdentityKey, Time] = ghost(NEVER)
    """Ghost: when, in true time."""
