"""What a timeline tells once although it happened often."""

from mdaudit.audit_cli.event_kinds import EventKind
from mdaudit.audit_cli.reports.words import event_row
from mdaudit.audit_cli.timeline import MOST_OF_ONE, Timeline
from tests.audit_cli.honest import Evidence, alice, hint, honest, listed, shown
from tests.audit_cli.verdicts import audited


def timeline(evidence: Evidence) -> Timeline:
    return audited(evidence).timelines.kept[0]


def hints(found: Timeline) -> list[tuple[int, int, bool]]:
    """Return number, times and whether it is told before, for each hint."""
    events = (event for event in found.events if event.kind is EventKind.HINT)
    return [(e.number, e.repeats.times, e.repeats.is_again) for e in events]


def told(found: Timeline) -> list[str]:
    """Return what people are told of hints."""
    rows = ((event.kind, event_row(event)[2]) for event in found.lines)
    return [words for kind, words in rows if kind is EventKind.HINT]


def test_the_same_hint_again_is_told_with_the_first_one() -> None:
    evidence = honest()
    alice(evidence)["hints"] += [hint(310, 10), hint(320, 10, number=3), hint(330, 10)]
    found = timeline(evidence)
    assert hints(found) == [(5, 3, False), (6, 3, True), (7, 1, False), (8, 3, True)]
    first, other = told(found)
    assert first.endswith("; 3 times, the last at 2026-11-21 22:32:10 UTC")
    assert "times" not in other
    assert [event.number for event in found.lines] == [1, 2, 3, 4, 5, 7]


def test_another_list_held_in_between_makes_another_line() -> None:
    evidence = honest()
    alice(evidence)["hints"] += [hint(310, 10), hint(900, 10), hint(910, 10)]
    alice(evidence)["lists"].append(shown(600, listed(500, (0, 2))))
    assert [times for _, times, is_again in hints(timeline(evidence)) if not is_again] == [2, 2]


def test_a_hint_about_which_something_was_found_is_a_line_of_its_own() -> None:
    evidence = honest()
    alice(evidence)["hints"] += [hint(310, 99_999_999), hint(320, 10)]
    found = timeline(evidence)
    assert hints(found) == [(5, 2, False), (6, 1, False), (7, 2, True)]
    assert [event.rules for event in found.lines][-1] == ("ICDC-2",)


def test_of_many_events_repeats_make_room_and_are_still_counted() -> None:
    evidence = honest()
    alice(evidence)["hints"] += [hint(310 + n, 10) for n in range(MOST_OF_ONE)]
    alice(evidence)["lists"].append(shown(900, listed(800, (0, 2))))
    found = timeline(evidence)
    assert (len(found.events), found.left_out) == (MOST_OF_ONE, 6)
    assert found.events[-1].kind is EventKind.LIST
    (words,) = told(found)
    assert f"; {MOST_OF_ONE + 1} times, the last at " in words
