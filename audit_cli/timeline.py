"""The timeline of an account: its pins, lists, devices, keys, messages, as one observer saw them.

A report keeps a bounded number of events, because a stream of evidence has no end. Accounts about
which something was found come first; what is left out is counted and said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Final

from mdaudit.audit_cli.event_kinds import EventKind
from mdaudit.audit_cli.happenings import Happenings
from mdaudit.audit_cli.inputs.document import Document
from mdaudit.audit_cli.inputs.evidence import Evidence
from mdaudit.audit_cli.message_happenings import MessageHappenings
from mdaudit.audit_cli.printable import printable
from mdaudit.audit_cli.redact import Names
from mdaudit.audit_cli.seen import Held, Seen, Told, is_dated
from mdaudit.audit_cli.severity import Severity
from mdaudit.audit_cli.trial.moments import Moment

if TYPE_CHECKING:
    from mdaudit.audit_cli.findings import Finding

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
    """The worst of them; None: nothing was found."""
    pointer: str
    """JSON Pointer into the input."""


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
    document: Document, moments: Iterable[Moment], findings: Iterable[Finding], names: Names
) -> Iterator[Timeline]:
    """The timelines of one document: one for each account and observer.

    A lone object and a client's store have none: they say how things stand, and not since when.
    """
    if document.lone or document.store is not None:
        return
    found = Found(findings, names)
    for (account, client), seen in _by_party(document.evidence, moments, found).items():
        told = list(seen.in_order())
        if any(happened.kind in OF_INTEREST for happened, _ in told):
            shown = _most_telling(told, found)
            yield Timeline(
                printable(document.name),
                printable(names.account(account)),
                printable(names.client(client)),
                tuple(_event(n, each, found, seen.indexes) for n, each in enumerate(shown, 1)),
                len(told) - len(shown),
                seen.whose(),
            )


class Found:
    """What was found, by where its evidence is."""

    def __init__(self, findings: Iterable[Finding], names: Names) -> None:
        self.names = names
        self.by_pointer: dict[str, list[Finding]] = {}
        for finding in findings:
            self.by_pointer.setdefault(finding.pointers[0], []).append(finding)

    def at(self, pointer: str) -> list[Finding]:
        """What was found there, the worst first."""
        return sorted(self.by_pointer.get(pointer, ()), key=lambda finding: -finding.severity)

    def concerns(self, pointer: str, account: str) -> bool:
        """Whether something that was found there is about an account."""
        here = self.by_pointer.get(pointer, ())
        return any(each.account == printable(self.names.account(account)) for each in here)


def _by_party(
    evidence: Evidence, moments: Iterable[Moment], found: Found
) -> dict[tuple[str, str], Seen]:
    """What happened, by account and observer."""
    seen: defaultdict[tuple[str, str], Seen] = defaultdict(Seen)
    for moment in moments:
        seen[moment.scene.account, moment.scene.client].moments.append(moment)
    of_accounts = Happenings(evidence, found.concerns).all()
    of_messages = MessageHappenings(evidence, found.concerns).all()
    for happened in chain(of_accounts, of_messages):
        seen[happened.account, happened.client].happenings.append(happened)
    return seen


def _most_telling(told: list[Told], found: Found) -> list[Told]:
    """At most `MOST_OF_ONE`, in time order: what was found, then what is not about messages."""

    def rank(each: Told) -> tuple[bool, bool]:
        happened, _ = each
        return happened.pointer not in found.by_pointer, happened.kind in OF_MESSAGES

    kept = {id(each) for each in sorted(told, key=rank)[:MOST_OF_ONE]}
    return [each for each in told if id(each) in kept]


def _event(number: int, told: Told, found: Found, indexes: Mapping[int, int]) -> Event:
    happened, held = told
    here, device, index = found.at(happened.pointer), happened.device, happened.index
    if device is not None and device.account == happened.account:
        index = indexes.get(device.device)
    return Event(
        number,
        happened.at if is_dated(happened) else None,
        happened.kind,
        printable(happened.told(found.names)),
        happened.outcome,
        held,
        index,
        tuple(dict.fromkeys(finding.rule for finding in here)),
        here[0].severity if here else None,
        happened.pointer,
    )
