"""Groups: who is in them as each client is told, and who was given which sender key."""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.spec.logic import Function
from mdaudit.spec.sorts import (
    CHAIN_START,
    NEVER,
    NO_KEY,
    NO_SENDER_KEY,
    NOWHERE,
    Account,
    Client,
    Group,
    IdentityKey,
    Index,
    Message,
    Position,
    SenderKey,
    Time,
    Truth,
)
from mdaudit.spec.state.signed import NO_CERTIFICATE, NO_LIST, Certificate, SignedList
from mdaudit.spec.state.system import System, default, ghost


@dataclass(frozen=True, kw_only=True)
class Groups(System):
    """Groups and sender keys."""

    member: Function[Client, Group, Account, Truth] = default(value=False)
    """The members of the group as the server tells the client; nobody signs them."""
    sender_key: Function[Client, Group, SenderKey] = default(NO_SENDER_KEY)
    """The sender key under which the client writes to the group at present."""
    used_sender_key: Function[SenderKey, Truth] = default(value=False)
    """Sender keys that were ever made; none is made twice."""
    chain_position: Function[SenderKey, Position] = default(CHAIN_START)
    """The place in the chain at which the next message will be encrypted."""
    given_from: Function[SenderKey, Account, Index, IdentityKey, Position] = default(NOWHERE)
    """From which place on the device was given the key; nowhere if it was not given."""
    inbound: Function[Client, Group, Account, Index, IdentityKey, SenderKey, Truth] = default(
        value=False
    )
    """The client reads the group messages of the device under the sender key."""
    sent_under: Function[Message, SenderKey] = default(NO_SENDER_KEY)
    """The sender key under which the group message was encrypted."""
    sent_position: Function[Message, Position] = default(NOWHERE)
    """At which place of its chain."""

    given_at: Function[SenderKey, Account, Index, IdentityKey, Time] = ghost(NEVER)
    """Ghost: when the key was last encrypted to the device, in true time."""
    given_pin: Function[SenderKey, Account, Index, IdentityKey, IdentityKey] = ghost(NO_KEY)
    """Ghost: the giver's pin for the account at that moment."""
    given_list: Function[SenderKey, Account, Index, IdentityKey, SignedList] = ghost(NO_LIST)
    """Ghost: the list that the giver held at that moment."""
    given_told_at: Function[SenderKey, Account, Index, IdentityKey, Time] = ghost(NEVER)
    """Ghost: `told_at` of the giver at that moment."""

    readable: Function[Message, Account, Index, IdentityKey, Truth] = ghost(value=False)
    """Ghost: when the group message was sent, the device had been given its key."""
    fanned_out: Function[Message, Account, Index, IdentityKey, Truth] = ghost(value=False)
    """Ghost: when the group message was sent, the device was in the sender's fan-out."""
    group_sent_at: Function[Message, Time] = ghost(NEVER)
    """Ghost: when the group message was sent, in true time."""
    group_pin: Function[Message, Account, IdentityKey] = ghost(NO_KEY)
    """Ghost: the sender's pin for the account at that moment."""
    group_list: Function[Message, Account, SignedList] = ghost(NO_LIST)
    """Ghost: the list that the sender held at that moment."""
    group_told_at: Function[Message, Account, Index, Time] = ghost(NEVER)
    """Ghost: `told_at` of the sender at that moment."""

    brought: Function[Client, Group, Account, Index, IdentityKey, SenderKey, Truth] = ghost(
        value=False
    )
    """Ghost: the device's own pairwise session with the client brought the sender key."""
    group_shown_under: Function[Client, Group, Account, Index, IdentityKey, SenderKey, Truth] = (
        ghost(value=False)
    )
    """Ghost: a group message under the key was shown as from the device. Of the last such one:"""
    group_shown_pin: Function[
        Client, Group, Account, Index, IdentityKey, SenderKey, IdentityKey
    ] = ghost(NO_KEY)
    """Ghost: the client's pin for the account when it was shown."""
    group_shown_list: Function[
        Client, Group, Account, Index, IdentityKey, SenderKey, SignedList
    ] = ghost(NO_LIST)
    """Ghost: the list that the client held then."""
    group_shown_evidence: Function[
        Client, Group, Account, Index, IdentityKey, SenderKey, Certificate
    ] = ghost(NO_CERTIFICATE)
    """Ghost: the certificate by which the client knew the device then."""
