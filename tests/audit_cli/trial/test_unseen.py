"""An honest client is not blamed for what nobody collected; what is visible is found nevertheless.

Alice's account began another life: the laptop stands at index 1 of the first, and the tablet at the
same index of the second. Bob's phone saw everything, and followed every rule.
"""

from dataclasses import replace
from typing import Any

import pytest

from mdaudit.audit_cli.trial.unseen import after_unseen_lists, either_state
from mdaudit.spec.logic import Missing
from mdaudit.spec.policy import Policy
from mdaudit.spec.sorts import Account, Client, Index, RawId, Time
from mdaudit.spec.state import State, beginning
from mdaudit.spec.state.signed import Certificate, SignedList
from tests.audit_cli.honest import (
    LAPTOP,
    MALLORY,
    PHONE,
    TABLET,
    alice,
    companion,
    copy,
    honest,
    listed,
    message,
    received,
    shown,
)
from tests.audit_cli.verdicts import answer, audited, blame, failed, missing

FIRST, AGAIN, SECOND = (
    shown(20, listed(10, (0, 1))),
    shown(310, listed(300, (0,), life=8)),
    shown(510, listed(500, (0, 1), life=8)),
)
BLANK = shown(310, listed(300, (0,), life=8), None)


def two_lives() -> Any:
    """Return complete evidence of the two lives, of which every rule that it decides passes."""
    evidence = honest()
    alice(evidence).update(
        lists=[FIRST, AGAIN, SECOND],
        devices=[companion(3, LAPTOP, 1), companion(5, TABLET, 1, at=520, time=500, life=8)],
        hints=[],
    )
    evidence["messages"] = [message("m1", 400, copy(400, 0, PHONE))]
    evidence["messages"] += [
        message("m2", 600, copy(600, 0, PHONE), copy(600, 5, TABLET)),
    ]
    evidence["received"] = [received("r1", 250, 3, LAPTOP), received("r2", 550, 5, TABLET)]
    return evidence


def test_with_complete_evidence_there_is_nothing_to_find() -> None:
    report = audited(two_lives())
    assert failed(report) == set()
    assert answer(report, "DEV-7", 2) == answer(report, "DEV-1", 2) == "pass"


def _without(*members: str) -> Any:
    evidence = two_lives()
    for member in members:
        del alice(evidence)[member]
    return evidence


def _without_life() -> Any:
    evidence = two_lives()
    del alice(evidence)["pins"][0]["raw_id"]
    return evidence


def _undated(number: int) -> Any:
    evidence = two_lives()
    del alice(evidence)["devices"][number]["first_seen"]
    return evidence


def _undated_and_unused() -> Any:
    evidence = _undated(0)
    evidence["received"] = []
    return evidence


def _only(*lists: Any) -> Any:
    evidence = two_lives()
    alice(evidence).update(lists=list(lists), lists_complete=False)
    return evidence


GAPS = {
    "lists": _without("lists"),
    "pins": _without("pins"),
    "lists and pins": _without("lists", "pins"),
    "raw_id": _without_life(),
    "first_seen of the first": _undated(0),
    "first_seen of the first, unused": _undated_and_unused(),
    "first_seen of the second": _undated(1),
    "all lists but the first": _only(FIRST),
    "all lists but the blank one": _only(AGAIN),
    "the blank list": _only(FIRST, SECOND),
    "the last list": _only(FIRST, AGAIN),
    "an outcome": _only(FIRST, BLANK, SECOND),
}


@pytest.mark.parametrize("gap", GAPS)
def test_nobody_is_blamed_for_a_gap(gap: str) -> None:
    assert failed(audited(GAPS[gap])) == set()


@pytest.mark.parametrize(
    ("gap", "rule", "what"),
    [
        ("lists", "DEV-1", "lists of account#"),
        ("lists", "DEV-7", "lists of account#"),
        ("pins", "DEV-1", "pins of account#"),
        ("raw_id", "LIST-2", "raw_id of the pin of account#"),
        ("first_seen of the first, unused", "DEV-1", "first_seen of device 3"),
        ("first_seen of the first, unused", "DEV-7", "first_seen of device 3"),
        ("the last list", "FAN-1", "lists_complete of account#"),
        ("the last list", "DEV-3", "lists_complete of account#"),
        ("an outcome", "LIST-2", "the outcome of the list of"),
    ],
)
def test_what_a_gap_leaves_open_says_what_is_missing(gap: str, rule: str, what: str) -> None:
    assert what in missing(audited(GAPS[gap]), rule)


def _early(session: bool | None) -> Any:  # noqa: FBT001 - None: nobody noted it
    """Return evidence of the tablet as it came before the list of its life."""
    tablet = companion(5, TABLET, 1, at=250, time=240, life=8) | {"session": session}
    evidence = two_lives()
    evidence.update(messages=[], received=[])
    alice(evidence)["devices"][1] = {k: v for k, v in tablet.items() if v is not None}
    return evidence


def test_a_device_that_was_perhaps_refused_is_nobodys_fault() -> None:
    report = audited(_early(None))
    assert failed(report) == set()
    assert "session of device 5" in missing(report, "DEV-7")
    assert {"DEV-1", "DEV-7"} <= failed(audited(_early(session=True)))


def test_another_pin_may_have_come_unseen() -> None:
    evidence = two_lives()
    del alice(evidence)["pins"]
    alice(evidence)["lists"] = [FIRST, SECOND]
    assert failed(audited(evidence)) == set()


def test_an_expired_list_may_have_been_renewed_unseen() -> None:
    evidence = honest()
    late = 40 * 24 * 3600
    evidence["collected_at"] += late
    evidence["messages"] = [message("m1", late, copy(late, 3, LAPTOP))]
    assert "FAN-2" in failed(audited(evidence))
    alice(evidence)["lists_complete"] = False
    assert failed(audited(evidence)) & {"FAN-2", "LIST-8"} == set()


def _removed(at: int) -> Any:
    """Return evidence of a copy for the laptop after it was removed."""
    evidence = honest()
    alice(evidence)["lists"].append(shown(310, listed(300, (0, 2))))
    alice(evidence)["hints"] = []
    evidence["messages"] = [message("m1", at, copy(at, 0, PHONE), copy(at, 3, LAPTOP))]
    evidence["received"] = []
    return evidence


def test_no_unseen_list_brings_a_removed_index_back() -> None:
    evidence = _removed(400)
    alice(evidence)["lists_complete"] = False
    report = audited(evidence)
    assert "FAN-1" in failed(report)
    assert blame(report, "FAN-1") == ["observed client"]


def test_a_replay_is_one_whatever_else_was_shown() -> None:
    evidence = _removed(305)
    alice(evidence)["lists"].append(shown(350, listed(10, (0, 1, 2))))
    alice(evidence)["lists_complete"] = False
    assert "LIST-3" in failed(audited(evidence))


def test_two_lists_of_one_time_are_two_whatever_came_between() -> None:
    evidence = honest()
    alice(evidence)["lists"].append(shown(350, listed(10, (0, 1))))
    alice(evidence)["lists_complete"] = False
    assert "LIST-4" in failed(audited(evidence))


@pytest.mark.parametrize("gap", ["lists", "raw_id"])
def test_two_keys_at_one_index_of_one_life_are_found(gap: str) -> None:
    evidence = two_lives()
    alice(evidence)["devices"][1] = companion(5, TABLET, 1, at=220)
    if gap == "lists":
        del alice(evidence)["lists"]
    else:
        del alice(evidence)["pins"][0]["raw_id"]
    assert "DEV-7" in failed(audited(evidence))


def test_an_undated_device_of_a_stranger_is_found() -> None:
    evidence = two_lives()
    stranger = companion(7, TABLET, 2, owner=MALLORY)
    del stranger["first_seen"]
    alice(evidence)["devices"] = [stranger]
    assert "DEV-1" in failed(audited(evidence))


CLIENT, ALICE = Client("phone"), Account("alice")
PARTY = (CLIENT, ALICE)


def _holding() -> State:
    s = beginning(Policy(), Time(1_000))
    held = SignedList("held", RawId(7), Time(900), Index(3), frozenset(map(Index, (0, 2))))
    return replace(
        s,
        held=s.held.but(*PARTY, becomes=held),
        mark=s.mark.but(*PARTY, becomes=Index(3)),
        pinned_life=s.pinned_life.but(*PARTY, becomes=RawId(7)),
    )


@pytest.mark.parametrize(("wide", "valid"), [(True, {0, 2, 4, 1}), (False, {0})])
def test_unseen_lists_name_what_they_could_name(wide: bool, valid: set[int]) -> None:  # noqa: FBT001
    certificates = {
        ALICE: [
            Certificate("removed", RawId(7), Time(1), Index(3)),
            Certificate("newer", RawId(7), Time(1), Index(4)),
            Certificate("of another life", RawId(8), Time(1), Index(1)),
        ]
    }
    gaps = {CLIENT: {ALICE: Missing("lists")}}
    after = after_unseen_lists(_holding(), gaps, certificates, wide=wide)
    assert after.held(*PARTY).valid_indexes == valid
    assert after.held(*PARTY).list_time == after.received_at(*PARTY) == 1_000


def test_what_two_states_have_in_common_stays_known() -> None:
    one = _holding()
    other = replace(one, mark=one.mark.but(*PARTY, becomes=Index(9)))
    both = either_state(one, other, "which")
    assert both.held(*PARTY) == one.held(*PARTY)
    assert isinstance(both.mark(*PARTY), Missing)


@pytest.mark.parametrize("refused", [True, False])
def test_an_undated_device_may_have_come_before_one_that_was_refused(refused: bool) -> None:  # noqa: FBT001
    evidence = honest()
    undated, other = companion(3, LAPTOP, 1), companion(7, MALLORY, 1, at=210)
    del undated["first_seen"]
    if refused:
        del other["session"]
    evidence.update(messages=[], received=[])
    alice(evidence)["devices"] = [undated, other]
    report = audited(evidence)
    assert failed(report) == {"DEV-7"}
    client = [] if refused else ["observed client"]
    assert blame(report, "DEV-7") == ["holder of the primary key", *client]


def test_an_undated_device_that_may_have_come_first_is_served_perhaps() -> None:
    evidence = honest()
    undated, other = companion(3, LAPTOP, 1), companion(7, MALLORY, 1, at=210)
    del undated["first_seen"]
    del other["session"]
    alice(evidence)["devices"] = [undated, other, companion(5, TABLET, 2)]
    report = audited(evidence)
    assert failed(report) == {"DEV-7"}
    assert "first_seen of device 3" in missing(report, "FAN-1")


def test_a_device_that_came_again_with_evidence_that_was_not_collected_is_served_perhaps() -> None:
    evidence = honest()
    first, *others = alice(evidence)["devices"]
    bad = companion(3, LAPTOP, 1, owner=MALLORY) | {"session": False}
    del first["signed_device_identity"]
    alice(evidence)["devices"] = [bad, first, *others]
    report = audited(evidence)
    assert "FAN-1" not in failed(report)
    assert answer(report, "FAN-1") == "inconclusive"
