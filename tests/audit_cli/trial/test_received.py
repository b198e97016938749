"""What is shown came from whom it is shown as, once; and data of the own account from itself."""

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
    Evidence,
    alice,
    bob,
    honest,
    received,
    shown,
)
from tests.audit_cli.signing import KeyPair, device_list
from tests.audit_cli.verdicts import answer, audited, blame, failed, finding, missing

FROM_BOB = {"account": BOB, "device": 1}
OWN_DATA = ["history", "key_share", "app_state"]


def showing(*messages: Evidence) -> Evidence:
    return honest() | {"received": list(messages)}


def own(kind: str, number: int, key: KeyPair, at: int = 500) -> Evidence:
    """Return something from a device of Bob's own account."""
    sender = {"account": BOB, "device": number}
    return received("r1", at, number, key, kind=kind) | {"from": sender}


def test_a_message_of_the_account_s_own_device_is_right() -> None:
    report = audited(honest())
    assert [answer(report, rule) for rule in ("RCV-1", "RCV-2", "RCV-3")] == ["pass"] * 3


def test_a_message_over_somebody_else_s_session_is_a_finding() -> None:
    report = audited(showing(received("r1", 500, 3, BOB_LAPTOP)))
    assert "RCV-1" in failed(report)
    assert blame(report, "RCV-1") == ["observed client"]
    assert finding(report, "RCV-1").severity.word == "high"


def test_a_message_of_a_primary_under_another_key_is_a_finding() -> None:
    assert failed(audited(showing(received("r1", 500, 0, MALLORY)))) == {"RCV-1"}
    assert failed(audited(showing(received("r1", 500, 0, BOB_PHONE)))) == {"RCV-1"}
    assert failed(audited(showing(received("r1", 500, 0, PHONE)))) == set()


def test_a_session_with_a_device_that_nobody_verified_is_inconclusive() -> None:
    evidence = showing(received("r1", 500, 3, LAPTOP))
    del alice(evidence)["devices"][0]["signed_device_identity"]
    assert missing(audited(evidence), "RCV-1") == "a verified certificate of device 3 of account#1"


def test_a_session_whose_key_nobody_noted_is_inconclusive() -> None:
    evidence = showing(received("r1", 500, 3, LAPTOP))
    del evidence["received"][0]["identity_key"]
    report = audited(evidence)
    assert "identity key of device 3" in missing(report, "RCV-1")
    assert answer(report, "RCV-3") == "inconclusive"


def test_a_session_before_the_first_pin_is_inconclusive() -> None:
    evidence = showing(received("r1", 500, 0, PHONE))
    alice(evidence)["pins"][0]["from"] = START + 9_000
    assert answer(audited(evidence), "RCV-1") == "inconclusive"


def test_a_message_that_is_shown_twice_is_a_finding() -> None:
    twice = showing(received("r1", 500, 3, LAPTOP), received("r1", 600, 3, LAPTOP))
    report = audited(twice)
    assert failed(report) == {"RCV-3"}
    assert finding(report, "RCV-3").pointers == ("/received/1",)


@pytest.mark.parametrize("account", [ALICE, BOB])
def test_what_was_not_said_to_be_a_message_may_be_data_of_the_own_account(account: str) -> None:
    device = (3, LAPTOP) if account == ALICE else (1, BOB_LAPTOP)
    sender = {"account": account, "device": device[0]}
    twice = [received("r1", at, *device) | {"from": sender} for at in (500, 600)]
    for message in twice:
        del message["kind"]
    report = audited(showing(*twice))
    assert failed(report) == ({"RCV-3"} if account == ALICE else set())
    assert missing(report, "RCV-3") == ("" if account == ALICE else "kind of message#2")


def test_two_devices_may_use_one_message_id() -> None:
    assert (
        failed(audited(showing(received("r1", 500, 3, LAPTOP), received("r1", 600, 0, PHONE))))
        == set()
    )


def test_a_copy_of_an_own_message_comes_from_an_own_device() -> None:
    report = audited(showing(own("device_sent", 1, BOB_LAPTOP)))
    assert failed(report) == set()
    assert answer(report, "FAN-5", account=2) == "pass"


def test_a_copy_of_an_own_message_from_a_stranger_is_a_finding() -> None:
    report = audited(showing(received("r1", 500, 3, LAPTOP, kind="device_sent")))
    assert failed(report) == {"FAN-5"}
    assert finding(report, "FAN-5").severity.word == "critical"


def test_without_an_own_account_nobody_knows_whose_copy_it_is() -> None:
    evidence = showing(received("r1", 500, 3, LAPTOP, kind="device_sent"))
    del bob(evidence)["own"], evidence["messages"]
    report = audited(evidence)
    assert failed(report) == set()
    assert "which account is the observer's own" in missing(report, "FAN-5")


@pytest.mark.parametrize("kind", OWN_DATA)
def test_own_data_of_a_stranger_is_a_finding(kind: str) -> None:
    report = audited(showing(received("r1", 500, 3, LAPTOP, kind=kind)))
    assert failed(report) == {"SYNC-1"}
    assert blame(report, "SYNC-1") == ["observed client"]


@pytest.mark.parametrize(
    ("kind", "broken"), [("history", {"SYNC-1"}), ("key_share", set()), ("app_state", set())]
)
def test_history_comes_from_the_primary_only(kind: str, broken: set[str]) -> None:
    assert failed(audited(showing(own(kind, 1, BOB_LAPTOP)))) == broken
    assert failed(audited(showing(own(kind, 0, BOB_PHONE)))) == set()


def test_own_data_of_a_device_that_says_it_is_the_primary_is_a_finding() -> None:
    report = audited(showing(own("history", 0, MALLORY)))
    assert "SYNC-1" in failed(report)


def test_own_data_of_an_unlisted_device_is_a_finding() -> None:
    evidence = showing(own("key_share", 1, BOB_LAPTOP))
    bob(evidence)["lists"].append(shown(450, device_list(BOB_PHONE, START + 440, (0,), life=9)))
    assert {"SYNC-1"} <= failed(audited(evidence))


def test_own_data_is_inconclusive_without_the_own_lists() -> None:
    evidence = showing(own("key_share", 1, BOB_LAPTOP))
    del bob(evidence)["lists"]
    assert "lists of account#2" in missing(audited(evidence), "SYNC-1")


def test_own_data_that_was_not_taken_is_not_judged() -> None:
    report = audited(showing(received("r1", 500, 3, LAPTOP, kind="history", shown=False)))
    assert answer(report, "SYNC-1") == "not judged"


def test_a_companion_whose_own_list_expired_shows_nothing() -> None:
    evidence = honest()
    evidence["messages"][0] |= {"from": FROM_BOB}
    evidence["messages"][0]["copies"].pop()
    evidence["received"] = [received("r2", 36 * DAY, 0, PHONE)]
    report = audited(evidence)
    assert failed(report) == {"FAN-2", "LIST-8"}
    assert "shown by a device of account#2" in finding(report, "FAN-2").subject


def test_which_device_the_observer_is_may_be_unknown() -> None:
    evidence = showing(received("r2", 36 * DAY, 0, PHONE))
    evidence["messages"] = []
    report = audited(evidence)
    assert failed(report) == set()
    assert missing(report, "FAN-2") == "which device of its account the observer is"


def test_an_own_sender_key_tells_which_device_the_observer_is() -> None:
    evidence = showing(received("r2", 36 * DAY, 0, PHONE))
    evidence["messages"] = []
    made = {"group": "g1", "account": BOB, "device": 0, "direction": "out", "id": 1}
    evidence["sender_keys"] = [made | {"created_at": START}]
    assert answer(audited(evidence), "FAN-2", account=2) == "pass"
