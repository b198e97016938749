"""Copies go to listed devices, and messages are shown of listed devices."""

import pytest

from tests.audit_cli.honest import (
    ALICE,
    BOB,
    BOB_LAPTOP,
    BOB_PHONE,
    DAY,
    LAPTOP,
    MALLORY,
    PHONE,
    START,
    TABLET,
    Evidence,
    alice,
    bob,
    companion,
    copy,
    device,
    honest,
    listed,
    message,
    received,
    shown,
)
from tests.audit_cli.signing import KeyPair
from tests.audit_cli.verdicts import answer, audited, blame, failed, finding, missing, noted

STRANGER = KeyPair.named("stranger")


def sending(*copies: Evidence, **changes: int) -> Evidence:
    evidence = honest()
    evidence["messages"] = [message("m2", 600, *copies, **changes)]
    return evidence


def test_a_copy_for_a_removed_companion_is_a_finding() -> None:
    evidence = sending(copy(600, 3, LAPTOP))
    alice(evidence)["lists"].append(shown(550, listed(540, (0, 2))))
    report = audited(evidence)
    assert failed(report) == {"FAN-1"}
    assert blame(report, "FAN-1") == ["observed client"]
    assert finding(report, "FAN-1").severity.word == "critical"


def test_copies_are_judged_by_the_list_that_was_held_then() -> None:
    evidence = honest()
    alice(evidence)["lists"].append(shown(550, listed(540, (0, 2))))
    del evidence["received"]
    assert failed(audited(evidence)) == set()


def test_a_copy_for_another_key_at_the_primary_s_place_is_a_finding() -> None:
    assert failed(audited(sending(copy(600, 0, MALLORY)))) == {"FAN-1"}


def test_a_copy_for_a_device_that_failed_its_checks_is_a_finding() -> None:
    evidence = sending(copy(600, 7, STRANGER))
    alice(evidence)["devices"].append(companion(7, STRANGER, 2, owner=MALLORY))
    assert {"DEV-1", "DEV-2", "DEV-7", "FAN-1"} == failed(audited(evidence))


def test_a_copy_for_a_device_without_certificate_is_a_finding() -> None:
    evidence = sending(copy(600, 7, STRANGER))
    alice(evidence)["devices"].append(device(7, STRANGER, None))
    report = audited(evidence)
    assert failed(report) == {"DEV-4", "FAN-1"}
    assert finding(report, "FAN-1").confidence.value == "high"


def test_a_copy_for_a_device_that_no_listed_index_is_left_for_is_a_finding() -> None:
    report = audited(sending(copy(600, 7, STRANGER)))
    assert failed(report) == {"FAN-1"}
    assert finding(report, "FAN-1").confidence.value == "medium"
    assert "no verified certificate" in finding(report, "FAN-1").got


def test_a_copy_for_a_device_that_may_be_listed_is_inconclusive() -> None:
    evidence = sending(copy(600, 7, STRANGER))
    alice(evidence)["devices"].pop()
    report = audited(evidence)
    assert failed(report) == set()
    assert "the certificate of device 7 of account#1" in missing(report, "FAN-1")


def test_a_copy_for_an_account_that_is_no_party_is_a_finding() -> None:
    evidence = sending(copy(600, 0, MALLORY, "15550100003"))
    third = {"account": "15550100003", "pins": alice(evidence)["pins"], "lists": []}
    evidence["accounts"].append(third | {"devices": [], "hints": [], "lists_complete": True})
    evidence["messages"][0]["copies"][0]["identity_key"] = third["pins"][0]["primary_key"]
    assert failed(audited(evidence)) == {"FAN-1"}


def test_a_copy_for_an_account_without_evidence_is_inconclusive() -> None:
    report = audited(sending(copy(600, 0, MALLORY, "15550100003")))
    assert failed(report) == set()
    assert answer(report, "FAN-1", account=3) == "inconclusive"


def test_a_copy_without_a_key_is_inconclusive() -> None:
    evidence = sending(copy(600, 3, LAPTOP), copy(600, 0, PHONE))
    for each in evidence["messages"][0]["copies"]:
        del each["identity_key"]
    report = audited(evidence)
    assert failed(report) == set()
    assert "the identity key of device 3 of account#1" in missing(report, "FAN-1")


def test_devices_that_were_not_collected_are_inconclusive() -> None:
    evidence = sending(copy(600, 3, LAPTOP), copy(600, 0, PHONE))
    del alice(evidence)["devices"]
    report = audited(evidence)
    assert failed(report) == set()
    assert answer(report, "FAN-1") == "inconclusive"


def test_with_a_missing_list_only_the_primary_is_served() -> None:
    evidence = sending(copy(600, 0, PHONE), copy(600, 3, LAPTOP))
    alice(evidence)["lists"] = []
    del evidence["received"]
    assert failed(audited(evidence)) == {"FAN-1", "FAN-2"}
    evidence["messages"][0]["copies"].pop()
    assert failed(audited(evidence)) == set()


def test_a_companion_with_an_expired_own_list_does_not_send() -> None:
    at = 36 * DAY
    evidence = honest()
    evidence["messages"] = [message("m2", at, copy(at, 0, PHONE), number=1)]
    report = audited(evidence)
    assert failed(report) == {"FAN-2", "LIST-8"}
    assert finding(report, "FAN-2").subject == "message#2 by device 1 of account#2"


def test_a_companion_with_a_fresh_own_list_sends() -> None:
    evidence = sending(copy(600, 0, PHONE), copy(600, 0, BOB_PHONE, BOB), number=1)
    assert failed(audited(evidence)) == set()


def test_a_sender_that_is_not_in_evidence_is_inconclusive() -> None:
    evidence = sending(copy(600, 0, PHONE), number=8)
    bob(evidence)["lists"] = []
    report = audited(evidence)
    assert failed(report) == set()
    assert answer(report, "FAN-2", account=2) == "inconclusive"


def test_messages_of_others_are_left_open() -> None:
    evidence = sending(copy(600, 9, STRANGER))
    evidence["messages"][0]["from"]["account"] = ALICE
    report = audited(evidence)
    assert failed(report) == set()
    assert missing(report, "FAN-1") == "whether account#1 is the observer's own"


def test_what_another_own_device_held_is_not_known() -> None:
    evidence = sending(copy(600, 3, LAPTOP))
    alice(evidence)["lists"].append(shown(590, listed(580, (0, 2))))
    evidence["messages"].append(message("m3", 610, copy(610, 0, PHONE), number=1))
    report = audited(evidence)
    assert failed(report) == set()
    assert missing(report, "FAN-1") == "which device of its account the observer is"
    evidence["messages"][0]["copies"] *= 2
    assert failed(audited(evidence)) == {"FAN-4"}


def test_a_copy_for_the_device_that_made_it_reaches_nobody_else() -> None:
    assert failed(audited(sending(copy(600, 0, BOB_PHONE, BOB)))) == set()
    assert failed(audited(sending(copy(600, 0, STRANGER, BOB)))) == {"FAN-1"}


def test_two_strangers_under_one_number_are_two_findings() -> None:
    report = audited(sending(copy(600, 3, STRANGER), copy(600, 3, MALLORY)))
    assert [f.rule for f in report.findings].count("FAN-1") == 2


def test_of_two_accounts_that_wrote_neither_is_taken_for_the_own_one() -> None:
    evidence = sending(copy(600, 9, STRANGER))
    of_alice = message("m3", 590, copy(590, 7, STRANGER, BOB), copy(590, 0, BOB_PHONE, BOB))
    of_alice |= {"from": {"account": ALICE, "device": 0}, "to": BOB}
    evidence["messages"].insert(0, of_alice)
    del bob(evidence)["own"], evidence["received"]
    report = audited(evidence)
    assert failed(report) == set()
    assert "which account is the observer's own" in missing(report, "FAN-1")


@pytest.mark.parametrize(("members", "broken"), [([ALICE, BOB], set()), ([BOB], {"FAN-1"})])
def test_in_a_group_copies_go_to_members(members: list[str], broken: set[str]) -> None:
    evidence = sending(copy(600, 3, LAPTOP), copy(600, 1, BOB_LAPTOP, BOB))
    sent = evidence["messages"][0]
    del sent["to"]
    sent["group"] = {"id": "g1", "members": members}
    assert failed(audited(evidence)) == broken


def test_a_shown_message_of_a_removed_companion_is_a_finding() -> None:
    evidence = honest()
    alice(evidence)["lists"].append(shown(450, listed(440, (0, 2))))
    report = audited(evidence)
    assert failed(report) == {"DEV-3", "RCV-2"}
    assert blame(report, "DEV-3") == blame(report, "RCV-2") == ["observed client"]


def test_a_shown_message_under_an_expired_list_is_a_finding() -> None:
    evidence = honest()
    evidence["received"] = [received("r2", 36 * DAY, 3, LAPTOP)]
    assert failed(audited(evidence)) == {"DEV-3", "FAN-2", "LIST-8"}


def test_the_primary_s_messages_are_always_shown() -> None:
    evidence = honest()
    evidence["received"] = [received("r2", 36 * DAY, 0, PHONE)]
    assert failed(audited(evidence)) == set()


@pytest.mark.parametrize("change", [{"shown": False}, {"at": START + 460}])
def test_a_message_that_was_not_shown_or_in_time_is_right(change: Evidence) -> None:
    evidence = honest()
    alice(evidence)["lists"].append(shown(470, listed(440, (0, 2))))
    evidence["received"] = [received("r1", 500, 3, LAPTOP) | change]
    assert failed(audited(evidence)) == set()


def test_a_shown_message_of_an_unknown_device_is_a_finding() -> None:
    evidence = honest()
    evidence["received"] = [received("r2", 500, 9, STRANGER)]
    report = audited(evidence)
    assert failed(report) == {"DEV-3"}
    assert finding(report, "DEV-3").confidence.value == "medium"


def test_a_shown_message_without_a_key_is_inconclusive() -> None:
    evidence = honest()
    evidence["received"] = [received("r2", 500, 3, TABLET)]
    del evidence["received"][0]["identity_key"]
    report = audited(evidence)
    assert answer(report, "DEV-3") == "inconclusive"


def test_two_devices_of_one_number_are_told_apart_by_their_keys() -> None:
    evidence = honest()
    bob(evidence)["devices"].append(device(1, STRANGER, None) | {"session": False})
    bob(evidence)["lists"] = []
    evidence["messages"] = [message("m2", 600, copy(600, 0, PHONE), number=1)]
    report = audited(evidence)
    assert failed(report) == set()
    assert "device 1 of account#2" in missing(report, "FAN-2")


def test_a_message_that_was_refused_without_a_reason_is_no_finding() -> None:
    evidence = sending() | {"received": []}
    evidence["messages"][0]["outcome"] = "refused"
    report = audited(evidence)
    assert failed(report) == noted(report) == set()
    assert answer(report, "VER-3") == "pass"


def test_a_message_that_an_expired_own_list_kept_back_is_a_note() -> None:
    evidence = honest() | {"received": []}
    late = message("m2", 36 * DAY, number=1) | {"outcome": "refused"}
    evidence["messages"] = [late]
    report = audited(evidence)
    assert failed(report) == set()
    assert finding(report, "FAN-2").account == "account#2"
    assert finding(report, "FAN-2").answer.value == "note"
