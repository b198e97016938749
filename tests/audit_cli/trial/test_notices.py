"""A notice removes nothing; a signed list does."""

import pytest

from tests.audit_cli.honest import DAY, START, Evidence, alice, hint, honest, listed, shown
from tests.audit_cli.verdicts import answer, audited, blame, failed, finding, missing, noted


def noticed(at: int = 450, **notice: object) -> Evidence:
    evidence = honest()
    part = {"received_at": START + at, "kind": "remove", "device": 3, "effect": "removed"}
    part |= notice
    alice(evidence)["notices"] = [{k: v for k, v in part.items() if v is not None}]
    del evidence["received"]
    return evidence


def test_a_device_that_is_dropped_on_a_notice_is_a_finding() -> None:
    report = audited(noticed())
    assert failed(report) == {"REV-1"}
    assert blame(report, "REV-1") == ["observed client"]
    assert finding(report, "REV-1").severity.word == "high"


def test_a_device_may_have_gone_with_its_list_that_expired() -> None:
    report = audited(noticed(at=40 * DAY))
    assert failed(report) == set()
    assert "expired" in missing(report, "REV-1")


def test_a_device_that_a_signed_list_left_out_may_be_dropped() -> None:
    evidence = noticed(at=470)
    alice(evidence)["lists"].append(shown(460, listed(455, (0, 2))))
    report = audited(evidence)
    assert failed(report) == set()
    assert answer(report, "REV-1") == "pass"


def test_a_notice_of_which_nobody_noted_what_became_accuses_nobody() -> None:
    evidence = noticed(effect=None)
    alice(evidence)["lists"] = []
    report = audited(evidence)
    assert "REV-1" not in failed(report)
    assert missing(report, "REV-1") == "effect of a notice about account#1"


def denied(asked: int = 470) -> Evidence:
    """Return evidence of a client that asked because of a notice, and went by the list."""
    return noticed(effect="queried", answered_at=START + asked)


def test_a_notice_that_the_signed_list_denies_is_a_note_about_whoever_said_it() -> None:
    report = audited(denied())
    assert failed(report) == set()
    assert noted(report) == {"REV-1"}
    assert blame(report, "REV-1") == ["server or network"]
    assert finding(report, "REV-1").blame[0].did == "said"


def test_a_notice_that_the_signed_list_bears_out_is_none() -> None:
    evidence = denied()
    alice(evidence)["lists"].append(shown(470, listed(455, (0, 2))))
    report = audited(evidence)
    assert noted(report) == set()
    assert answer(report, "REV-1") == "pass"


def test_a_notice_may_be_about_a_list_that_did_not_come() -> None:
    evidence = denied()
    alice(evidence)["hints"].append(hint(460, 455))
    report = audited(evidence)
    assert noted(report) == {"REV-1"}
    assert blame(report, "REV-1") == []


def test_before_the_client_was_answered_nothing_is_known_of_a_notice() -> None:
    assert answer(audited(noticed(effect="queried", answered_at=None)), "REV-1") == "not judged"
    evidence = denied(asked=470)
    alice(evidence)["lists"].append(shown(480, listed(455, (0, 2))))
    assert noted(audited(evidence)) == {"REV-1"}


@pytest.mark.parametrize(
    "notice", [{"effect": "queried"}, {"effect": "ignored"}, {"kind": "add"}, {"device": 0}]
)
def test_a_notice_that_removes_no_companion_is_not_judged(notice: Evidence) -> None:
    assert answer(audited(noticed(**notice)), "REV-1") == "not judged"


@pytest.mark.parametrize(
    ("notice", "lacking"),
    [
        ({"effect": None}, "effect of a notice about account#1"),
        ({"device": None}, "device of a notice about account#1"),
        ({"device": 9}, "device 9 of account#1"),
    ],
)
def test_what_the_notice_did_may_be_unknown(notice: Evidence, lacking: str) -> None:
    report = audited(noticed(**notice))
    assert failed(report) == set()
    assert missing(report, "REV-1") == lacking
