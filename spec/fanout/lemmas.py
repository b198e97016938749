"""Why the promises about copies hold: what a copy remembers stays true.

Signatures are only ever added, so what justified a copy when it was made justifies it forever. The
exception is honesty: a key may become corrupt later, and then the promises about it end.
"""

from __future__ import annotations

from mdaudit.spec.logic import both, every
from mdaudit.spec.registry import lemma
from mdaudit.spec.sorts import NEVER, NO_KEY, Client, Truth
from mdaudit.spec.state import State


@lemma("1", "2", "5b", "6", "7", "16")
def copies_have_a_sender(s: State) -> Truth:
    """Only sent messages have copies, and what is remembered of a copy belongs to a copy."""
    return every(
        s.copied,
        lambda message, account, index, key: both(
            s.sender(message) != Client(""),
            s.copied_at(message, account, index, key) != NEVER,
            s.copied_at(message, account, index, key) <= s.now,
            s.copy_pin(message, account, index, key) != NO_KEY,
        ),
    )
