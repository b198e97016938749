"""What timelines tell of evidence: every kind of event, in words, in every format."""

import json
from html import unescape
from io import StringIO
from typing import get_args, get_type_hints

import pytest
from msgspec import UnsetType

from mdaudit.audit_cli import Options, audit
from mdaudit.audit_cli.event_kinds import EventKind
from mdaudit.audit_cli.happenings import EFFECTS, MADE, NOTICES
from mdaudit.audit_cli.inputs.evidence import (
    Copy,
    Notice,
    ReceivedMessage,
    SenderKey,
    SentMessage,
)
from mdaudit.audit_cli.message_happenings import ARRIVALS, COPIES, OUTCOMES, SENDINGS
from mdaudit.audit_cli.reports import console, write_report
from mdaudit.audit_cli.reports.timeline_svg import ROWS
from mdaudit.audit_cli.timeline import Event
from tests.audit_cli.everything import everything, moments, structs, times_of
from tests.audit_cli.honest import BOB, START, Evidence, bob, honest
from tests.audit_cli.verdicts import audited

SAYS_NO_MORE = {
    ("Hint", "list_timestamp"): "what a hint says; that it was heard is the event",
    ("ShownList", "signed_at"): "the primary's own clock; that the list was shown is the event",
    ("Removal", "list_timestamp"): "it names the list, which is an event of its own",
}
"""The times in evidence at which nothing happens to the observer, with the reason."""

TABLES = [
    (NOTICES, Notice, "kind"),
    (EFFECTS, Notice, "effect"),
    (MADE, SenderKey, "direction"),
    (COPIES, Copy, "kind"),
    (ARRIVALS, ReceivedMessage, "kind"),
    (OUTCOMES, ReceivedMessage, "kind"),
    (SENDINGS, SentMessage, "outcome"),
]
"""Tables of words, and the member of the format whose values they have words for."""


def events(evidence: Evidence) -> list[Event]:
    return [event for each in audited(evidence).timelines.kept for event in each.events]


def told(evidence: Evidence, kind: EventKind) -> list[tuple[str, str]]:
    """Return the words of all events of a kind, and the outcomes."""
    return [(event.what, event.outcome) for event in events(evidence) if event.kind is kind]


def choices(struct: type, member: str) -> set[str]:
    """Return the words that a member of the format may have."""
    hint = get_type_hints(struct)[member]
    parts = get_args(hint) if UnsetType in get_args(hint) else (hint,)
    return {word for part in parts if part is not UnsetType for word in get_args(part)}


@pytest.mark.parametrize(("table", "struct", "member"), TABLES)
def test_whatever_evidence_may_say_has_words(
    table: dict[str, object], struct: type, member: str
) -> None:
    assert set(table) == choices(struct, member) != set()


def test_a_kind_without_words_is_missed() -> None:
    assert set(COPIES) - {"retry"} != choices(Copy, "kind")


def test_every_kind_of_event_has_a_row_in_the_picture() -> None:
    assert set(ROWS) == set(EventKind)


def test_every_kind_of_event_happens() -> None:
    assert {event.kind for event in events(everything())} == set(EventKind)


def test_every_time_in_evidence_is_that_of_an_event_or_there_is_a_reason() -> None:
    evidence = everything()
    shown = {event.at for event in events(evidence)}
    told = {(struct, member) for struct, member, at in moments(evidence) if at in shown}
    known = {(struct.__name__, member) for struct in structs() for member in times_of(struct)}
    assert len(known) > 15
    assert known - told - set(SAYS_NO_MORE) == set()
    assert set(SAYS_NO_MORE) <= known


@pytest.mark.parametrize("form", ["text", "json", "markdown", "html"])
def test_every_kind_of_event_is_in_every_format(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "PIPED_WIDTH", 300)
    report, stream = audited(everything()), StringIO()
    write_report(report, form, stream)
    words = unescape(stream.getvalue()).replace("\\", "")
    shown = [event.what for each in report.timelines.kept for event in each.events]
    assert [what for what in shown if what not in words] == []


def test_a_notice_says_what_it_was_about_and_what_came_of_it() -> None:
    notices = told(everything(), EventKind.NOTICE)
    assert ("unsigned notice of the server: a device was added", "ignored") in notices
    assert (
        "unsigned notice of the server: device 5 of account#1 was removed",
        "device dropped",
    ) in notices
    assert ("unsigned notice of the server: the device list changed", "list asked for") in notices


def test_what_users_did_is_told() -> None:
    evidence = everything()
    assert [what for what, _ in told(evidence, EventKind.REMOVAL)] == [
        "the user asked to remove index 1"
    ]
    (shown,) = told(evidence, EventKind.REMOVAL_SHOWN)
    assert shown[0].startswith("the user was shown that index 1 is removed, by the list of 2026-")
    marked, *others = [what for what, _ in told(evidence, EventKind.COMPARISON)]
    assert marked.startswith("the user compared the security code of key ")
    assert others == [
        "the user compared the security code",
        "the user went on after a change of identity",
    ]


def test_what_is_not_done_yet_is_not_told_as_done() -> None:
    evidence = honest()
    bob(evidence)["removals"] = [
        {"key_index": 1, "requested_at": START + 320},
        {"key_index": 2, "requested_at": START + 321, "shown_done_at": START + 330},
    ]
    assert len(told(evidence, EventKind.REMOVAL)) == 2
    assert [what for what, _ in told(evidence, EventKind.REMOVAL_SHOWN)] == [
        "the user was shown that index 2 is removed"
    ]


def test_keys_come_and_go() -> None:
    evidence = everything()
    assert [what for what, _ in told(evidence, EventKind.SENDER_KEY)] == [
        "the sender key 7 of device 0 of account#1 came",
        "the sender key 7 of device 0 of account#2 was made",
    ]
    assert len(told(evidence, EventKind.SENDER_KEY_END)) == 2
    del evidence["sender_keys"][1]["deleted_at"]
    assert len(told(evidence, EventKind.SENDER_KEY_END)) == 1
    assert told(evidence, EventKind.APP_STATE_KEY) == [("key for app state, of epoch 4", "")]


def test_a_key_of_app_state_is_told_of_the_own_account_and_of_no_other() -> None:
    evidence = everything()
    del bob(evidence)["own"]
    assert told(evidence, EventKind.APP_STATE_KEY) == []


def test_events_with_another_account_s_device_stand_in_no_lane() -> None:
    evidence = everything()
    own = [e for e in events(evidence) if e.kind is EventKind.RECEIVED and "history" in e.what]
    assert [event.index for event in own] == [1]


def test_a_payload_that_nobody_dated_comes_first_and_has_no_time() -> None:
    evidence = everything()
    del bob(evidence)["linking"][0]["at"]
    (payload,) = (e for e in events(evidence) if e.kind is EventKind.LINKING)
    assert (payload.number, payload.at) == (1, None)


def test_a_collection_is_told_where_the_held_list_had_expired() -> None:
    assert told(honest(), EventKind.COLLECTION) == []
    assert set(told(everything(), EventKind.COLLECTION)) == {("the evidence was collected", "")}


def test_names_in_braces_are_names() -> None:
    evidence = json.dumps(everything()).replace(BOB, "{device}{0}").replace("r4", "{message}")
    (shown,) = (
        event.what
        for each in audit(evidence.encode(), options=Options(show_identifiers=True)).timelines.kept
        for event in each.events
        if "bundle" in event.what
    )
    assert shown == "a bundle of history from device 1 of {device}{0}, in {message}"
