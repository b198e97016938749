"""What timelines tell of messages: what is rare, and what something was found about."""

import pytest

from mdaudit.audit_cli.event_kinds import EventKind
from mdaudit.audit_cli.timeline import Event
from tests.audit_cli.everything import everything
from tests.audit_cli.honest import (
    ALICE,
    BOB,
    DAY,
    LAPTOP,
    MALLORY,
    PHONE,
    Evidence,
    bob,
    copy,
    honest,
    message,
    received,
)
from tests.audit_cli.verdicts import audited


def told(evidence: Evidence, kind: EventKind, account: int) -> list[Event]:
    """Return the events of a kind in the timelines of the account with this number."""
    shown = (t for t in audited(evidence).timelines.kept if t.account == f"account#{account}")
    return [event for each in shown for event in each.events if event.kind is kind]


def test_ordinary_messages_are_told_only_where_something_was_found() -> None:
    evidence = honest()
    assert [
        told(evidence, kind, 1) for kind in (EventKind.SENT, EventKind.COPY, EventKind.RECEIVED)
    ] == [[]] * 3
    evidence["messages"].append(message("m2", 600, copy(600, 0, MALLORY), copy(600, 0, PHONE)))
    evidence["received"].append(received("r2", 700, 0, MALLORY))
    (sent,) = told(evidence, EventKind.COPY, 1)
    assert (sent.what, sent.rules) == ("message#3 to device 0 of account#1", ("FAN-1",))
    (came,) = told(evidence, EventKind.RECEIVED, 1)
    assert (came.what, came.outcome) == ("message#4 from device 0 of account#1", "shown")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("sender_key", "the group's sender key to device 3 of account#1, with message#3"),
        ("retry", "message#3 once more to device 3 of account#1, which asked again"),
        ("backfill", "message#3 afterwards to device 3 of account#1, which had been missed"),
    ],
)
def test_a_rare_copy_is_always_told(kind: str, words: str) -> None:
    evidence = honest()
    evidence["messages"].append(message("m2", 600, copy(600, 3, LAPTOP) | {"kind": kind}))
    (event,) = told(evidence, EventKind.COPY, 1)
    assert (event.what, event.index) == (words, 1)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("history", "a bundle of history from device 1 of account#2"),
        ("app_state", "a change of app state from device 1 of account#2"),
        ("key_share", "keys for app state from device 1 of account#2"),
    ],
)
def test_data_of_the_own_account_is_always_told(kind: str, words: str) -> None:
    (event,) = (e for e in told(everything(), EventKind.RECEIVED, 2) if e.what.startswith(words))
    assert event.outcome == ("not taken" if kind == "key_share" else "taken")


def test_what_nobody_noted_has_no_outcome() -> None:
    evidence = everything()
    for each in evidence["received"]:
        del each["shown"]
    assert {event.outcome for event in told(evidence, EventKind.RECEIVED, 2)} == {""}


def test_a_finding_about_the_own_account_stands_in_its_timeline_too() -> None:
    evidence = honest()
    evidence["messages"] = [message("m2", 40 * DAY, copy(40 * DAY, 0, PHONE), number=1)]
    evidence["received"] = [received("r2", 40 * DAY, 0, PHONE)]
    (sent,) = told(evidence, EventKind.COPY, 2)
    assert sent.what == "message#2 to device 0 of account#1"
    assert "FAN-2" in sent.rules
    assert sent.index is None, "the device is not this account's"
    (came,) = told(evidence, EventKind.RECEIVED, 2)
    assert came.what == "message#1 from device 0 of account#1"


def test_a_message_to_a_group_is_told_of_the_member_about_whom_something_was_found() -> None:
    evidence = everything()
    (sent,) = told(evidence, EventKind.SENT, 1)
    assert (sent.what, sent.rules) == ("message#3 was sent by device 0 of account#2", ("GRP-2",))
    assert told(evidence, EventKind.SENT, 2) == []
    assert {ALICE, BOB} == set(evidence["messages"][2]["group"]["members"])


def test_a_copy_for_a_stranger_to_a_group_needs_no_timeline_of_the_stranger() -> None:
    evidence = everything()
    evidence["messages"][1]["copies"][0]["account"] = "15550100009"
    bob(evidence)["own"] = False
    report = audited(evidence)
    assert [finding.subject for finding in report.findings if finding.rule == "GRP-1"]
    assert {timeline.account for timeline in report.timelines.kept} == {"account#1", "account#2"}
