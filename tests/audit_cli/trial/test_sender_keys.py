"""Sender keys go to the fan-out, are made anew when it shrinks, and are deleted with the device."""

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
    copy,
    honest,
    listed,
    message,
    pin,
    shown,
)
from tests.audit_cli.signing import KeyPair, device_list
from tests.audit_cli.verdicts import answer, audited, blame, failed, finding, missing

GROUP = {"id": "g1", "members": [ALICE, BOB], "sender_key_id": 7}
EVERYBODY = [(0, PHONE, ALICE), (3, LAPTOP, ALICE), (5, TABLET, ALICE), (1, BOB_LAPTOP, BOB)]


def given(at: int, *devices: tuple[int, KeyPair, str]) -> list[Evidence]:
    return [copy(at, *device) | {"kind": "sender_key"} for device in devices]


def to_group(name: str, at: int, copies: list[Evidence], **changes: object) -> Evidence:
    sent = message(name, at, *copies) | {"group": GROUP | changes}
    del sent["to"]
    return sent


def in_group(*messages: Evidence) -> Evidence:
    evidence = honest()
    evidence["messages"] = list(messages)
    evidence["messages_complete"] = True
    del evidence["received"]
    return evidence


def without_laptop(evidence: Evidence, at: int = 550) -> Evidence:
    alice(evidence)["lists"].append(shown(at, listed(at - 10, (0, 2))))
    return evidence


def test_a_key_for_the_devices_of_all_members_is_right() -> None:
    report = audited(in_group(to_group("m2", 400, given(400, *EVERYBODY))))
    assert failed(report) == set()
    assert [answer(report, rule) for rule in ("GRP-1", "GRP-2", "FAN-1")] == ["pass"] * 3


def test_a_key_for_a_removed_device_is_a_finding() -> None:
    evidence = without_laptop(in_group(to_group("m2", 600, given(600, (3, LAPTOP, ALICE)))))
    report = audited(evidence)
    assert failed(report) == {"GRP-1", "FAN-1", "GRP-2"}
    assert blame(report, "GRP-1") == ["observed client"]
    assert finding(report, "GRP-1").severity.word == "critical"


def test_a_key_for_an_unknown_device_is_a_finding() -> None:
    report = audited(in_group(to_group("m2", 400, given(400, (9, MALLORY, ALICE)))))
    assert {"GRP-1", "GRP-2"} == failed(report)
    assert "had not verified" in finding(report, "GRP-1").got


def test_a_key_for_somebody_who_is_no_member_is_a_finding() -> None:
    sent = to_group("m2", 400, given(400, (3, LAPTOP, ALICE)), members=[BOB])
    assert failed(audited(in_group(sent))) == {"GRP-1", "GRP-2"}


def test_a_key_is_inconclusive_without_lists() -> None:
    evidence = in_group(to_group("m2", 400, given(400, (3, LAPTOP, ALICE))))
    del alice(evidence)["lists"]
    report = audited(evidence)
    assert failed(report) == set()
    assert "lists of account#1" in missing(report, "GRP-1")


def from_laptop(name: str, at: int, copies: list[Evidence]) -> Evidence:
    return to_group(name, at, copies) | {"from": {"account": BOB, "device": 1}}


def test_a_removed_companion_does_not_write_to_a_group() -> None:
    first = from_laptop("m2", 400, given(400, (0, PHONE, ALICE)))
    evidence = in_group(first, from_laptop("m3", 600, []))
    signed = device_list(BOB_PHONE, START + 500, (0,), life=9, current=1)
    bob(evidence)["lists"].append(shown(550, signed))
    report = audited(evidence)
    assert failed(report) == {"VER-5"}
    assert blame(report, "VER-5") == ["observed client"]
    assert "m3" not in finding(report, "VER-5").subject
    assert finding(report, "VER-5").pointers[0] == "/messages/1"


def test_a_message_under_the_key_of_a_removed_device_is_a_finding() -> None:
    first = to_group("m2", 400, given(400, *EVERYBODY))
    evidence = without_laptop(in_group(first, to_group("m3", 600, [])))
    report = audited(evidence)
    assert failed(report) == {"GRP-2"}
    assert finding(report, "GRP-2").pointers == ("/messages/1", "/messages/0/copies/1")
    assert "device 3 of account#1 has" in finding(report, "GRP-2").subject


def test_a_key_that_was_perhaps_given_after_a_message_is_not_held_against_it() -> None:
    before = to_group("m2", 600, given(600, EVERYBODY[3]), members=[BOB])
    with_alice = to_group("m3", 600, given(600, *EVERYBODY[:3]))
    report = audited(in_group(before, with_alice))
    assert failed(report) == set()
    assert "what came first at" in missing(report, "GRP-2")
    before["sent_at"] += 1
    assert failed(audited(in_group(before, with_alice))) == {"GRP-2"}


def test_another_device_of_the_account_has_a_key_of_its_own() -> None:
    own = copy(560, 0, BOB_PHONE, BOB) | {"kind": "sender_key"}
    of_laptop = from_laptop("m2", 500, given(500, (0, PHONE, ALICE), (3, LAPTOP, ALICE)))
    of_phone = to_group("m3", 560, [own])
    report = audited(without_laptop(in_group(of_laptop, of_phone)))
    assert not {"GRP-1", "GRP-2"} & failed(report)
    assert answer(report, "GRP-2", account=2) == "inconclusive"


def test_a_new_key_after_a_removal_is_right() -> None:
    first = to_group("m2", 400, given(400, *EVERYBODY))
    rest = given(600, EVERYBODY[0], EVERYBODY[2], EVERYBODY[3])
    second = to_group("m3", 600, rest, sender_key_id=8)
    assert failed(audited(without_laptop(in_group(first, second)))) == set()


def test_who_left_the_group_must_not_read_on() -> None:
    first = to_group("m2", 400, given(400, *EVERYBODY))
    assert failed(audited(in_group(first, to_group("m3", 600, [], members=[BOB])))) == {"GRP-2"}


def test_expiry_counts_as_leaving() -> None:
    first = to_group("m2", 400, given(400, *EVERYBODY))
    assert failed(audited(in_group(first, to_group("m3", 36 * DAY, [])))) == {"GRP-2"}


def test_who_has_the_key_may_be_unknown() -> None:
    first = to_group("m2", 400, given(400, *EVERYBODY))
    for changed, complete, lacking in (
        (first | {"complete": False}, True, "complete of message#1"),
        (to_group("m2", 400, []), False, "who was given the sender key of message#1"),
        (to_group("m2", 400, given(400, *EVERYBODY)), False, "messages_complete"),
        (to_group("m2", 400, given(400, *EVERYBODY)), True, ""),
    ):
        evidence = in_group(changed) | {"messages_complete": complete}
        assert missing(audited(evidence), "GRP-2") == lacking
    del first["group"]["sender_key_id"]
    assert missing(audited(in_group(first)), "GRP-2") == "sender_key_id of message#1"


@pytest.mark.parametrize(
    ("kind", "failing"),
    [("message", {"VER-3"}), ("sender_key", {"GRP-1", "GRP-2", "VER-3"}), (None, set())],
)
def test_neither_the_key_nor_a_message_goes_to_an_identity_that_waits(
    kind: str | None, failing: set[str]
) -> None:
    part = copy(400, 0, MALLORY) | ({"kind": kind} if kind else {})
    if kind is None:
        del part["kind"]
    evidence = in_group(to_group("m2", 400, [part]))
    alice(evidence)["pins"].append(pin(MALLORY, 380))
    alice(evidence).update(comparisons=[START + 50], confirmations=[])
    report = audited(evidence)
    assert failed(report) == failing
    assert ("kind of a copy" in missing(report, "VER-3")) is (kind is None)


def kept(**changes: object) -> Evidence:
    """Return evidence of a sender key of Alice's laptop."""
    evidence = honest()
    key = {"group": "g1", "account": ALICE, "device": 3, "direction": "in", "id": 9}
    key |= {"created_at": START + 300, "deleted_at": None} | changes
    evidence["sender_keys"] = [{k: v for k, v in key.items() if v != "not collected"}]
    return evidence


def test_the_key_of_a_device_that_is_there_is_kept_rightly() -> None:
    report = audited(kept())
    assert failed(report) == set()
    assert answer(report, "GRP-3") == "pass"


def test_the_key_of_a_removed_device_is_a_likely_finding() -> None:
    report = audited(without_laptop(kept()))
    assert failed(report) == {"GRP-3"}
    assert blame(report, "GRP-3") == ["observed client"]
    assert finding(report, "GRP-3").confidence.value == "medium"
    assert finding(report, "GRP-3").severity.word == "high"


@pytest.mark.parametrize(("created_at", "verdict"), [(600, "fail"), (800, "pass")])
def test_a_primarys_key_is_of_the_phone_that_was_pinned_when_it_came(
    created_at: int, verdict: str
) -> None:
    evidence = kept(device=0, created_at=START + created_at)
    alice(evidence)["pins"].append(pin(MALLORY, 700))
    assert answer(audited(evidence), "GRP-3") == verdict


def test_a_primarys_key_from_before_every_pin_is_of_an_unknown_phone() -> None:
    assert missing(audited(kept(device=0, created_at=START - 1)), "GRP-3").startswith(
        "an earlier pin"
    )


def test_two_keys_of_a_removed_device_are_two_findings() -> None:
    evidence = without_laptop(kept())
    evidence["sender_keys"].append(evidence["sender_keys"][0] | {"id": 99})
    assert [f.rule for f in audited(evidence).findings].count("GRP-3") == 2


def test_the_key_of_a_removed_device_may_be_deleted() -> None:
    assert failed(audited(without_laptop(kept(deleted_at=START + 600)))) == set()


def test_an_own_key_is_not_an_inbound_one() -> None:
    report = audited(kept(account=BOB, device=0, direction="out"))
    assert answer(report, "GRP-3", account=2) == "not judged"


def test_whether_a_key_was_deleted_may_be_unknown() -> None:
    report = audited(without_laptop(kept(deleted_at="not collected")))
    assert missing(report, "GRP-3") == "deleted_at of a sender key of device 3 of account#1"
    assert missing(audited(kept(device=8)), "GRP-3") == "device 8 of account#1"
    several = kept() | {"observers": ["bobs-phone", "another"], "messages": [], "received": []}
    for account in several["accounts"]:
        for part in account["lists"]:
            part["observer"] = "another"
    assert missing(audited(several), "GRP-3") == "the observer that has the sender key"
