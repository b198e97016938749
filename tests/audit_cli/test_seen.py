"""What one observer saw of one account, in time order."""

from mdaudit.audit_cli.event_kinds import EventKind
from mdaudit.audit_cli.seen import KINDS, PLACES
from mdaudit.audit_cli.timeline import Event
from mdaudit.audit_cli.trial.moments import TOLD, Order
from tests.audit_cli.honest import START, Evidence, alice, bob, honest
from tests.audit_cli.verdicts import audited


def events(evidence: Evidence) -> tuple[Event, ...]:
    return audited(evidence).timelines.kept[0].events


def noticed(at: int) -> Evidence:
    """Return honest evidence with a notice that did nothing."""
    evidence = honest()
    alice(evidence)["notices"] = [
        {"received_at": START + at, "kind": "update", "effect": "ignored"}
    ]
    return evidence


def test_whatever_the_replay_tells_has_a_kind() -> None:
    assert set(KINDS) == TOLD
    assert set(PLACES) == set(EventKind)


def test_of_one_second_the_order_is_that_of_the_replay() -> None:
    told = [kind for order, kind in sorted(KINDS.items())]
    assert [PLACES[kind] for kind in told] == sorted(PLACES[kind] for kind in told)
    assert Order.PIN < Order.LIST < Order.DEVICE < Order.LINKING < Order.HINT


def test_what_the_evidence_tells_stands_between_what_the_replay_tells() -> None:
    kinds = [event.kind for event in events(noticed(150))]
    assert kinds[:3] == [EventKind.PIN, EventKind.LIST, EventKind.NOTICE]
    assert [event.number for event in events(noticed(150))] == list(range(1, len(kinds) + 1))


def test_what_is_held_then_is_what_was_held_before() -> None:
    held = {
        at: [e.held for e in events(noticed(at)) if e.kind is EventKind.NOTICE] for at in (50, 150)
    }
    assert held == {50: [()], 150: [(0, 1, 2)]}


def test_what_was_held_before_everything_is_not_known() -> None:
    assert [e.held for e in events(noticed(-1)) if e.kind is EventKind.NOTICE] == [None]


def test_who_only_asked_for_a_removal_has_a_timeline() -> None:
    evidence = honest()
    bob(evidence)["lists"], bob(evidence)["devices"] = [], []
    evidence["messages"], evidence["received"] = [], []
    accounts = [each.account for each in audited(evidence).timelines.kept]
    bob(evidence)["removals"] = [{"key_index": 1, "requested_at": START + 320}]
    assert accounts == ["account#1"]
    assert [each.account for each in audited(evidence).timelines.kept] == ["account#1", "account#2"]
