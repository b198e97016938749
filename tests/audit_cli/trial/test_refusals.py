"""Whether refused lists count is seen by what the client sends later."""

from tests.audit_cli.honest import (
    DAY,
    LAPTOP,
    PHONE,
    START,
    Evidence,
    alice,
    copy,
    honest,
    listed,
    message,
    shown,
)
from tests.audit_cli.verdicts import answer, audited, blame, failed, finding, missing, noted


def refusing(outcome: str = "refused") -> Evidence:
    """Alice's phone signs a list from the near future; Bob's client must count it as a hint."""
    evidence = honest()
    equivocal = listed(200, (0, 1, 2, 3), current=2)
    alice(evidence)["lists"].append(shown(210, equivocal, outcome))
    return evidence


def test_a_refused_list_is_a_hint_and_who_sends_on_ignores_it() -> None:
    evidence = refusing()
    evidence["messages"].append(message("m2", 3 * DAY, copy(3 * DAY, 3, LAPTOP)))
    report = audited(evidence)
    assert failed(report) == {"FAN-3", "LIST-10"}
    assert blame(report, "LIST-10") == ["observed client"]
    assert finding(report, "LIST-10").pointers == (
        "/messages/1/copies/0",
        "/accounts/0/lists/1/signed_key_index_list",
    )


def test_a_refused_list_that_is_heeded_is_right() -> None:
    evidence = refusing()
    evidence["messages"].append(message("m2", 3 * DAY, copy(3 * DAY, 0, PHONE)))
    report = audited(evidence)
    assert failed(report) == set()
    assert answer(report, "LIST-10") == "pass"


def test_a_refusal_alone_does_not_show_that_it_counts() -> None:
    report = audited(refusing())
    assert failed(report) == set()
    assert answer(report, "LIST-10") == "inconclusive"
    assert "after the deadline" in missing(report, "LIST-10")


def test_who_leaves_companions_out_for_a_hint_need_not_have_counted_the_refusal() -> None:
    evidence = refusing()
    named = {"heard_at": START + 205, "list_timestamp": START + 204}
    alice(evidence)["hints"] = [named | {"from": alice_phone()}]
    evidence["messages"].append(message("m2", 3 * DAY, copy(3 * DAY, 0, PHONE)))
    report = audited(evidence)
    assert "FAN-3" in noted(report)
    assert answer(report, "LIST-10") == "inconclusive"


def test_who_is_late_for_another_reason_did_not_ignore_the_refusal() -> None:
    evidence = refusing()
    named = {"heard_at": START + 205, "list_timestamp": START + 204}
    alice(evidence)["hints"] = [named | {"from": alice_phone()}]
    evidence["messages"].append(message("m2", 3 * DAY, copy(3 * DAY, 3, LAPTOP)))
    assert failed(audited(evidence)) == {"FAN-3"}


def alice_phone() -> Evidence:
    return {"account": "15550100001", "device": 0}


def test_a_refused_list_of_nobody_is_no_hint() -> None:
    evidence = honest()
    alice(evidence)["lists"].append(
        shown(210, listed(200, (0, 9), current=2, owner=LAPTOP), "refused")
    )
    evidence["messages"].append(message("m2", 3 * DAY, copy(3 * DAY, 3, LAPTOP)))
    report = audited(evidence)
    assert failed(report) == set()
    assert answer(report, "LIST-10") == "not judged"


def test_without_pins_nobody_knows_whether_a_refused_list_counts() -> None:
    evidence = refusing()
    del alice(evidence)["pins"]
    evidence["messages"].append(message("m2", 3 * DAY, copy(3 * DAY, 3, LAPTOP)))
    report = audited(evidence)
    assert answer(report, "LIST-10") == "inconclusive"
    assert answer(report, "FAN-3") == "inconclusive"
