"""What a question is asked about: a store, at a time, with what the rules said of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from mdaudit.audit_cli.inputs.client_store import ClientStore
from mdaudit.audit_cli.trial.answers.answer import DirectAnswer, Point
from mdaudit.audit_cli.trial.stores.places import Places
from mdaudit.audit_cli.trial.trail import Entry
from mdaudit.spec.sorts import Duration


@dataclass(frozen=True)
class Asked:
    """One store and its surroundings."""

    source: str
    """The input."""
    store: ClientStore
    places: Places
    failed: Sequence[Entry]
    """What the rules found wrong, with places in the store."""
    clock: int
    """When the store was looked at, Unix seconds."""
    lifetime: Duration
    """How long a device list may be used, in seconds."""

    def device(self, account: str, number: int) -> str:
        """A device in words."""
        what = "the main device" if number == 0 else f"device {number}"
        return f"{what} of {self.places.names.account(account)}"

    def point(self, words: str, pointers: Iterable[str] = ()) -> Point:
        """One thing in the store, with its places as they are shown."""
        return Point(words, tuple(dict.fromkeys(map(self.places.shown, pointers))))

    def answer(
        self, question: str, sentence: str, points: Iterable[Point], cannot_tell: Iterable[str]
    ) -> DirectAnswer:
        """The answer; what of the store was not read limits every one."""
        limits = (*cannot_tell, *self.store.unread)
        return DirectAnswer(self.source, question, sentence, tuple(points), limits)


MOST_NAMED: Final = 5
"""How many a sentence names; the points name all."""


def enumerated(words: Sequence[str]) -> str:
    """Several things in one sentence."""
    more = len(words) - MOST_NAMED
    return ", ".join(words[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
