"""The timeline of an account: its pins, lists, devices and hints, as one observer saw them.

A report keeps a bounded number of events, because a stream of evidence has no end. Accounts about
which something was found come first; what is left out is counted and said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Final

from mdaudit.audit_cli.inputs.document import Document
from mdaudit.audit_cli.inputs.evidence import LAST_SECOND
from mdaudit.audit_cli.printable import printable
from mdaudit.audit_cli.redact import Names
from mdaudit.audit_cli.severity import Severity
from mdaudit.audit_cli.trial.moments import Moment, Order
from mdaudit.spec.logic import Missing
from mdaudit.spec.sorts import Client

if TYPE_CHECKING:
    from mdaudit.audit_cli.findings import Finding

MOST_EVENTS: Final = 1000
"""Events that all timelines of a report have together."""

MOST_OF_ONE: Final = 100
"""Events that one timeline has."""

MOST_INDEXES: Final = 32
"""Indexes that are told of one list; a primary lists at most five."""

OF_MESSAGES: Final = frozenset({Order.COPY, Order.RECEIVED})
"""What is shown only where something was found: there are too many messages to show all."""

OF_INTEREST: Final = frozenset({Order.LIST, Order.DEVICE})
"""Without any of these there is nothing to draw."""


@dataclass(frozen=True)
class Event:
    """Something that happened."""

    number: int
    """In its timeline, from 1."""
    at: int | None
    """Unix seconds; None where the evidence does not date it."""
    kind: Order
    what: str
    outcome: str
    """What the client did with it; empty where that is not known."""
    held: tuple[int, ...] | None
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
    found = _by_pointer(findings)
    for (account, client), group in _by_party(moments, found).items():
        if any(moment.order in OF_INTEREST for moment in group):
            indexes = _indexes(group)
            shown = _most_telling(group, found)
            yield Timeline(
                printable(document.name),
                printable(names.account(account)),
                printable(names.client(client)),
                tuple(_event(n, each, found, indexes) for n, each in enumerate(shown, 1)),
                len(group) - len(shown),
                _whose(group, indexes),
            )


def _by_pointer(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """What was found, by where its evidence is."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.pointers[0], []).append(finding)
    return found


def _by_party(
    moments: Iterable[Moment], found: Mapping[str, object]
) -> dict[tuple[str, Client], list[Moment]]:
    """The moments that may be shown, by account and observer."""
    grouped: dict[tuple[str, Client], list[Moment]] = {}
    for moment in moments:
        scene = moment.scene
        if moment.order not in OF_MESSAGES or scene.pointer in found:
            grouped.setdefault((scene.account, scene.client), []).append(moment)
    return grouped


def _most_telling(group: list[Moment], found: Mapping[str, object]) -> list[Moment]:
    """At most `MOST_OF_ONE`, in time order: first what was found, then what came first."""
    quiet_last = sorted(group, key=lambda moment: moment.scene.pointer not in found)
    kept = {id(moment) for moment in quiet_last[:MOST_OF_ONE]}
    return [moment for moment in group if id(moment) in kept]


def _indexes(group: Iterable[Moment]) -> dict[int, int]:
    """The key index of each device number, as far as certificates say it."""
    indexes = {0: 0}
    for moment in group:
        number, index = moment.scene.device, moment.scene.index
        if number is not None and isinstance(index, int) and index >= 0:
            indexes.setdefault(number, index)
    return indexes


def _whose(group: Iterable[Moment], indexes: Mapping[int, int]) -> dict[int, str]:
    listed = chain.from_iterable(_valid(moment) or () for moment in group)
    owners: dict[int, list[str]] = {index: [] for index in sorted({*listed, *indexes.values()})}
    for number, index in indexes.items():
        owners[index].append("primary" if number == 0 else f"device {number}")
    return {index: ", ".join(known) or "not seen" for index, known in owners.items()}


def _valid(moment: Moment) -> tuple[int, ...] | None:
    if isinstance(moment.held, Missing):
        return None
    return tuple(sorted(moment.held.valid_indexes)[:MOST_INDEXES])


def _event(
    number: int,
    moment: Moment,
    found: Mapping[str, list[Finding]],
    indexes: Mapping[int, int],
) -> Event:
    scene = moment.scene
    here = sorted(found.get(scene.pointer, ()), key=lambda finding: -finding.severity)
    return Event(
        number,
        moment.at if moment.at <= LAST_SECOND else None,
        moment.order,
        printable(scene.what) if scene.what else here[0].subject,
        scene.outcome,
        _valid(moment),
        None if scene.device is None else indexes.get(scene.device),
        tuple(dict.fromkeys(finding.rule for finding in here)),
        here[0].severity if here else None,
        scene.pointer,
    )
