"""The timeline as a picture."""

import re
from dataclasses import replace

from mdaudit.audit_cli.event_kinds import EventKind
from mdaudit.audit_cli.repeats import Repeats
from mdaudit.audit_cli.reports.timeline_svg import (
    COLUMN,
    LABELS,
    MOST_LANES,
    Picture,
    timeline_svg,
)
from mdaudit.audit_cli.severity import Severity
from mdaudit.audit_cli.timeline import Event, Timeline


def event(
    number: int,
    kind: EventKind = EventKind.LIST,
    held: tuple[int, ...] | None = (0, 1),
    index: int | None = None,
    severity: Severity | None = None,
    outcome: str = "accepted",
) -> Event:
    return Event(number, number, kind, "a <list>", outcome, held, index, (), severity, "/x")


def timeline(*events: Event, lanes: int = 2) -> Timeline:
    devices = {index: f"device {index}" for index in range(lanes)}
    return Timeline("input", "account#1", "observer#1", events, 0, devices)


def drawn(*events: Event, lanes: int = 2) -> str:
    return timeline_svg(timeline(*events, lanes=lanes), "t", "A <title>")


def bars(picture: str) -> list[tuple[int, int, str]]:
    """Return from where, how wide and of which class each bar is."""
    found = re.findall(
        r'<rect x="(\d+)" y="\d+" width="(\d+)" height="14" rx="3" class="(\w+)"', picture
    )
    return [(int(x), int(width), name) for x, width, name in found]


def test_it_says_what_it_is_to_who_does_not_see_it() -> None:
    picture = drawn(event(1))
    assert 'role="img" aria-labelledby="t-title t-desc"' in picture
    assert '<title id="t-title">A &lt;title&gt;</title>' in picture
    assert "<title>1: a &lt;list&gt;</title>" in picture


def test_a_bar_is_as_long_as_the_held_list_names_the_index() -> None:
    events = (event(1), event(2, held=(0,)), event(3))
    step = Picture(timeline(*events)).step
    first = LABELS + step // 2
    assert bars(drawn(*events)) == [
        (first, 2 * step + step - step // 2, "held"),
        (first, step, "held"),
        (first + 2 * step, step - step // 2, "held"),
    ]


def test_what_is_not_known_is_a_bar_of_another_kind() -> None:
    assert [name for _, _, name in bars(drawn(event(1, held=None)))] == ["unsure", "unsure"]
    assert bars(drawn(event(1, held=()))) == []


def test_what_was_found_is_marked_and_a_note_is_not() -> None:
    assert 'class="mark found"' in drawn(event(1, severity=Severity.HIGH))
    assert ">!<" in drawn(event(1, severity=Severity.HIGH))
    assert "found" not in drawn(event(1, severity=Severity.NOTE))
    assert 'class="mark refused"' in drawn(event(1, outcome="refused"))


def test_what_happens_again_is_drawn_once_and_says_how_often() -> None:
    first = replace(event(1), repeats=Repeats(2, 7))
    again = replace(event(2), repeats=Repeats(2, 7, is_again=True))
    picture = drawn(first, again)
    assert picture.count("<g>") == 1
    assert "; 2 times, the last at 1970-01-01 00:00:07 UTC</title>" in picture


def test_each_kind_has_its_shape_and_its_row() -> None:
    kinds = (EventKind.PIN, EventKind.LIST, EventKind.HINT, EventKind.COPY)
    picture = drawn(*(event(n, kind) for n, kind in enumerate(kinds, 1)))
    assert [picture.count(f"<{name} ") for name in ("path", "circle")] == [2, 1]
    rows = [picture.index(f">{label}<") for label in ("pin", "list shown", "hint", "message sent")]
    assert rows == sorted(rows)


def test_a_device_stands_in_the_lane_of_its_index() -> None:
    placed = Picture(timeline(event(1, EventKind.DEVICE, index=1), event(2, EventKind.DEVICE)))
    first, second = placed.shown.events
    assert placed.row_of(first) == placed.row(2)
    assert placed.row_of(second) == placed.row(0)


def test_it_has_a_bounded_number_of_lanes_and_room_for_every_event() -> None:
    many = tuple(event(number) for number in range(1, 101))
    picture = Picture(timeline(*many, lanes=100))
    assert len(picture.lanes) == MOST_LANES
    assert picture.width == LABELS + 100 * COLUMN
