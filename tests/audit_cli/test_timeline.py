"""The timeline of an account."""

import json
from pathlib import Path
from typing import Any

from mdaudit.audit_cli.event_kinds import EventKind
from mdaudit.audit_cli.seen import MOST_INDEXES
from mdaudit.audit_cli.severity import Severity
from mdaudit.audit_cli.timeline import (
    MOST_EVENTS,
    MOST_OF_ONE,
    Event,
    Timeline,
    Timelines,
)
from tests.audit_cli.commands.running import Command
from tests.audit_cli.honest import (
    DAY,
    MALLORY,
    PHONE,
    START,
    Evidence,
    alice,
    bob,
    copy,
    honest,
    listed,
    message,
    pin,
    shown,
)
from tests.audit_cli.verdicts import audited

STORE = Path(__file__).parents[1] / "fixtures" / "stores" / "auth_state"


def timeline(evidence: Evidence, place: int = 0) -> Timeline:
    return audited(evidence).timelines.kept[place]


def kinds(found: Timeline) -> list[EventKind]:
    return [event.kind for event in found.events]


def test_an_honest_account_has_its_pin_list_devices_and_hint() -> None:
    found = timeline(honest())
    assert (found.account, found.observer, found.left_out) == ("account#1", "observer#1", 0)
    assert kinds(found) == [
        EventKind.PIN,
        EventKind.LIST,
        EventKind.DEVICE,
        EventKind.DEVICE,
        EventKind.HINT,
    ]
    assert [event.number for event in found.events] == [1, 2, 3, 4, 5]
    assert [event.at for event in found.events] == [
        START + after for after in (0, 100, 200, 200, 300)
    ]
    assert found.devices == {0: "primary", 1: "device 3", 2: "device 5"}
    assert not found.troubled


def test_what_is_held_follows_what_was_accepted() -> None:
    evidence = honest()
    alice(evidence)["lists"] += [
        shown(600, listed(500, (0, 2))),
        shown(700, listed(10, (0, 1, 2)), "refused"),
    ]
    held = {e.pointer: (e.outcome, e.held) for e in timeline(evidence).events}
    lists = "/accounts/0/lists/{}/signed_key_index_list"
    assert held["/accounts/0/pins/0"] == ("", ())
    assert held[lists.format(0)] == ("accepted", (0, 1, 2))
    assert held[lists.format(1)] == ("accepted", (0, 2))
    assert held[lists.format(2)] == ("refused", (0, 2))


def test_what_nobody_noted_is_not_known() -> None:
    evidence = honest()
    alice(evidence)["lists"] = [shown(100, listed(10, (0, 1, 2)), None)]
    (event,) = (e for e in timeline(evidence).events if e.kind is EventKind.LIST)
    assert (event.outcome, event.held) == ("unknown", None)


def test_a_new_pin_starts_from_nothing() -> None:
    evidence = honest()
    alice(evidence)["pins"].append(pin(MALLORY, at=900, life=8))
    last = timeline(evidence).events[-1]
    assert (last.kind, last.held) == (EventKind.PIN, ())


def test_findings_stand_where_they_happened() -> None:
    evidence = honest()
    evidence["messages"].append(message("m2", 600, copy(600, 0, MALLORY), copy(600, 0, PHONE)))
    found = timeline(evidence)
    (event,) = (each for each in found.events if each.kind is EventKind.COPY)
    assert (event.rules, event.severity, event.index) == (("FAN-1",), Severity.CRITICAL, 0)
    assert event.what == "message#3 to device 0 of account#1"
    assert found.troubled


def test_what_is_not_dated_comes_last() -> None:
    evidence = honest()
    del evidence["collected_at"]
    evidence["messages"], evidence["received"] = [], []
    for device in alice(evidence)["devices"]:
        del device["first_seen"]
    assert [event.at for event in timeline(evidence).events[-2:]] == [None, None]


def test_each_observer_has_a_timeline_of_its_own() -> None:
    evidence = honest()
    evidence["observers"] = ["one", "two"]
    for account in (alice(evidence), bob(evidence)):
        account["lists"] = [each | {"observer": "one"} for each in account["lists"]]
    evidence["messages"], evidence["received"] = [], []
    alice(evidence)["lists"].append(shown(150, listed(50, (0, 2))) | {"observer": "two"})
    mine = [t for t in audited(evidence).timelines.kept if t.account == "account#1"]
    held = {t.observer: [e.held for e in t.events if e.kind is EventKind.LIST] for t in mine}
    assert held == {"observer#1": [(0, 1, 2)], "observer#2": [(0, 2)]}


def test_an_account_without_lists_and_devices_has_none() -> None:
    evidence: dict[str, Any] = honest()
    bob(evidence)["lists"], bob(evidence)["devices"] = [], []
    assert [t.account for t in audited(evidence).timelines.kept] == ["account#1"]


def test_what_says_how_things_stand_and_not_since_when_has_none(
    mdaudit: Command, tmp_path: Path
) -> None:
    lone = tmp_path / "list"
    lone.write_bytes(listed(10, (0, 1, 2)))
    for name in (lone, STORE):
        ran = mdaudit("check", name, "--format", "json")
        report = json.loads(ran.out)
        assert report["results"]
        assert report["timelines"] == []


def test_of_many_events_those_about_which_something_was_found_are_kept() -> None:
    evidence = honest()
    many = [shown(1000 + n, listed(1000 + n, (0, 1, 2))) for n in range(MOST_OF_ONE)]
    alice(evidence)["lists"] += [*many, shown(5 * DAY, listed(5, (0, 1, 2)))]
    found = timeline(evidence)
    assert len(found.events) == MOST_OF_ONE
    assert found.left_out == 6
    assert "LIST-3" in found.events[-1].rules


def test_of_one_list_a_bounded_number_of_indexes_is_told() -> None:
    evidence = honest()
    alice(evidence)["lists"].append(shown(600, listed(500, tuple(range(3000)))))
    held = timeline(evidence).events[-1].held
    assert held == tuple(range(MOST_INDEXES))


def long(account: str, severity: Severity | None, events: int = MOST_EVENTS // 4) -> Timeline:
    event = Event(1, 1, EventKind.LIST, "list", "", (), None, (), severity, "")
    return Timeline("input", account, "observer", (event,) * events, 0, {})


def test_quiet_timelines_make_room_for_troubled_ones() -> None:
    kept = Timelines()
    for number in range(4):
        kept.add(long(f"quiet {number}", None))
    kept.add(long("quiet 4", None))
    assert (len(kept.kept), kept.left_out) == (4, 1)
    for number in range(6):
        kept.add(long(f"troubled {number}", Severity.HIGH))
    assert [t.account for t in kept.kept] == [f"troubled {number}" for number in range(4)]
    assert (kept.left_out, kept.events) == (7, MOST_EVENTS)
