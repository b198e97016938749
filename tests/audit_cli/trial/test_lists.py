"""Lists that were shown: each rule fails on its deviation, and only by it."""

import pytest

from tests.audit_cli.honest import (
    DAY,
    MALLORY,
    PHONE,
    START,
    Evidence,
    alice,
    honest,
    listed,
    pin,
    shown,
)
from tests.audit_cli.signing import device_list
from tests.audit_cli.verdicts import (
    answer,
    audited,
    blame,
    failed,
    finding,
    missing,
    noted,
)

SERVER, OWNER, CLIENT, UNKNOWN = (
    "server or network",
    "holder of the primary key",
    "observed client",
    "unknown",
)

FORGED = listed(50, (0, 1, 2), owner=MALLORY)
ANOTHER_LIFE = listed(50, (0, 1, 2), life=8)
OLDER_LIFE = listed(5, (0, 1, 2), life=8)
OLDER = listed(5, (0, 1, 2))
EQUIVOCAL = listed(10, (0, 1), current=2)
FROM_THE_FUTURE = listed(DAY, (0, 1, 2))
ABOVE_CURRENT = listed(50, (0, 1, 2, 3), current=2)
HOSTED = listed(50, (0, 1, 2), hosted=True, signed_as_hosted=False)


def with_list(signed: bytes, outcome: str | None = "accepted", at: int = 150) -> Evidence:
    evidence = honest()
    alice(evidence)["lists"].append(shown(at, signed, outcome))
    return evidence


DEVIATIONS = [
    ("LIST-1", FORGED, {"LIST-1"}, [UNKNOWN, CLIENT]),
    ("LIST-2", OLDER_LIFE, {"LIST-2"}, [SERVER, CLIENT]),
    ("LIST-3", OLDER, {"LIST-3"}, [SERVER, CLIENT]),
    ("LIST-4", EQUIVOCAL, {"LIST-4"}, [OWNER, CLIENT]),
    ("LIST-5", FROM_THE_FUTURE, {"LIST-5"}, [UNKNOWN, CLIENT]),
    ("LIST-6", ABOVE_CURRENT, {"LIST-6"}, [OWNER, CLIENT]),
    ("DEV-6", HOSTED, {"DEV-6"}, [OWNER, CLIENT]),
]


@pytest.mark.parametrize(("rule", "signed", "broken", "to_blame"), DEVIATIONS)
def test_a_bad_list_that_was_accepted_is_a_finding(
    rule: str, signed: bytes, broken: set[str], to_blame: list[str]
) -> None:
    evidence = with_list(signed, at=250)
    del evidence["messages"], evidence["received"]
    report = audited(evidence)
    assert failed(report) == broken
    assert blame(report, rule) == to_blame


@pytest.mark.parametrize(
    ("rule", "signed", "broken", "_to_blame"), [each for each in DEVIATIONS if each[0] != "LIST-4"]
)
def test_a_bad_list_that_was_refused_is_a_note(
    rule: str, signed: bytes, broken: set[str], _to_blame: list[str]
) -> None:
    report = audited(with_list(signed, "refused"))
    assert failed(report) == set()
    assert noted(report) == broken
    assert CLIENT not in blame(report, rule)
    assert "refused" in finding(report, rule).advice


@pytest.mark.parametrize(
    ("rule", "signed"), [("LIST-1", FORGED), ("LIST-5", FROM_THE_FUTURE), ("LIST-6", ABOVE_CURRENT)]
)
def test_without_an_outcome_only_the_offerer_is_to_blame(rule: str, signed: bytes) -> None:
    report = audited(with_list(signed, None))
    assert rule in failed(report)
    assert CLIENT not in blame(report, rule)


@pytest.mark.parametrize(
    ("rule", "signed"),
    [("LIST-3", OLDER), ("LIST-7", OLDER)],
)
def test_without_an_outcome_the_held_list_decides_nothing(rule: str, signed: bytes) -> None:
    report = audited(with_list(signed, None))
    assert failed(report) == set()
    assert answer(report, rule) == "inconclusive"
    assert missing(report, rule) != ""


def test_after_a_list_of_unknown_outcome_sending_is_inconclusive() -> None:
    report = audited(with_list(listed(50, (0, 1)), None))
    assert answer(report, "FAN-1") == "inconclusive"
    assert "outcome of the list of" in missing(report, "FAN-1")


def test_an_index_that_returns_is_a_finding() -> None:
    evidence = with_list(listed(50, (0, 2)))
    alice(evidence)["lists"].append(shown(160, listed(60, (0, 1, 2))))
    report = audited(evidence)
    assert failed(report) == {"LIST-7"}
    assert blame(report, "LIST-7") == [OWNER, CLIENT]


def test_a_replayed_list_is_not_held_against_its_owner() -> None:
    evidence = with_list(listed(50, (0, 2)))
    alice(evidence)["lists"].append(shown(160, listed(10, (0, 1, 2))))
    report = audited(evidence)
    assert failed(report) == {"LIST-3", "LIST-7"}
    assert blame(report, "LIST-7") == [SERVER, CLIENT]
    assert "2026-11-2" in finding(report, "LIST-3").expected


def test_a_forged_list_is_not_held_against_the_owner() -> None:
    forged = listed(50, (0, 1, 2, 3), current=2, owner=MALLORY)
    report = audited(with_list(forged))
    assert blame(report, "LIST-6") == [UNKNOWN, CLIENT]


def test_a_new_life_with_a_later_time_is_right_and_drops_the_companions() -> None:
    evidence = with_list(ANOTHER_LIFE, at=250)
    del evidence["received"]
    report = audited(evidence)
    assert answer(report, "LIST-2") == "pass"
    assert failed(report) == {"FAN-1"}, "the old life's companions are strangers now"


def test_an_embedded_key_is_compared() -> None:
    embedded = listed(50, (0, 1, 2), embedded=MALLORY.public)
    assert failed(audited(with_list(embedded))) == {"LIST-1"}
    embedded = listed(50, (0, 1, 2), embedded=PHONE.public)
    assert failed(audited(with_list(embedded))) == set()


def test_a_current_index_below_the_mark_is_a_note() -> None:
    report = audited(with_list(listed(50, (0, 1))))
    assert "LIST-6" in noted(report)
    assert (
        finding(report, "LIST-6").got
        == "a current index below 2, the highest that the client had seen"
    )
    assert blame(report, "LIST-6") == []


def test_the_mark_does_not_fall_with_the_current_index() -> None:
    evidence = with_list(listed(50, (0, 1)))
    alice(evidence)["lists"].append(shown(160, listed(60, (0, 1, 2))))
    assert "LIST-7" in failed(audited(evidence))


@pytest.mark.parametrize("rule", ["LIST-3", "LIST-4", "LIST-7", "FAN-1", "FAN-3", "DEV-3"])
def test_if_lists_may_be_missing_what_compares_with_the_held_list_is_inconclusive(
    rule: str,
) -> None:
    evidence = honest()
    del alice(evidence)["lists_complete"]
    report = audited(evidence)
    assert answer(report, rule) == "inconclusive"
    assert "lists_complete" in missing(report, rule)


@pytest.mark.parametrize("rule", ["LIST-1", "LIST-2", "LIST-5", "LIST-6", "DEV-6", "DEV-1"])
def test_if_lists_may_be_missing_what_stands_alone_still_passes(rule: str) -> None:
    evidence = honest()
    del alice(evidence)["lists_complete"]
    del evidence["messages"], evidence["received"]
    assert answer(audited(evidence), rule) == "pass"


def test_if_lists_may_be_missing_a_failure_stays_one() -> None:
    evidence = with_list(OLDER)
    del alice(evidence)["lists_complete"]
    assert failed(audited(evidence)) == {"LIST-3"}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("LIST-1", "inconclusive"),
        ("LIST-2", "inconclusive"),
        ("LIST-3", "pass"),
        ("LIST-6", "pass"),
    ],
)
def test_without_pins_nobody_knows_whose_list_it_is(rule: str, expected: str) -> None:
    evidence = honest()
    del alice(evidence)["pins"]
    report = audited(evidence)
    assert answer(report, rule) == expected
    assert failed(report) == set()


def test_a_pin_without_a_life_leaves_the_life_open() -> None:
    evidence = honest()
    del alice(evidence)["pins"][0]["raw_id"]
    report = audited(evidence)
    assert answer(report, "LIST-2") == "inconclusive"
    assert "raw_id" in missing(report, "LIST-2")


@pytest.mark.parametrize("pins", [None, []])
def test_who_looked_and_found_no_pin_cannot_hold_a_list(pins: object) -> None:
    evidence = honest()
    alice(evidence)["pins"] = pins
    assert "LIST-1" in failed(audited(evidence))


def test_a_list_before_the_first_pin_is_inconclusive() -> None:
    evidence = honest()
    alice(evidence)["lists"].insert(0, shown(-50, listed(-60, (0, 1, 2))))
    assert answer(audited(evidence), "LIST-1") == "inconclusive"


def test_a_new_pin_starts_from_nothing() -> None:
    evidence = honest()
    del evidence["messages"], evidence["received"]
    account = alice(evidence)
    account["pins"].append(pin(MALLORY, at=140, life=8))
    account["lists"].append(shown(150, device_list(MALLORY, START + 5, (0, 1), life=8)))
    account["devices"] = []
    assert failed(audited(evidence)) == set(), "an older time is right under another key"


def test_a_list_from_the_future_within_the_clock_error_is_right() -> None:
    assert failed(audited(with_list(listed(150 + 7200, (0, 1, 2))))) == set()
    assert failed(audited(with_list(listed(150 + 7201, (0, 1, 2))))) == {"LIST-5"}


def test_an_expired_list_that_is_still_used_is_a_finding() -> None:
    evidence = honest()
    copies = evidence["messages"][0]["copies"]
    for each in copies:
        each["at"] = START + 10 + 35 * DAY
    report = audited(evidence)
    assert {"LIST-8", "FAN-2"} == failed(report)
    assert blame(report, "LIST-8") == [CLIENT]


def test_an_expired_list_that_is_not_used_is_a_note() -> None:
    evidence = honest()
    evidence["collected_at"] = START + 10 + 35 * DAY
    report = audited(evidence)
    assert failed(report) == set()
    assert noted(report) == {"LIST-8"}
    assert blame(report, "LIST-8") == []


def test_a_client_that_forgets_an_expired_list_is_found_out() -> None:
    evidence = with_list(OLDER, at=36 * DAY)
    report = audited(evidence)
    assert failed(report) == {"LIST-3", "LIST-9"}
    assert finding(report, "LIST-9").confidence.value == "medium"


def test_a_client_that_refuses_what_only_a_forgetful_one_would_take_remembers() -> None:
    report = audited(with_list(OLDER, "refused", at=36 * DAY))
    assert answer(report, "LIST-9") == "pass"
    assert failed(report) == set()


def test_a_list_that_any_client_would_take_does_not_tell_whether_it_remembers() -> None:
    report = audited(with_list(listed(35 * DAY, (0, 1, 2)), at=36 * DAY))
    assert answer(report, "LIST-9") == "inconclusive"
    assert failed(report) == set()


def test_what_a_forgetful_client_would_refuse_too_says_nothing_about_memory() -> None:
    report = audited(with_list(listed(5, (0, 1, 2), owner=MALLORY), at=36 * DAY))
    assert answer(report, "LIST-9") == "not judged"


def test_the_list_of_a_hosted_account_has_a_prefix_of_its_own() -> None:
    hosted = device_list(PHONE, START + 10, (0, 1, 2), life=7, hosted=True)
    evidence = honest()
    del evidence["messages"], evidence["received"]
    alice(evidence)["lists"] = [shown(100, hosted)]
    evidence["accounts"].pop()
    assert failed(audited(evidence, hosted=True)) == set()
    assert {"LIST-1", "DEV-6", "WIRE-1"} <= failed(audited(evidence))
