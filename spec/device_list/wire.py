"""The bytes.

Signatures cover bytes, so what the bytes mean must leave no room for opinion.

* **WIRE-1** Every signed string begins with two bytes that say what it is, followed by the object's
  bytes as received and the keys that it binds, raw.
* **WIRE-2** Bytes are read strictly: one reading per object, or none.

The layouts themselves are in `mdaudit.spec.objects`; these rules are judged on bytes, and in the
model of the later sections every object is well formed.
"""

from __future__ import annotations

from mdaudit.spec.registry import Actor, Blame, Deployed, rule
from mdaudit.spec.sorts import Truth


@rule(
    "WIRE-1",
    "A signed string is its prefix, the received bytes and the raw keys, in this order",
    source="white paper, linking and device lists: 0600, 0601, 0602, 0605, 0606; 0607 is inferred",
    checked_by=(Actor.CLIENT, Actor.COMPANION, Actor.PRIMARY),
    deployed=Deployed.YES,
    blame=Blame.UNKNOWN,
    expected="the signed string {signed}",
    got="a signature over {covered}",
    dropping="a signature for one purpose is taken for another",
)
def signs_this_and_nothing_else(signed: bytes, covered: bytes) -> Truth:
    """Without the prefix, an owner could be made to sign a key as something harmless."""
    return signed == covered


@rule(
    "WIRE-2",
    "Bytes have one reading: truncated, mistyped, trailing or repeated content is refused",
    source="inferred: no source states a strict reading; real peers send unknown fields",
    checked_by=(Actor.CLIENT, Actor.COMPANION, Actor.PRIMARY),
    deployed=Deployed.UNKNOWN,
    blame=Blame.UNKNOWN,
    expected="one well-formed object",
    got="{defects}",
    dropping="two readers see two different lists under one signature",
)
def has_one_reading(defects: tuple[str, ...]) -> Truth:
    """Two readings of one signed object are a split view that no signature shows."""
    return defects == ()
