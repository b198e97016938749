"""Hints: word of a newer list, and the deadline that it begins."""

from tests.audit_cli.honest import (
    ALICE,
    BOB,
    DAY,
    LAPTOP,
    MALLORY,
    START,
    alice,
    companion,
    copy,
    hint,
    honest,
    message,
)
from tests.audit_cli.signing import base64
from tests.audit_cli.verdicts import answer, audited, blame, failed, finding, missing, noted


def test_a_hint_from_the_future_is_a_finding() -> None:
    evidence = honest()
    alice(evidence)["hints"].append(hint(310, 310 + 7201))
    report = audited(evidence)
    assert failed(report) == {"ICDC-2"}
    assert blame(report, "ICDC-2") == ["unknown"]


def test_a_hint_by_a_stranger_does_not_count_and_is_noted() -> None:
    evidence = honest()
    evidence["accounts"].append(
        {"account": "15550100003", "pins": [], "lists": [], "devices": [], "hints": []}
    )
    alice(evidence)["hints"].append(hint(310, 305, account="15550100003"))
    late = [{**each, "at": START + 5 * DAY} for each in evidence["messages"][0]["copies"]]
    evidence["messages"].append(message("m2", 5 * DAY, *late))
    report = audited(evidence)
    assert failed(report) == set()
    assert "ICDC-2" in noted(report)
    assert blame(report, "ICDC-2") == []


HASH = {"key_hash": base64(b"12345678")}


def test_what_a_stranger_says_of_keys_is_compared_with_nothing() -> None:
    evidence = honest()
    stranger = companion(9, MALLORY, 1, owner=MALLORY) | {"session": False}
    alice(evidence)["devices"].append(stranger)
    alice(evidence)["hints"].append(hint(310, 10, number=9) | HASH)
    report = audited(evidence)
    assert failed(report) == set()
    assert {"ICDC-2"} <= noted(report)
    assert answer(report, "ICDC-3") == "not judged"


def test_what_perhaps_a_stranger_says_of_keys_is_open() -> None:
    evidence = honest()
    alice(evidence)["hints"].append(hint(310, 10, number=9) | HASH)
    report = audited(evidence)
    assert failed(report) == set()
    assert "device 9 of account#1" in missing(report, "ICDC-3")


def test_what_a_known_device_says_of_other_keys_is_a_finding() -> None:
    evidence = honest()
    alice(evidence)["hints"].append(hint(310, 10) | HASH)
    assert failed(audited(evidence)) == {"ICDC-3"}


def test_a_hint_by_an_own_device_counts() -> None:
    evidence = honest()
    alice(evidence)["hints"].append(hint(310, 305, account=BOB, number=1))
    assert failed(audited(evidence)) == set()


def test_sending_after_the_deadline_is_a_finding() -> None:
    evidence = honest()
    alice(evidence)["hints"].append(hint(310, 305))
    evidence["messages"].append(message("m2", 310 + 2 * DAY, copy(310 + 2 * DAY, 3, LAPTOP)))
    report = audited(evidence)
    assert failed(report) == {"FAN-3"}
    assert blame(report, "FAN-3") == ["observed client"]
    assert finding(report, "FAN-3").pointers == ("/messages/1/copies/0",)


def test_before_the_deadline_sending_is_right() -> None:
    evidence = honest()
    alice(evidence)["hints"].append(hint(310, 305))
    at = 309 + 2 * DAY
    evidence["messages"].append(message("m2", at, copy(at, 3, LAPTOP)))
    assert failed(audited(evidence)) == set()


def test_a_hint_by_a_device_that_is_not_in_evidence_is_inconclusive() -> None:
    evidence = honest()
    alice(evidence)["hints"].append(hint(310, 305, number=9))
    evidence["messages"].append(message("m2", 5 * DAY, copy(5 * DAY, 3, LAPTOP)))
    report = audited(evidence)
    assert failed(report) == set()
    assert "device 9 of account#1" in missing(report, "ICDC-2")
    assert answer(report, "FAN-3") == "inconclusive", "the deadline may have begun"


def test_without_hints_nobody_knows_about_deadlines() -> None:
    evidence = honest()
    del alice(evidence)["hints"]
    report = audited(evidence)
    assert failed(report) == set()
    assert "hints of account#1" in missing(report, "FAN-3")


def test_a_hint_about_an_account_without_lists_is_inconclusive() -> None:
    evidence = honest()
    del alice(evidence)["lists"]
    evidence["messages"][0]["copies"] = [copy(400, 3, LAPTOP, ALICE)]
    report = audited(evidence)
    assert failed(report) == set()
    assert answer(report, "FAN-1") == "inconclusive"
