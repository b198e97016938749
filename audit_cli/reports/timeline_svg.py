"""A timeline as a picture: a column for each event, a lane for each key index.

Columns are in time order and of one width, because minutes and months stand next to each other. A
bar in a lane says that the list held then names the index. The table next to the picture says the
same in words, under the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Final

from mdaudit.audit_cli.event_kinds import EventKind
from mdaudit.audit_cli.redact import date
from mdaudit.audit_cli.reports.element import Markup, element
from mdaudit.audit_cli.reports.words import found_at, told
from mdaudit.audit_cli.severity import Severity
from mdaudit.audit_cli.timeline import Event, Timeline

LABELS: Final = 132
"""Pixels left of the first column."""

COLUMN: Final = 72
"""Pixels of a column, at least; a few events share the width of a page."""

PAGE: Final = 1180
ROW: Final = 34
HEAD: Final = 40
RADIUS: Final = 11

MOST_LANES: Final = 16
"""Lanes that are drawn; a list of more indexes is no honest one, and the table has it."""

ROWS: Final = {
    EventKind.PIN: "pin",
    EventKind.COMPARISON: "code compared",
    EventKind.LIST: "list shown",
    EventKind.HINT: "hint",
    EventKind.NOTICE: "notice",
    EventKind.LINKING: "linking",
    EventKind.LINKING_END: "linking",
    EventKind.REMOVAL: "removal",
    EventKind.REMOVAL_SHOWN: "removal",
    EventKind.DEVICE: "other devices",
    EventKind.SENT: "message sent",
    EventKind.COPY: "message sent",
    EventKind.RECEIVED: "message received",
    EventKind.SENDER_KEY: "sender key",
    EventKind.SENDER_KEY_END: "sender key",
    EventKind.APP_STATE_KEY: "app-state key",
    EventKind.COLLECTION: "collected",
}
"""The row of each kind, where an event is not about an index that has a lane."""

LABELS_OF_ROWS: Final = tuple(dict.fromkeys(ROWS.values()))
"""The rows from the top."""


class Picture:
    """Where everything of one timeline stands."""

    def __init__(self, shown: Timeline) -> None:
        self.shown = shown
        self.lanes = list(shown.devices)[:MOST_LANES]
        loose = {ROWS[event.kind] for event in shown.lines if event.index not in self.lanes}
        self.rows = [row for row in LABELS_OF_ROWS if row in loose]
        self.step = max(COLUMN, min(2 * COLUMN, (PAGE - LABELS) // max(len(shown.lines), 1)))
        self.width = LABELS + self.step * len(shown.lines)
        self.height = HEAD + ROW * (len(self.rows) + len(self.lanes)) + 8

    def column(self, place: int) -> int:
        """The middle of a column, from the left."""
        return LABELS + self.step * place + self.step // 2

    def row(self, place: int) -> int:
        """The middle of a row, from the top."""
        return HEAD + ROW * place + ROW // 2

    def row_of(self, event: Event) -> int:
        """The middle of the row in which an event stands."""
        if event.index in self.lanes:
            return self.row(len(self.rows) + self.lanes.index(event.index))
        return self.row(self.rows.index(ROWS[event.kind]))


def timeline_svg(shown: Timeline, identifier: str, title: str) -> Markup:
    """The picture; `identifier` begins the ids in it, `title` is what a screen reader says."""
    picture = Picture(shown)
    about = f"{len(shown.lines)} events; the table below has the same in words, by number."
    return element(
        "svg",
        element("title", title, id=f"{identifier}-title"),
        element("desc", about, id=f"{identifier}-desc"),
        *_labels(picture),
        *_times(picture),
        *_bars(picture),
        *_marks(picture),
        role="img",
        aria_labelledby=f"{identifier}-title {identifier}-desc",
        viewBox=f"0 0 {picture.width} {picture.height}",
        width=picture.width,
        height=picture.height,
    )


def _labels(picture: Picture) -> Iterator[Markup]:
    lanes = [f"{index}: {picture.shown.devices[index]}" for index in picture.lanes]
    for place, label in enumerate((*picture.rows, *lanes)):
        y = picture.row(place)
        yield element("line", x1=0, x2=picture.width, y1=y, y2=y, class_="lane")
        yield element("text", label, x=0, y=y - 5)


def _times(picture: Picture) -> Iterator[Markup]:
    """The time above each column, where it is another than that of the column before."""
    before: int | None = -1
    for place, event in enumerate(picture.shown.lines):
        if event.at == before:
            continue
        before = event.at
        words = "not known" if event.at is None else date(event.at)
        day, _, rest = words.removesuffix(" UTC").partition(" ")
        x = picture.column(place) - COLUMN // 2 + 6
        yield element("text", day, x=x, y=12, class_="dim")
        yield element("text", rest, x=x, y=26, class_="dim")


def _bars(picture: Picture) -> Iterator[Markup]:
    """For each lane, a bar as long as the held list names its index, or may name it."""
    events = picture.shown.lines
    ends = [*(picture.column(n) for n in range(len(events))), picture.width]
    for index in picture.lanes:
        y = picture.row(len(picture.rows) + picture.lanes.index(index))
        spans = zip(events, pairwise(ends), strict=True)
        for kind, run in groupby(spans, key=lambda span: _naming(span[0], index)):
            places = [place for _, place in run]
            left, right = places[0][0], places[-1][1]
            if kind:
                yield element(
                    "rect", x=left, y=y - 7, width=right - left, height=14, rx=3, class_=kind
                )


def _naming(event: Event, index: int) -> str:
    """Whether the list held after an event names the index: the class of its bar."""
    if event.held is None:
        return "unsure"
    return "held" if index in event.held else ""


def _marks(picture: Picture) -> Iterator[Markup]:
    for place, event in enumerate(picture.shown.lines):
        x, y = picture.column(place), picture.row_of(event)
        found = event.severity is not None and event.severity is not Severity.NOTE
        classes = ["mark", event.outcome if event.outcome == "refused" else ""]
        worst = event.severity.word if event.severity is not None else None
        words = f"{event.number}: {told(event)} {found_at(event)}".rstrip()
        yield element(
            "g",
            element("title", words),
            _shape(event.kind, x, y, " ".join(filter(None, (*classes, "found" if found else "")))),
            element("text", str(event.number), x=x, y=y + 4, class_="number"),
            *((element("text", "!", x=x + 15, y=y - 6, class_="number"),) if found else ()),
            class_=worst,
        )


def _shape(kind: EventKind, x: int, y: int, classes: str) -> Markup:
    """Keys, lists and what is only said have shapes of their own, so that no colour is needed."""
    r = RADIUS
    if kind is EventKind.LIST:
        return element("rect", x=x - r, y=y - r, width=2 * r, height=2 * r, rx=3, class_=classes)
    if kind in {EventKind.PIN, EventKind.COMPARISON}:
        return element("path", d=f"M{x} {y - 14}l14 14l-14 14l-14-14z", class_=classes)
    if kind in {EventKind.HINT, EventKind.NOTICE}:
        return element("path", d=f"M{x} {y - 15}l15 25h-30z", class_=classes)
    return element("circle", cx=x, cy=y, r=r, class_=classes)
