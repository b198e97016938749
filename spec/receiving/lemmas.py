"""Why the promises about what is shown hold."""

from __future__ import annotations

from mdaudit.spec.logic import every
from mdaudit.spec.registry import lemma
from mdaudit.spec.sorts import NO_KEY, Truth
from mdaudit.spec.state import State


@lemma("20")
def shown_messages_are_remembered(s: State) -> Truth:
    """What was ever shown is remembered as seen."""
    return every(s.times_shown, lambda client, key, message: s.seen(client, key, message))


@lemma("15b")
def who_shows_was_set_up(s: State) -> Truth:
    """A client that shows anything keeps its account."""
    return every(
        s.shown, lambda client, _account, _index, _key, _message, _to: s.own_key(client) != NO_KEY
    )
