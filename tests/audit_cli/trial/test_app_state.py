"""App state is under a key that no removed device has."""

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


def taken(at: int, *keys: Evidence) -> Evidence:
    """Return evidence of app state that was taken in."""
    evidence = honest()
    evidence["app_state"] = {"keys": list(keys)}
    state = received("r2", at, 0, BOB_PHONE, kind="app_state")
    evidence["received"] = [state | {"from": FROM_PHONE}]
    return evidence


def laptop_is_removed(evidence: Evidence, at: int) -> Evidence:
    signed = device_list(BOB_PHONE, START + at - 10, (0,), life=9)
    bob(evidence)["lists"].append(shown(at, signed))
    return evidence


def test_a_key_for_the_devices_of_the_list_is_right() -> None:
    report = audited(taken(500, key(1, 150)))
    assert failed(report) == set()
    assert answer(report, "SYNC-3", account=2) == "pass"


def test_a_key_from_before_a_removal_is_a_likely_finding() -> None:
    report = audited(laptop_is_removed(taken(500, key(1, 150)), 450))
    assert failed(report) == {"SYNC-3"}
    assert blame(report, "SYNC-3") == ["observed client"]
    assert finding(report, "SYNC-3").confidence.value == "medium"
    assert finding(report, "SYNC-3").severity.word == "high"


def test_a_new_key_after_the_removal_is_right() -> None:
    assert failed(audited(laptop_is_removed(taken(500, key(1, 150), key(2, 470)), 450))) == set()


def test_the_highest_epoch_counts_not_the_last_key() -> None:
    evidence = laptop_is_removed(taken(500, key(5, 150), key(2, 470)), 450)
    assert failed(audited(evidence)) == {"SYNC-3"}


def test_for_whom_a_key_was_made_may_be_unknown() -> None:
    assert missing(audited(taken(500)), "SYNC-3") == "keys of app_state"
    early = audited(taken(500, key(1, 50)))
    assert "from when the key was made" in missing(early, "SYNC-3")
    evidence = taken(500, key(1, 150))
    del bob(evidence)["lists"]
    assert "lists of account#2" in missing(audited(evidence), "SYNC-3")


def test_app_state_of_nobody_s_account_is_not_judged() -> None:
    evidence = taken(500, key(1, 150))
    del bob(evidence)["own"], evidence["messages"]
    assert answer(audited(evidence), "SYNC-3", account=2) == "not judged"
