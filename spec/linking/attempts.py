"""Attempts at linking, and the secret of each.

A companion that wants to be linked begins an *attempt*. It has a fresh identity key and a fresh
secret, shows both in a code, and waits for a primary that saw the code.

* **LINK-6** One secret of 32 random bytes serves one attempt. It is in the attempt's QR codes and
  goes nowhere else, and neither does anything that reveals it; the server above all gets nothing.
  The codes change, 60 seconds after the first one and every 20 seconds after that; the secret stays
  and is accepted until the attempt ends: by one success, or when no code is left and 60 seconds
  have passed.

How long a code is shown protects nobody by itself, so the model has no clock here: an attempt is
open until it ends. That 32 random bytes are fresh and cannot be guessed is assumed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from mdaudit.spec.logic import Content, both, negate
from mdaudit.spec.registry import Actor, Blame, Deployed, rule
from mdaudit.spec.sorts import NO_KEY, IdentityKey, Truth

Code = NewType("Code", str)
"""Eight characters, of 40 random bits."""


@dataclass(frozen=True)
class Attempt:
    """One attempt at linking. Whoever makes it, its secret is a value of its own."""

    name: str
    """Tells attempts apart."""

    attempt_key: IdentityKey = NO_KEY
    """The identity key that the companion shows with the secret."""
    attempt_code: Code = Code("")
    """The eight characters, where they take the place of the QR code."""

    def __str__(self) -> str:
        return self.name


attempt_key = Content[Attempt, IdentityKey]("attempt_key", Attempt, IdentityKey)
"""The identity key that the companion shows with the secret."""
attempt_code = Content[Attempt, Code]("attempt_code", Attempt, Code)
"""The eight characters, where they take the place of the QR code."""


@rule(
    "LINK-6",
    "A secret serves one attempt, is in its codes only, and ends with the attempt's one success",
    source="white paper, linking: Lcompanion never reaches the server; times from open clients; "
    "the last 60 seconds are inferred",
    checked_by=Actor.COMPANION,
    deployed=Deployed.YES,
    blame=Blame.DEVICE_KEY,
    expected="an open attempt, and a secret that only its codes show",
    got="{attempt}, ended or given away",
    dropping="a secret may be sent to the server, and may be used again",
)
def secret_serves_one_attempt(attempt: Attempt, ended: Truth, given_away: Truth) -> Truth:
    """Whoever has the secret is the primary, as far as the companion can tell."""
    return both(negate(ended), negate(given_away))
