"""Why the promises about copies hold: what a copy remembers stays true.

Signatures are only ever added, so what justified a copy when it was made justifies it forever. The
exception is honesty: a key may become corrupt later, and then the promises about it end.
"""

from __future__ import annotations

from mdaudit.spec.logic import both, every
from mdaudit.spec.registry import lemma
from mdaudit.spec.sorts import NEVER, NO_KEY, Client, Duration, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import certificate_time


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


@lemma("18")
def approvals_are_dated(s: State) -> Truth:
    """An approval is at most a clock error later than its certificate, and is not to come."""
    return every(
        s.approved,
        lambda key, shown: both(
            s.approved_at(key, shown) <= s.now,
            s.approved_at(key, shown)
            <= s.policy.after(certificate_time(shown), Duration(0), errors=1),
        ),
    )


@lemma("18")
def first_sendings_are_dated(s: State) -> Truth:
    """The sender's clock was right within a clock error when it first sent the message."""
    return every(
        s.sender,
        lambda message: both(
            s.first_sent(message)
            <= s.policy.after(s.first_sent_at(message), Duration(0), errors=1),
            s.first_sent_at(message) <= s.now,
        ),
    )


@lemma("18b", "1b")
def senders_were_set_up(s: State) -> Truth:
    """Whoever sent a message has a key, so that `set_up` gives it no other account."""
    return every(
        s.sender,
        lambda message: s.own_key(s.sender(message)) != NO_KEY,
    )
