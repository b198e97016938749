"""What was found, by where its evidence is."""

import json
from datetime import date

from mdaudit.audit_cli import Options, audit
from mdaudit.audit_cli.found import Found
from mdaudit.audit_cli.redact import Names
from mdaudit.audit_cli.severity import Severity
from mdaudit.audit_cli.suppressions import Suppression, Suppressions
from mdaudit.audit_cli.timeline import Timeline
from tests.audit_cli.honest import alice, honest, listed, shown
from tests.audit_cli.verdicts import audited

HERE = "/accounts/0/lists/2/signed_key_index_list"


def replay() -> dict[str, object]:
    """Return evidence of a list that breaks LIST-3 and LIST-7."""
    evidence = honest()
    lists = (listed(500, (0, 2)), listed(10, (0, 1, 2)))
    alice(evidence)["lists"] += [shown(600 + n, each) for n, each in enumerate(lists)]
    return evidence


def timeline(*suppressed: str) -> Timeline:
    """Return the timeline of a replay when these rules are suppressed."""
    entries = tuple(Suppression(rule=rule, subject="*", reason="known") for rule in suppressed)
    options = Options(suppressions=Suppressions(entries, date(2026, 11, 25)))
    return audit(json.dumps(replay()).encode(), options=options).timelines.kept[0]


def test_what_counts_and_what_does_not_are_told_apart() -> None:
    one, *others = audited(replay()).findings
    found = Found(others, [one])
    counted, suppressed = found.rules_at(HERE)
    assert {one.rule} == {*suppressed}
    assert one.rule not in counted
    assert found.severity_at(HERE) == max(each.severity for each in others)
    assert found.concerns(Names(), HERE, "15550100001")
    assert found.rules_at("/elsewhere") == ((), ())
    assert found.severity_at("/elsewhere") is None


def test_an_event_tells_the_rules_that_are_suppressed() -> None:
    events = {event.pointer: event for event in timeline("LIST-3").events}
    assert (events[HERE].rules, events[HERE].suppressed) == (("LIST-7",), ("LIST-3",))
    assert events[HERE].severity is Severity.CRITICAL


def test_what_is_suppressed_does_not_trouble() -> None:
    quiet = timeline("LIST-3", "LIST-7")
    (event,) = (each for each in quiet.events if each.pointer == HERE)
    assert (event.rules, event.severity) == ((), None)
    assert not quiet.troubled
