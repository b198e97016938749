"""App state is under a key that no removed device has."""

import pytest

from tests.audit_cli.honest import (
    BOB,
    BOB_PHONE,
    START,
    Evidence,
    bob,
    honest,
    received,
    shown,
)
from tests.audit_cli.signing import base64, device_list
from tests.audit_cli.verdicts import answer, audited, blame, failed, finding, missing

FROM_PHONE = {"account": BOB, "device": 0}


def key(epoch: int, at: int) -> Evidence:
    return {"id": base64(bytes([0, 0, 0, 0, 0, epoch])), "epoch": epoch, "created_at": START + at}


def made_for(epoch: int, at: int, *indexes: int) -> Evidence:
    return key(epoch, at) | {"raw_id": 9, "key_indexes": list(indexes)}


def taken(at: int, *keys: Evidence) -> Evidence:
    """Return evidence of app state that was taken in."""
    evidence = honest()
    evidence["app_state"] = {"keys": list(keys)}
    state = received("r2", at, 0, BOB_PHONE, kind="app_state")
    evidence["received"] = [state | {"from": FROM_PHONE}]
    return evidence


def signed_at(at: int, *valid: int) -> Evidence:
    """Return a list of Bob's that his phone signed at this second."""
    return shown(at + 10, device_list(BOB_PHONE, START + at, (0, *valid), life=9, current=1))


def laptop_is_removed(evidence: Evidence, at: int) -> Evidence:
    """The list is renewed before the laptop is removed."""
    bob(evidence)["lists"] += [signed_at(300, 1), signed_at(at - 10)]
    return evidence


def test_a_key_for_the_devices_of_the_list_is_right() -> None:
    report = audited(taken(500, made_for(1, 150, 0, 1)))
    assert failed(report) == set()
    assert answer(report, "SYNC-3", account=2) == "pass"


@pytest.mark.parametrize("at", [150, 440])
def test_without_its_fingerprint_a_key_is_of_nobody_for_sure(at: int) -> None:
    evidence = taken(500, key(1, at))
    bob(evidence)["lists"] += [] if at == 150 else [signed_at(440)]
    report = audited(evidence)
    assert failed(report) == set()
    assert missing(report, "SYNC-3") == "the fingerprint of the app-state key of epoch 1"


def test_a_key_from_before_a_removal_is_a_likely_finding() -> None:
    report = audited(laptop_is_removed(taken(500, key(1, 150)), 450))
    assert failed(report) == {"SYNC-3"}
    assert blame(report, "SYNC-3") == ["observed client"]
    assert finding(report, "SYNC-3").confidence.value == "medium"
    assert finding(report, "SYNC-3").severity.word == "high"


def test_a_new_key_after_the_removal_is_right() -> None:
    assert failed(audited(laptop_is_removed(taken(500, key(1, 150), key(2, 470)), 450))) == set()


def test_the_highest_epoch_counts_not_the_last_key() -> None:
    evidence = laptop_is_removed(taken(500, made_for(5, 470, 0), key(2, 150)), 450)
    assert answer(audited(evidence), "SYNC-3", account=2) == "pass"


def test_a_key_that_may_not_have_been_used_accuses_nobody() -> None:
    evidence = laptop_is_removed(taken(500, key(5, 150), key(2, 445)), 450)
    bob(evidence)["lists"].append(signed_at(480))
    assert failed(audited(evidence)) == set()
    assert missing(audited(evidence), "SYNC-3") == "the app-state key of message#2"


def test_the_key_that_was_used_may_be_noted() -> None:
    evidence = laptop_is_removed(taken(500, key(5, 150), made_for(2, 445, 0)), 450)
    bob(evidence)["lists"].append(signed_at(480))
    (state,) = evidence["received"]
    state["app_state_key"] = key(2, 0)["id"]
    assert answer(audited(evidence), "SYNC-3", account=2) == "pass"
    state["app_state_key"] = key(5, 0)["id"]
    assert failed(audited(evidence)) == {"SYNC-3"}
    state["app_state_key"] = key(7, 0)["id"]
    assert missing(audited(evidence), "SYNC-3") == "keys of app_state"


@pytest.mark.parametrize(
    ("indexes", "life", "right"), [((0,), 9, True), ((1,), 9, False), ((), 8, False)]
)
def test_the_fingerprint_of_a_key_says_for_whom_it_was_made(
    indexes: tuple[int, ...],
    life: int,
    right: bool,  # noqa: FBT001 - a value
) -> None:
    stated = key(1, 150) | {"raw_id": life, "key_indexes": list(indexes)}
    evidence = taken(500, stated)
    bob(evidence)["lists"].append(signed_at(440))
    assert failed(audited(evidence)) == (set() if right else {"SYNC-3"})
    assert answer(audited(evidence), "SYNC-3", account=2) == ("pass" if right else "fail")
    bob(evidence)["lists_complete"] = False
    assert missing(audited(evidence), "SYNC-3") == "lists_complete of account#2"


def test_with_key_and_fingerprint_the_finding_is_sure() -> None:
    stated = key(1, 150) | {"raw_id": 9, "key_indexes": [0, 1]}
    evidence = laptop_is_removed(taken(500, stated), 450)
    assert finding(audited(evidence), "SYNC-3").confidence.value == "medium"
    evidence["received"][0]["app_state_key"] = stated["id"]
    assert finding(audited(evidence), "SYNC-3").confidence.value == "high"


def test_a_device_that_was_perhaps_removed_before_the_key_was_made_accuses_nobody() -> None:
    evidence = taken(500, key(1, 150))
    bob(evidence)["lists"].append(signed_at(440))
    assert failed(audited(evidence)) == set()
    assert "from when the key was made" in missing(audited(evidence), "SYNC-3")


def test_a_list_may_come_later_than_a_key_that_was_made_after_it() -> None:
    evidence = taken(500, made_for(1, 150, 0))
    late = device_list(BOB_PHONE, START + 140, (0,), life=9, current=1)
    bob(evidence)["lists"].append(shown(450, late))
    assert answer(audited(evidence), "SYNC-3", account=2) == "pass"


def test_the_clocks_of_client_and_primary_may_differ() -> None:
    evidence = laptop_is_removed(taken(500, key(1, 150), made_for(2, 510, 0)), 450)
    assert answer(audited(evidence), "SYNC-3", account=2) == "pass"


def test_for_whom_a_key_was_made_may_be_unknown() -> None:
    assert missing(audited(taken(500)), "SYNC-3") == "keys of app_state"
    early = audited(taken(500, key(1, 15)))
    assert "from when the key was made" in missing(early, "SYNC-3")
    evidence = taken(500, key(1, 150))
    del bob(evidence)["lists"]
    assert "lists of account#2" in missing(audited(evidence), "SYNC-3")


def test_app_state_of_nobody_s_account_is_not_judged() -> None:
    evidence = taken(500, key(1, 150))
    del bob(evidence)["own"], evidence["messages"]
    assert answer(audited(evidence), "SYNC-3", account=2) == "not judged"
