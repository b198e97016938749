"""What owners sign: dates, indexes, and one content for one time."""

from typing import Any

import pytest

from tests.audit_cli.honest import (
    BOB_LAPTOP,
    BOB_PHONE,
    MALLORY,
    START,
    Evidence,
    alice,
    bob,
    device,
    honest,
    listed,
    pin,
    shown,
)
from tests.audit_cli.signing import KeyPair, certificate, device_list
from tests.audit_cli.verdicts import answer, audited, blame, failed, finding, missing

STRANGER = KeyPair.named("stranger")


def with_companion(index: int, time: int) -> Evidence:
    evidence = honest()
    signed = certificate(BOB_PHONE, STRANGER, index, time=START + time, life=9)
    bob(evidence)["devices"].append(device(2, STRANGER, signed))
    return evidence


def test_two_lists_of_one_time_break_the_owner_s_habit() -> None:
    evidence = honest()
    other = device_list(BOB_PHONE, START + 20, (0,), life=9, current=1)
    bob(evidence)["lists"].append(shown(110, other))
    report = audited(evidence)
    assert {"LIST-4", "OWN-1"} <= failed(report)
    assert blame(report, "OWN-1") == ["holder of the primary key"]
    assert finding(report, "OWN-1").severity.word == "low"


def later_list(**clock: int) -> Evidence:
    evidence = honest()
    later = shown(110, device_list(BOB_PHONE, START + 30, (0, 1), life=9))
    bob(evidence)["lists"].append(later | clock)
    return evidence


def test_a_later_list_is_left_open_if_nobody_recorded_the_primary_s_clock() -> None:
    report = audited(later_list())
    assert failed(report) == set()
    assert missing(report, "OWN-1") == "signed_at of lists of account#2"


def test_a_later_list_passes_if_the_primary_s_clock_said_its_date() -> None:
    assert answer(audited(later_list(signed_at=START + 30)), "OWN-1", account=2) == "pass"


def test_a_list_that_is_not_dated_by_the_primary_s_clock_is_a_finding() -> None:
    report = audited(later_list(signed_at=START + 29))
    assert failed(report) == {"OWN-1"}


@pytest.mark.parametrize("later", [(), (30,)])
def test_the_first_list_has_a_date_of_its_own_to_be_wrong(later: tuple[int, ...]) -> None:
    evidence = honest()
    bob(evidence)["lists"][0]["signed_at"] = START + 5000
    for time in later:
        after = shown(110, device_list(BOB_PHONE, START + time, (0, 1), life=9))
        bob(evidence)["lists"].append(after | {"signed_at": START + time})
    report = audited(evidence)
    assert failed(report) == {"OWN-1"}
    assert finding(report, "OWN-1").pointers == ("/accounts/1/lists/0/signed_key_index_list",)


def test_a_list_that_is_shown_again_may_say_when_it_was_signed() -> None:
    evidence = honest()
    again = bob(evidence)["lists"][0] | {"signed_at": START + 5000}
    bob(evidence)["lists"].append(again)
    assert failed(audited(evidence)) == {"OWN-1"}


NEXT_PHONE = KeyPair.named("bob's next phone")


def after_another_phone(time: int) -> Evidence:
    """Bob's account has another primary, under the same life, which signs its first list."""
    evidence = honest()
    del evidence["messages"], evidence["received"]
    bob(evidence)["pins"].append(pin(NEXT_PHONE, 150, life=9))
    first = device_list(NEXT_PHONE, START + time, (0, 1), life=9)
    bob(evidence)["lists"].append(shown(160, first))
    return evidence


def test_another_primary_begins_anew_with_its_dates_and_indexes() -> None:
    assert "OWN-1" not in failed(audited(after_another_phone(20)))
    evidence = after_another_phone(155)
    signed = certificate(NEXT_PHONE, STRANGER, 1, time=START + 155, life=9)
    bob(evidence)["devices"].append(device(2, STRANGER, signed, 170))
    assert "OWN-2" not in failed(audited(evidence))


def test_one_list_twice_is_one_list() -> None:
    evidence = honest()
    bob(evidence)["lists"] *= 2
    assert answer(audited(evidence), "OWN-1", account=2) == "not judged"


def test_an_index_that_was_given_out_before_is_a_finding() -> None:
    report = audited(with_companion(1, 30))
    assert failed(report) == {"DEV-7", "OWN-2"}


def test_the_next_index_passes_and_a_gap_is_inconclusive() -> None:
    assert answer(audited(with_companion(2, 30)), "OWN-2", account=2) == "pass"
    report = audited(with_companion(5, 30))
    assert failed(report) == set()
    assert "high-water mark" in missing(report, "OWN-2")


def test_without_all_lists_the_next_index_is_inconclusive() -> None:
    evidence = honest()
    del bob(evidence)["lists_complete"]
    assert answer(audited(evidence), "OWN-2", account=2) == "inconclusive"


def test_a_certificate_of_another_s_does_not_count() -> None:
    evidence = honest()
    signed = certificate(MALLORY, STRANGER, 1, time=START + 30, life=9)
    bob(evidence)["devices"].append(device(2, STRANGER, signed) | {"session": False})
    assert "OWN-2" not in failed(audited(evidence))


def test_contacts_are_not_asked_for_their_habits() -> None:
    assert answer(audited(honest()), "OWN-2", account=1) == "not judged"


def two_observers(second: bytes) -> Evidence:
    evidence = honest()
    evidence["observers"] = ["bobs-phone", "bobs-laptop"]
    for part in (*evidence["messages"], *evidence["received"], *bob(evidence)["lists"]):
        part["observer"] = "bobs-phone"
    lists = alice(evidence)["lists"]
    lists[0]["observer"] = "bobs-phone"
    lists.append(shown(100, second) | {"observer": "bobs-laptop"})
    return evidence


def test_two_observers_with_two_contents_of_one_time_are_a_split_view() -> None:
    report = audited(two_observers(listed(10, (0, 1), current=2)))
    assert failed(report) == {"LIST-4"}
    assert blame(report, "LIST-4") == ["holder of the primary key"]
    assert len(finding(report, "LIST-4").pointers) == 2


@pytest.mark.parametrize("outcomes", [("accepted", "refused"), (None, None), ("refused", None)])
def test_what_the_observers_did_with_them_does_not_matter(outcomes: tuple[Any, Any]) -> None:
    evidence = two_observers(listed(10, (0, 1), current=2))
    for part, outcome in zip(alice(evidence)["lists"], outcomes, strict=True):
        part["outcome"] = outcome or "unknown"
    report = audited(evidence)
    assert "LIST-4" in failed(report)
    assert blame(report, "LIST-4") == ["holder of the primary key"]


@pytest.mark.parametrize("between", [False, True])
@pytest.mark.parametrize("outcome", ["refused", "unknown"])
def test_one_observer_is_enough_for_two_contents_of_one_time(
    outcome: str,
    between: bool,  # noqa: FBT001 - a value
) -> None:
    evidence = honest()
    lists = alice(evidence)["lists"]
    if between:
        lists.append(shown(600, listed(590, (0, 1, 2))))
    lists.append(shown(700, listed(10, (0, 1), current=2), outcome))
    report = audited(evidence)
    assert "LIST-4" in failed(report)
    assert [f.rule for f in report.findings].count("LIST-4") == 1
    assert blame(report, "LIST-4") == ["holder of the primary key"]


def test_two_primaries_may_date_two_contents_alike() -> None:
    evidence = two_observers(listed(10, (0,), current=2, owner=MALLORY))
    alice(evidence)["pins"].append(pin(MALLORY, 50))
    assert "LIST-4" not in failed(audited(evidence))


def test_two_observers_with_lists_of_two_times_are_only_out_of_step() -> None:
    assert failed(audited(two_observers(listed(20, (0, 1), current=2)))) == set()


def test_two_observers_with_one_content_agree() -> None:
    assert failed(audited(two_observers(listed(10, (0, 1, 2))))) == set()


def test_a_forged_list_makes_no_split_view() -> None:
    evidence = two_observers(listed(10, (0, 1), current=2, owner=MALLORY))
    alice(evidence)["lists"][1]["outcome"] = "refused"
    assert failed(audited(evidence)) == set()


def test_an_own_companion_s_first_index_passes() -> None:
    signed = certificate(BOB_PHONE, BOB_LAPTOP, 1, time=START, life=9)
    evidence = honest()
    bob(evidence)["devices"] = [device(1, BOB_LAPTOP, signed)]
    assert answer(audited(evidence), "OWN-2", account=2) == "pass"


def test_more_than_four_companions_are_a_finding() -> None:
    evidence = honest()
    many = device_list(BOB_PHONE, START + 30, (0, 1, 2, 3, 4, 5), life=9)
    bob(evidence)["lists"].append(shown(110, many))
    report = audited(evidence)
    assert "LINK-5" in failed(report)
    assert answer(audited(honest()), "LINK-5", account=2) == "pass"
