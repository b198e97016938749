"""What is on the wire, as free terms, and who can take it apart: a small system of its own.

Whatever a device sends, the network has. It is built from a few constructors, each of which stands
for perfect cryptography: nothing but the right key opens what was closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final, NewType

from mdaudit.spec.logic import Constructor, Function
from mdaudit.spec.sorts import NO_KEY, IdentityKey, Message, Truth
from mdaudit.spec.state.system import System, default

SharedKey = NewType("SharedKey", bytes)
"""A secret key that devices give each other: for a group, a history bundle or app state."""

Data = NewType("Data", object)
"""What can be on the wire or inside of it, as a free term."""

text: Final = Constructor[Message, Data]("text", (Message,), Data)
"""What a message says. A message stands for a content that nobody can guess."""
own_copy: Final = Constructor[Message, Data]("own_copy", (Message,), Data)
"""A message in the wrapper that is for the author's own devices (``DeviceSentMessage``)."""
shared: Final = Constructor[SharedKey, Data]("shared_key", (SharedKey,), Data)
"""A shared key itself, as it is given to somebody."""
pair: Final = Constructor[Data, Data, Data]("pair", (Data, Data), Data)
"""Two things together, without any protection."""
seal: Final = Constructor[IdentityKey, Data, Data]("seal", (IdentityKey, Data), Data)
"""A pairwise ciphertext for one device; the channel is ideal."""
lock: Final = Constructor[SharedKey, Data, Data]("lock", (SharedKey, Data), Data)
"""A ciphertext under a shared key."""


@dataclass(frozen=True, kw_only=True)
class Network(System):
    """One moment of what devices wrote and closed, and of what the network has."""

    constructors: ClassVar = (text, own_copy, shared, pair, seal, lock)

    corrupt: Function[IdentityKey, Truth] = default(value=False)
    """Devices that the adversary holds."""
    author: Function[Message, IdentityKey] = default(NO_KEY)
    """The device that wrote the message."""
    copied_to: Function[Message, IdentityKey, Truth] = default(value=False)
    """A copy of the message was encrypted for the device: its fan-out, retries and backfills."""
    maker: Function[SharedKey, IdentityKey] = default(NO_KEY)
    """The device that made the shared key."""
    given_to: Function[SharedKey, IdentityKey, Truth] = default(value=False)
    """The shared key was encrypted for the device."""
    locked_under: Function[Message, SharedKey, Truth] = default(value=False)
    """The message was encrypted under the shared key."""
    knows: Function[Data, Truth] = default(value=False)
    """The adversary has it: it was on the wire, or can be made of what was."""
