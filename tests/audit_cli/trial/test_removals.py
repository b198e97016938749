"""A removal is shown as done by a list that leaves the device out, and that the server has."""

from typing import Any

import pytest

from tests.audit_cli.honest import BOB_PHONE, START, Evidence, bob, honest, shown
from tests.audit_cli.signing import device_list
from tests.audit_cli.verdicts import answer, audited, blame, failed, finding, missing

UNKNOWN = "not collected"
WITHOUT = device_list(BOB_PHONE, START + 600, (0,), life=9)


def removed(done: Any = 700, signed: Any = 600, *lists: Evidence) -> Evidence:
    """Return evidence of a removal of Bob's laptop, which is index 1."""
    evidence = honest()
    removal: Evidence = {"key_index": 1, "requested_at": START + 590}
    for name, value in (("shown_done_at", done), ("list_timestamp", signed)):
        if value != UNKNOWN:
            removal[name] = None if value is None else START + value
    bob(evidence)["removals"] = [removal]
    bob(evidence)["lists"] += lists
    return evidence


def verdict(evidence: Evidence) -> str:
    return answer(audited(evidence), "REV-2", account=2)


def test_a_removal_that_the_server_had_is_done() -> None:
    for signed in (600, UNKNOWN):
        assert verdict(removed(700, signed, shown(650, WITHOUT))) == "pass"


@pytest.mark.parametrize(
    ("done", "signed", "lists"),
    [
        (700, None, ()),
        (595, 600, (shown(650, WITHOUT),)),
    ],
)
def test_a_removal_that_no_list_of_that_time_shows_is_a_finding(
    done: int, signed: Any, lists: tuple[Evidence, ...]
) -> None:
    report = audited(removed(done, signed, *lists))
    assert failed(report) == {"REV-2"}
    assert blame(report, "REV-2") == ["holder of the primary key"]
    assert finding(report, "REV-2").severity.word == "high"


@pytest.mark.parametrize(("signed", "expected"), [(600, "pass"), (UNKNOWN, "inconclusive")])
def test_the_index_of_a_later_life_is_another_device(signed: Any, expected: str) -> None:
    later = device_list(BOB_PHONE, START + 680, (0, 1), life=12)
    evidence = removed(700, signed, shown(650, WITHOUT), shown(690, later))
    report = audited(evidence)
    assert "REV-2" not in failed(report)
    assert answer(report, "REV-2", account=2) == expected


def test_a_list_that_names_the_index_again_undoes_the_removal() -> None:
    again = device_list(BOB_PHONE, START + 680, (0, 1), life=9)
    report = audited(removed(700, 600, shown(650, WITHOUT), shown(690, again)))
    assert "REV-2" in failed(report)


@pytest.mark.parametrize(
    ("evidence", "lacking"),
    [
        (removed(UNKNOWN), "shown_done_at of the removal"),
        (removed(700, 600, shown(800, WITHOUT)), "when the newest list was handed to the server"),
        (removed(700, UNKNOWN), "list_timestamp of the removal"),
    ],
)
def test_what_the_server_had_may_be_unknown(evidence: Evidence, lacking: str) -> None:
    report = audited(evidence)
    assert failed(report) == set()
    assert missing(report, "REV-2") == lacking


def test_a_list_that_was_not_collected_may_have_done_it() -> None:
    assert missing(audited(removed()), "REV-2").startswith("the list of 2026-")


def test_a_removal_that_is_not_done_is_not_judged() -> None:
    assert verdict(removed(None)) == "not judged"
