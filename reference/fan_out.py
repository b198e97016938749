"""The result of sending: who gets a copy, and who was left out by which rule."""

from __future__ import annotations

import inspect
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from mdaudit.reference.log import refusal
from mdaudit.reference.plain import base64
from mdaudit.reference.rows import rows_of
from mdaudit.spec.reading import Enforcing, Judgement
from mdaudit.spec.sorts import Account, IdentityKey, Index, Message
from mdaudit.spec.state import State


@dataclass(frozen=True)
class Copy:
    """One device that a message is encrypted for."""

    account: Account
    index: Index
    key: IdentityKey


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
    left_out: tuple[LeftOut, ...]

    def event(self) -> dict[str, Any]:
        """What the log adds to the step."""
        return {
            "copies": [asdict(copy) | {"key": base64(copy.key)} for copy in self.copies],
            "left_out": [asdict(left_out) for left_out in self.left_out],
        }


def sent(s: State, message: Message, parties: Collection[Account], reading: Enforcing) -> Sent:
    """What became of a message, from the state after it and the reading in which it was sent.

    The filters are asked about every device that the client knows; only those of the `parties`,
    the recipient and the sender, could have been meant.
    """
    copies = (Copy(*row) for row in rows_of(s.copied.at(message)))
    asked = ((_named(judgement), judgement) for judgement in reading.left_out)
    return Sent(
        tuple(copies),
        tuple(
            _left_out(named, judgement)
            for named, judgement in asked
            if named.get("account") in parties
        ),
    )


def _named(judgement: Judgement) -> dict[str, Any]:
    names = inspect.signature(judgement.rule.predicate).parameters
    return dict(zip(names, judgement.arguments, strict=True))


def _left_out(named: dict[str, Any], judgement: Judgement) -> LeftOut:
    why = refusal(judgement)
    del why["blame"]  # leaving a device out is nobody's fault
    return LeftOut(named["account"], named["index"], **why)
