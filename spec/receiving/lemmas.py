"""Why the promises about what is shown hold."""

from __future__ import annotations

from mdaudit.spec.logic import every
from mdaudit.spec.registry import lemma
from mdaudit.spec.sorts import Truth
from mdaudit.spec.state import State


@lemma("20")
def shown_messages_are_remembered(s: State) -> Truth:
    """What was ever shown is remembered as seen."""
    return every(s.times_shown, lambda client, key, message: s.seen(client, key, message))
