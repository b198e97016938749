"""The result of sending: who gets a copy, and who was left out by which rule."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from typing import Any

from mdaudit.reference.parties.log import refusal
from mdaudit.reference.parties.plain import base64
from mdaudit.reference.parties.rows import rows_of
from mdaudit.spec.reading import Enforcing, Judgement
from mdaudit.spec.sorts import Account, IdentityKey, Index, Message
from mdaudit.spec.state import State


@dataclass(frozen=True)
class Copy:
    """One device that a message is encrypted for."""

    account: Account
    index: Index
    key: IdentityKey

    def event(self) -> dict[str, Any]:
        """How the log spells it."""
        return asdict(self) | {"key": base64(self.key)}


@dataclass(frozen=True)
class LeftOut:
    """One device that the client knows and does not serve, and a rule that says so."""

    account: Account
    index: Index
    rule: str
    title: str
    expected: str
    got: str


@dataclass(frozen=True)
class Sent:
    """A message that was sent."""

    copies: tuple[Copy, ...]
    """Whom the step serves."""
    left_out: tuple[LeftOut, ...]
    unreached: tuple[Copy, ...] = ()
    """Those of the copies that were not encrypted, since there was no session to do it in."""

    @property
    def reached(self) -> tuple[Copy, ...]:
        """Whom it was encrypted for."""
        return tuple(copy for copy in self.copies if copy not in self.unreached)

    def event(self) -> dict[str, Any]:
        """What the log adds to the step."""
        return {
            "copies": [copy.event() for copy in self.copies],
            "unreached": [copy.event() for copy in self.unreached],
            "left_out": [asdict(left_out) for left_out in self.left_out],
        }


def sent(
    s: State,
    message: Message,
    parties: Collection[Account],
    reading: Enforcing,
    has_session: Callable[[Copy], bool],
) -> Sent:
    """What became of a message, from the state after it and the reading in which it was sent.

    The filters are asked about every device that the client knows; only those of the `parties`,
    the recipient and the sender, could have been meant.
    """
    copies = tuple(Copy(*row) for row in rows_of(s.copied.at(message)))
    asked = ((_named(judgement), judgement) for judgement in reading.left_out)
    return Sent(
        copies,
        tuple(
            _left_out(named, judgement)
            for named, judgement in asked
            if named.get("account") in parties
        ),
        tuple(copy for copy in copies if not has_session(copy)),
    )


def _named(judgement: Judgement) -> dict[str, Any]:
    names = inspect.signature(judgement.rule.predicate).parameters
    return dict(zip(names, judgement.arguments, strict=True))


def _left_out(named: dict[str, Any], judgement: Judgement) -> LeftOut:
    why = refusal(judgement)
    del why["blame"]  # leaving a device out is nobody's fault
    return LeftOut(named["account"], named["index"], **why)
