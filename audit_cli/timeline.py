"""The timeline of an account: its pins, lists, devices, keys, messages, as one observer saw them.

A report keeps a bounded number of events, because a stream of evidence has no end. Accounts about
which something was found come first; what is left out is counted and said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from typing import Final

from mdaudit.audit_cli.event_kinds import EventKind
from mdaudit.audit_cli.found import Found
from mdaudit.audit_cli.happenings import Concerns, Happenings
from mdaudit.audit_cli.inputs.document import Document
from mdaudit.audit_cli.inputs.evidence import Evidence
from mdaudit.audit_cli.message_happenings import MessageHappenings
from mdaudit.audit_cli.printable import printable
from mdaudit.audit_cli.redact import Names
from mdaudit.audit_cli.repeats import ONCE, Repeats, repeats_of
from mdaudit.audit_cli.seen import Held, Seen, Told, is_dated
from mdaudit.audit_cli.severity import Severity
from mdaudit.audit_cli.trial.moments import Moment

MOST_EVENTS: Final = 1000
"""Events that all timelines of a report have together."""

MOST_OF_ONE: Final = 100
"""Events that one timeline has."""

OF_MESSAGES: Final = frozenset({EventKind.RECEIVED, EventKind.SENT, EventKind.COPY})
"""What makes room first, as there is most of it."""

OF_INTEREST: Final = frozenset(EventKind) - OF_MESSAGES - {EventKind.PIN, EventKind.COLLECTION}
"""Without any of these there is nothing to tell."""


@dataclass(frozen=True)
class Event:
    """Something that happened."""

    number: int
    """In its timeline, from 1."""
    at: int | None
    """Unix seconds; None where the evidence does not date it."""
    kind: EventKind
    what: str
    outcome: str
    """What the client did with it; empty where that is not known."""
    held: Held
    """The valid indexes of the list that the client holds from then on, the lowest
    `MOST_INDEXES`; None: not known."""
    index: int | None
    """The key index of the device that it is about."""
    rules: tuple[str, ...]
    """The rules that were found broken here, or about which there is a note, the worst first."""
    severity: Severity | None
    """The worst of them; None: nothing was found that counts."""
    pointer: str
    """JSON Pointer into the input."""
    suppressed: tuple[str, ...] = ()
    """The rules of findings and notes here that the suppression file keeps from counting."""
    repeats: Repeats = ONCE
    """How often the same happened, and whether it was told before."""


@dataclass(frozen=True)
class Timeline:
    """One account, as one observer saw it, in time order."""

    source: str
    """The input."""
    account: str
    observer: str
    events: tuple[Event, ...]
    left_out: int
    """Events beyond the most that are shown."""
    devices: Mapping[int, str]
    """The key indexes that occur, in order, and whose each is."""

    @property
    def lines(self) -> tuple[Event, ...]:
        """The events that people are shown: what happens again is told with its first time."""
        return tuple(event for event in self.events if not event.repeats.is_again)

    @property
    def troubled(self) -> bool:
        """Whether something was found that counts."""
        return any(event.severity for event in self.events)


@dataclass
class Timelines:
    """The timelines of a report."""

    kept: list[Timeline] = field(default_factory=list)
    left_out: int = 0
    """Timelines beyond the most events that a report has."""
    events: int = 0
    """Events in the timelines that are kept."""

    def add(self, timeline: Timeline) -> None:
        """Keep a timeline if there is room, or if a quiet one can make room for a troubled one."""
        self.kept.append(timeline)
        self.events += len(timeline.events)
        while self.events > MOST_EVENTS:
            places = reversed(range(len(self.kept)))
            quiet = (place for place in places if not self.kept[place].troubled)
            dropped = self.kept.pop(next(quiet, -1))
            self.events -= len(dropped.events)
            self.left_out += 1


def timelines(
    document: Document, moments: Iterable[Moment], found: Found, names: Names
) -> Iterator[Timeline]:
    """The timelines of one document: one for each account and observer.

    A lone object and a client's store have none: they say how things stand, and not since when.
    """
    if document.lone or document.store is not None:
        return
    concerns = partial(found.concerns, names)
    for (account, client), seen in _by_party(document.evidence, moments, concerns).items():
        told = list(seen.in_order())
        if any(happened.kind in OF_INTEREST for happened, _ in told):
            again = repeats_of(told, found.rules_at)
            shown = _most_telling(told, found, again)
            yield Timeline(
                printable(document.name),
                printable(names.account(account)),
                printable(names.client(client)),
                tuple(
                    replace(
                        _event(n, told[place], found, names, seen.indexes), repeats=again[place]
                    )
                    for n, place in enumerate(shown, 1)
                ),
                len(told) - len(shown),
                seen.whose(),
            )


def _by_party(
    evidence: Evidence, moments: Iterable[Moment], concerns: Concerns
) -> dict[tuple[str, str], Seen]:
    """What happened, by account and observer."""
    seen: defaultdict[tuple[str, str], Seen] = defaultdict(Seen)
    for moment in moments:
        seen[moment.scene.account, moment.scene.client].moments.append(moment)
    of_accounts = Happenings(evidence, concerns).all()
    of_messages = MessageHappenings(evidence, concerns).all()
    for happened in chain(of_accounts, of_messages):
        seen[happened.account, happened.client].happenings.append(happened)
    return seen


def _most_telling(told: Sequence[Told], found: Found, again: Sequence[Repeats]) -> list[int]:
    """The places of at most `MOST_OF_ONE`: what was found, then what is new and not of messages."""

    def rank(place: int) -> tuple[bool, bool, bool]:
        happened, _ = told[place]
        nothing = not found.at(happened.pointer)
        return nothing, again[place].is_again, happened.kind in OF_MESSAGES

    return sorted(sorted(range(len(told)), key=rank)[:MOST_OF_ONE])


def _event(
    number: int, told: Told, found: Found, names: Names, indexes: Mapping[int, int]
) -> Event:
    happened, held = told
    device, index = happened.device, happened.index
    if device is not None and device.account == happened.account:
        index = indexes.get(device.device)
    counted, suppressed = found.rules_at(happened.pointer)
    return Event(
        number,
        happened.at if is_dated(happened) else None,
        happened.kind,
        printable(happened.told(names)),
        happened.outcome,
        held,
        index,
        counted,
        found.severity_at(happened.pointer),
        happened.pointer,
        suppressed,
    )
