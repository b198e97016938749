"""Copies beyond the first go to whom the message was for, and there is one at a time."""

import pytest

from tests.audit_cli.honest import (
    ALICE,
    BOB,
    DAY,
    LAPTOP,
    PHONE,
    TABLET,
    Evidence,
    alice,
    bob,
    companion,
    copy,
    honest,
    listed,
    message,
    pin,
    shown,
)
from tests.audit_cli.signing import KeyPair, base64, device_list
from tests.audit_cli.verdicts import answer, audited, blame, failed, finding, missing

WATCH = KeyPair.named("watch")
ANOTHER_PHONE = KeyPair.named("another phone")


def again(at: int, number: int, key: KeyPair, kind: str = "retry", **changes: str) -> Evidence:
    return copy(at, number, key, **changes) | {"kind": kind}


def sending(*copies: Evidence) -> Evidence:
    evidence = honest()
    evidence["messages"][0]["copies"] += copies
    return evidence


def with_watch(time: int, *copies: Evidence) -> Evidence:
    """Return evidence in which Alice linked a watch."""
    evidence = sending(*copies)
    alice(evidence)["lists"].append(shown(time + 20, listed(time + 10, (0, 1, 2, 3))))
    alice(evidence)["devices"].append(companion(8, WATCH, 3, time + 30, time=time))
    return evidence


@pytest.mark.parametrize("kind", ["retry", "backfill"])
def test_a_later_copy_for_a_device_of_that_time_is_right(kind: str) -> None:
    report = audited(sending(again(700, 3, LAPTOP, kind)))
    assert failed(report) == set()
    assert answer(report, "FAN-6") == "pass"


@pytest.mark.parametrize("kind", ["retry", "backfill"])
def test_an_old_message_for_a_device_that_came_later_is_a_finding(kind: str) -> None:
    report = audited(with_watch(DAY, again(DAY + 100, 8, WATCH, kind)))
    assert failed(report) == {"FAN-6"}
    assert blame(report, "FAN-6") == ["observed client"]
    assert finding(report, "FAN-6").severity.word == "critical"


def test_clocks_may_differ_by_two_errors() -> None:
    assert failed(audited(with_watch(400 + 2 * 3600, again(8_000, 8, WATCH)))) == set()
    assert failed(audited(with_watch(401 + 2 * 3600, again(8_000, 8, WATCH)))) == {"FAN-6"}


def test_a_new_device_of_the_old_message_is_not_the_first_sending_s_matter() -> None:
    assert failed(audited(with_watch(DAY, copy(DAY + 100, 8, WATCH)))) == set()


def test_the_sixth_retry_is_a_finding() -> None:
    five = [again(600 + n, 3, LAPTOP) for n in range(5)]
    assert failed(audited(sending(*five))) == set()
    assert failed(audited(sending(*five, again(700, 3, LAPTOP)))) == {"FAN-6"}


def test_retries_are_counted_for_each_device() -> None:
    retries = [
        again(600 + n, number, key) for number, key in ((3, LAPTOP), (5, TABLET)) for n in range(4)
    ]
    assert failed(audited(sending(*retries))) == set()


def test_retries_that_may_be_left_out_are_not_counted_for_sure() -> None:
    evidence = sending(again(700, 3, LAPTOP))
    evidence["messages"][0]["complete"] = False
    report = audited(evidence)
    assert answer(report, "FAN-6") == "inconclusive"
    assert missing(report, "FAN-6") == "complete of message#1"


def test_a_retry_under_another_pin_is_a_finding() -> None:
    evidence = sending(again(700, 0, ANOTHER_PHONE))
    alice(evidence)["pins"].append(pin(ANOTHER_PHONE, 650, life=8))
    alice(evidence)["verified"] = None
    del evidence["received"]
    assert "FAN-6" in failed(audited(evidence))


def test_a_retry_for_an_account_that_the_message_was_not_for_is_a_finding() -> None:
    third = "15550100003"
    evidence = sending(again(700, 0, PHONE, account=third))
    evidence["accounts"].append(alice(evidence) | {"account": third, "hints": []})
    assert failed(audited(evidence)) == {"FAN-1", "FAN-6"}


def test_a_retry_for_an_unknown_device_is_inconclusive() -> None:
    evidence = sending(again(700, 8, WATCH))
    del alice(evidence)["devices"]
    assert answer(audited(evidence), "FAN-6") == "inconclusive"


def test_one_ciphertext_for_each_device_is_right() -> None:
    assert answer(audited(honest()), "FAN-4") == "pass"


def test_two_ciphertexts_at_once_for_one_device_are_a_finding() -> None:
    report = audited(sending(copy(400, 3, LAPTOP)))
    assert failed(report) == {"FAN-4"}
    assert blame(report, "FAN-4") == ["observed client"]
    assert finding(report, "FAN-4").pointers == ("/messages/0/copies/4", "/messages/0/copies/1")
    assert finding(report, "FAN-4").severity.word == "medium"


def test_a_retry_is_an_attempt_of_its_own() -> None:
    assert failed(audited(sending(again(400, 3, LAPTOP), again(401, 3, LAPTOP)))) == set()


def test_two_retries_in_one_second_are_perhaps_two_attempts() -> None:
    report = audited(sending(again(700, 3, LAPTOP), again(700, 3, LAPTOP)))
    assert failed(report) == set()
    assert "which attempt" in missing(report, "FAN-4")


def test_retries_in_its_second_do_not_hide_a_message_that_was_encrypted_twice() -> None:
    twice = [copy(600, 3, LAPTOP), copy(600, 3, LAPTOP)]
    retries = [again(600, 3, LAPTOP) for _ in range(3)]
    assert failed(audited(sending(*twice, *retries))) == {"FAN-4"}


def test_a_retry_from_before_its_message_contradicts_it() -> None:
    evidence = sending(copy(600, 0, PHONE), again(430, 3, LAPTOP))
    evidence["messages"][-1]["sent_at"] += 51
    report = audited(evidence)
    assert failed(report) == set()
    assert "sent_at" in missing(report, "FAN-6")


def test_copies_that_cannot_be_told_apart_are_inconclusive() -> None:
    evidence = sending(copy(400, 3, LAPTOP))
    del evidence["messages"][0]["copies"][-1]["identity_key"]
    report = audited(evidence)
    assert failed(report) == set()
    assert missing(report, "FAN-4") == "kind and key of copies"


def test_a_companion_whose_own_list_dropped_it_does_not_send() -> None:
    evidence = honest()
    evidence["messages"][0]["from"]["device"] = 1
    evidence["messages"][0]["copies"].pop()
    without = device_list(KeyPair.named("bob's phone"), 1_795_300_300, (0,), life=9)
    bob(evidence)["lists"].append(shown(350, without))
    report = audited(evidence)
    assert failed(report) == {"VER-5"}
    assert blame(report, "VER-5") == ["observed client"]
    assert base64(without) in str(evidence)


HOLDERS = [(0, PHONE), (3, LAPTOP)]


def to_a_group(retried: Evidence, **changes: object) -> Evidence:
    """Return evidence of a group message, the key of which Alice's phone and laptop have."""
    evidence = honest()
    (sent,) = evidence["messages"]
    del sent["to"]
    group = {"id": "g1", "members": [ALICE, BOB], "sender_key_id": 7}
    given = [copy(400, *holder) | {"kind": "sender_key"} for holder in HOLDERS]
    sent |= {"group": group, "copies": [*given, retried]}
    return evidence | {"messages_complete": True} | changes


def test_a_group_message_again_for_a_device_that_could_read_it_is_right() -> None:
    for changes in ({}, {"messages_complete": False}):
        report = audited(to_a_group(again(700, 3, LAPTOP), **changes))
        assert failed(report) == set()
        assert answer(report, "FAN-6") == "pass"


def test_a_group_message_again_for_a_device_that_could_not_read_it_is_a_finding() -> None:
    report = audited(to_a_group(again(700, 5, TABLET)))
    assert failed(report) == {"FAN-6"}
    assert blame(report, "FAN-6") == ["observed client"]


def test_who_could_read_a_group_message_may_be_unknown() -> None:
    evidence = to_a_group(again(700, 5, TABLET), messages_complete=False)
    assert missing(audited(evidence), "FAN-6") == "messages_complete"
    evidence = to_a_group(again(700, 5, TABLET))
    del evidence["messages"][0]["group"]["sender_key_id"]
    assert missing(audited(evidence), "FAN-6") == "sender_key_id of message#1"
    evidence = to_a_group(again(700, 5, TABLET))
    evidence["messages"][0]["complete"] = False
    assert missing(audited(evidence), "FAN-6") == "complete of message#1"


def test_another_message_may_have_brought_the_sender_key() -> None:
    evidence = to_a_group(again(700, 5, TABLET))
    first = message("m0", 300, copy(300, 5, TABLET) | {"kind": "sender_key"})
    del first["to"]
    evidence["messages"].append(first | {"group": {"id": "g1", "members": [ALICE, BOB]}})
    assert "sender_key_id of message#" in missing(audited(evidence), "FAN-6")


@pytest.mark.parametrize("gap", ["kind", "identity_key"])
@pytest.mark.parametrize("number", [0, 1])
def test_which_copies_were_the_key_may_be_unknown(gap: str, number: int) -> None:
    evidence = to_a_group(again(700, 5, TABLET))
    del evidence["messages"][0]["copies"][number][gap]
    evidence["messages"][0]["copies"][number]["device"] = 5
    assert "device 5 of account#1" in missing(audited(evidence), "FAN-6")


def test_the_device_that_asked_for_a_group_message_may_be_unknown() -> None:
    evidence = to_a_group(again(700, 5, TABLET))
    del evidence["messages"][0]["copies"][-1]["identity_key"]
    assert "device 5 of account#1" in missing(audited(evidence), "FAN-6")
