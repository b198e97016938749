"""What a message says about lists.

* **ICDC-1** Every message says how new the sender's own list is: its time, a hash of its keys if
  there are companions, the indexes in the hash if some keys are unknown. In a conversation of two
  it says the same of the recipient's list.
* **ICDC-4** The hash is SHA-256 over the raw identity keys, sorted bytewise; its first 10 bytes.

Both are shown on bytes. The server can see neither, and withholding the message withholds both.
"""

from __future__ import annotations

from mdaudit.spec.logic import both, either, negate
from mdaudit.spec.registry import Actor, Blame, Deployed, rule
from mdaudit.spec.sorts import NEVER, Time, Truth


@rule(
    "ICDC-1",
    "Every message says how new the sender's own list is",
    source="white paper, in-chat device consistency; which part when: open clients; that the time "
    "is never left out is inferred",
    checked_by=Actor.CLIENT,
    deployed=Deployed.UNKNOWN,
    blame=Blame.CLIENT,
    expected="a list time, and a hash if there are companions",
    got="the time {named}, with a hash: {has_hash}",
    dropping="nobody ever hears of a newer list",
    needless="The promises speak of hints that were heard. Without this rule none is, and only the "
    "lifetime of a list bounds what a server can withhold.",
)
def says_how_new(named: Time, has_companions: Truth, has_hash: Truth) -> Truth:
    """Silence would be what a withholding server wants."""
    return both(named > NEVER, either(has_hash, negate(has_companions)))


@rule(
    "ICDC-4",
    "The hash covers the raw identity keys, sorted bytewise: the first 10 bytes of SHA-256",
    source="open clients, agreeing with a recorded example; sorting as one says the official does",
    checked_by=Actor.CLIENT,
    deployed=Deployed.YES,
    blame=Blame.CLIENT,
    expected="the hash {expected}",
    got="{said}",
    needless="In the model two views are compared key by key; that the hash stands for the keys "
    "is shown on bytes.",
)
def hash_is_of_sorted_keys(expected: bytes, said: bytes) -> Truth:
    """Unsorted keys would give two honest devices two hashes of one list."""
    return expected == said
