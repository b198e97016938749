"""The kinds of things the specification speaks about.

Statically they are distinct types, so that an index cannot be passed for a time. The provers read
`Time` and `Index` as integers and every other sort as an uninterpreted set of any size.
"""

from __future__ import annotations

from typing import NewType

Truth = bool
"""The answer of a rule on values; a formula or ``Missing`` in the other readings."""

Account = NewType("Account", str)
"""A user, as the server names it."""

Client = NewType("Client", str)
"""One running device, seen as the keeper of pins and lists about other accounts."""

Message = NewType("Message", str)
"""One message; its copies differ per receiving device."""

Group = NewType("Group", str)
"""A group, as the server names it."""

SenderKey = NewType("SenderKey", bytes)
"""The key under which one device writes to one group: a chain of message keys."""

IdentityKey = NewType("IdentityKey", bytes)
"""The public identity key of one device, raw 32 bytes; the primary's key stands for the account."""

RawId = NewType("RawId", int)
"""The random number (``rawId``) that names one life of an account under one primary key."""

Time = NewType("Time", int)
"""Seconds since 1970-01-01 UTC; only the order and differences matter."""

Duration = NewType("Duration", int)
"""Seconds."""

Index = NewType("Index", int)
"""A key index: 0 is the primary, companions count from 1 within one life."""

Count = NewType("Count", int)
"""How many there are, or how often something happened."""

Epoch = NewType("Epoch", int)
"""The number of an app-state key in the order in which an account's primary makes them."""

Version = NewType("Version", int)
"""The number of a state of an account's app state; every patch counts one further."""

Digest = NewType("Digest", str)
"""A whole app state, as its hash tells it apart from every other."""

Position = NewType("Position", int)
"""A place in the chain of a sender key: how many messages were encrypted before it."""

NUMBERS = frozenset({Time, Duration, Index, Count, Epoch, Position, Version})
"""The sorts that the provers read as integers."""

NEVER = Time(-1)
"""Before every time: something that has not happened."""

NO_KEY = IdentityKey(b"")
"""No key at all; nothing is ever signed with it."""

NO_LIFE = RawId(-1)
"""No life at all."""

NO_SENDER_KEY = SenderKey(b"")
"""No sender key at all; nothing is ever encrypted under it."""

NOWHERE = Position(-1)
"""No place in a chain: the sender key was not given."""

CHAIN_START = Position(0)
"""The first place in the chain of every sender key."""

PRIMARY = Index(0)
"""The key index of every primary."""
