"""A chain of message keys: each step gives one key and forgets how it was made.

::

    seed of the message key = HMAC(chain key, 01)
    next chain key          = HMAC(chain key, 02)

A sender only steps forward. A receiver may get messages in another order, so it keeps the seeds
that it stepped over, and gives each away once. What it keeps and how far it steps is bounded: a
peer, or whoever claims a position in its name, must not fill the memory or keep the device busy.

Pairwise sessions and sender keys use the same chains.

Source: Double Ratchet, section 2; the two constants and the bounds are libsignal's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hmac import digest
from typing import Annotated

from msgspec import Meta

from mdaudit.reference.sessions.undecryptable import KeyUsed, TooFarAhead
from mdaudit.spec.objects.unauthentic import Unauthentic

Bytes32 = Annotated[bytes, Meta(min_length=32, max_length=32)]
"""A key or a seed; a record with one of another length is not read back."""

Position = Annotated[int, Meta(ge=0)]
"""The number of a message in its chain; the first is 0."""

SKIPPED_LIMIT = 2000
"""The most seeds that are kept for one chain; beyond it the oldest are dropped."""

JUMP_LIMIT = 25_000
"""The most messages that one message may skip."""


@dataclass(frozen=True)
class ChainKey:
    """Where a chain stands."""

    key: Bytes32 = field(repr=False)
    """The chain key, 32 bytes."""

    position: Position = 0
    """The number of the next message."""

    def step(self) -> tuple[bytes, ChainKey]:
        """The seed of the next message's key (32 bytes), and the chain after it."""
        seed, following = (digest(self.key, part, "sha256") for part in (b"\1", b"\2"))
        return seed, ChainKey(following, self.position + 1)


@dataclass(frozen=True)
class ReceivingChain:
    """A chain on the side that did not make it."""

    head: ChainKey | None
    """Where it stands; None once the peer said that it has ended."""

    end: Position
    """One more than the last position that was stepped over."""

    skipped: Mapping[Position, Bytes32] = field(default_factory=dict, repr=False)
    """The seeds of messages that have not come yet, by ascending position."""

    @staticmethod
    def start(head: ChainKey) -> ReceivingChain:
        """A chain of which nothing has come yet."""
        return ReceivingChain(head, head.position)

    def seed_at(self, position: int) -> tuple[bytes, ReceivingChain]:
        """The seed for the message at a position, and the chain without it.

        Raises:
            KeyUsed: the seed was given away before, or dropped.
            TooFarAhead: more than `JUMP_LIMIT` messages lie between.
            Unauthentic: the chain has ended before that position.
        """
        reached = self.stepped_over(position)
        left = dict(reached.skipped)
        seed = left.pop(position, None)
        if seed is None:
            raise KeyUsed(position)
        return seed, ReceivingChain(reached.head, reached.end, left)

    def stepped_over(self, position: int) -> ReceivingChain:
        """The chain with the seeds of all messages up to and including a position set aside.

        Raises:
            TooFarAhead: more than `JUMP_LIMIT` messages lie between.
            Unauthentic: the chain has ended before that position.
        """
        if position < self.end:
            return self
        if self.head is None:
            raise Unauthentic("message", f"one of {self.end} of its chain", f"number {position}")
        if position - self.end > JUMP_LIMIT:
            raise TooFarAhead(position, self.end, JUMP_LIMIT)
        head, skipped = self.head, dict(self.skipped)
        while head.position <= position:
            seed, following = head.step()
            skipped[head.position] = seed
            head = following
        kept = dict(list(skipped.items())[-SKIPPED_LIMIT:])
        return ReceivingChain(head, head.position, kept)

    def ended(self, last: int) -> ReceivingChain:
        """The chain after its last message was named: no further seed can be made.

        Raises:
            TooFarAhead: more than `JUMP_LIMIT` messages lie between.
        """
        reached = self if self.head is None else self.stepped_over(last)
        return ReceivingChain(None, reached.end, reached.skipped)
