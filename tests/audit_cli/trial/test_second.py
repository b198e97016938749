"""Two or more things of one second: in whatever order they came, nobody honest is accused."""

import json
from dataclasses import replace
from typing import Any

import pytest

from mdaudit.audit_cli.inputs.document import evidence_document
from tests.audit_cli.honest import (
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
    hint,
    honest,
    listed,
    message,
    pin,
    received,
    shown,
)
from tests.audit_cli.signing import KeyPair, base64, device_list
from tests.audit_cli.verdicts import answer, audited, failed, missing, report_on

SECOND, THIRD = KeyPair.named("second phone"), KeyPair.named("third phone")
NEW_LAPTOP = KeyPair.named("new laptop")
TOLD = {"shown_to_user": True}
TIMES = {"from", "received_at", "first_seen", "heard_at", "at", "sent_at"}


def changed(*pins: Evidence) -> Evidence:
    """Return evidence of a contact whose key changed."""
    evidence = honest()
    alice(evidence)["pins"] += [part | TOLD for part in pins]
    alice(evidence)["hints"] = []
    return evidence


def twice() -> Evidence:
    """Return evidence of a contact whose key changed twice in one second."""
    return changed(pin(SECOND, 600, life=8), pin(THIRD, 600, life=9))


def list_of_the_middle(evidence: Evidence) -> None:
    alice(evidence)["lists"].append(shown(600, device_list(SECOND, START + 590, (0,), life=8)))


def copy_for_the_middle(evidence: Evidence) -> None:
    evidence["messages"].append(message("m2", 600, copy(600, 0, SECOND)))


def device_of_the_middle(evidence: Evidence) -> None:
    device = companion(6, NEW_LAPTOP, 1, 600, owner=SECOND, time=590, life=8)
    alice(evidence)["devices"].append(device)


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("LIST-1", list_of_the_middle),
        ("FAN-1", copy_for_the_middle),
        ("DEV-1", device_of_the_middle),
    ],
)
def test_what_came_under_the_first_of_two_pins_of_a_second_is_open(rule: str, change: Any) -> None:
    evidence = twice()
    change(evidence)
    report = audited(evidence)
    assert failed(report) == set()
    assert "what came first at" in missing(report, rule)
    for part in alice(evidence)["pins"][1:]:
        part["from"] -= 1
    assert rule in failed(audited(evidence))


def test_a_copy_may_have_gone_between_two_lists_of_its_second() -> None:
    evidence = changed()
    came = [(100, 10, (0, 1)), (400, 20, (0, 1, 2)), (400, 390, (0, 1))]
    lists = [shown(at, listed(time, valid)) for at, time, valid in came]
    alice(evidence)["lists"] = lists
    report = audited(evidence)
    assert failed(report) == set()
    assert "what came first at" in missing(report, "FAN-1")
    lists[1]["received_at"] = START + 399
    assert answer(audited(evidence), "FAN-1") == "inconclusive"
    lists[2]["received_at"] = START + 399
    assert failed(audited(evidence)) == {"FAN-1"}


def test_a_copy_may_have_gone_after_a_list_and_before_a_pin_of_its_second() -> None:
    evidence = changed(pin(SECOND, 400, life=8))
    evidence["received"] = []
    alice(evidence)["lists"] = [shown(100, listed(10, (0, 1))), shown(400, listed(390, (0, 1, 2)))]
    assert failed(audited(evidence)) == set()
    alice(evidence)["pins"][-1]["from"] -= 1
    assert {"LIST-1", "FAN-1"} <= failed(audited(evidence))


def test_a_strangers_list_is_wrong_before_and_after_the_pin_of_its_second() -> None:
    evidence = changed(pin(SECOND, 600, life=8))
    alice(evidence)["lists"].append(shown(600, device_list(MALLORY, START + 590, (0,), life=8)))
    assert failed(audited(evidence)) == {"LIST-1"}


@pytest.mark.parametrize(("lists", "answers"), [(3, "fail"), (9, "inconclusive")])
def test_a_copy_is_wrong_if_none_of_the_lists_of_its_second_names_the_laptop(
    lists: int, answers: str
) -> None:
    evidence = changed()
    earlier = [shown(100, listed(10, (0, 1, 2))), shown(399, listed(200, (0, 2)))]
    alice(evidence)["lists"] = earlier + [
        shown(400, listed(300 + n, (0, 2), current=2 + n)) for n in range(lists)
    ]
    evidence["received"] = []
    assert answer(audited(evidence), "FAN-1") == answers


def test_a_device_may_have_come_and_been_served_between_two_lists_of_its_second() -> None:
    evidence = changed()
    lists = [(100, 10, (0, 1)), (400, 20, (0, 1, 2)), (400, 390, (0, 1))]
    alice(evidence)["lists"] = [shown(at, listed(time, valid)) for at, time, valid in lists]
    alice(evidence)["devices"][1]["first_seen"] = START + 400
    assert failed(audited(evidence)) == set()


def test_a_hint_may_have_been_heard_before_what_its_second_brought() -> None:
    evidence = changed(pin(SECOND, 600, life=8))
    new = device_list(SECOND, START + 590, (0,), life=8)
    alice(evidence)["lists"].append(shown(600, new))
    alice(evidence)["hints"] = [hint(600, 10, number=3)]
    assert failed(audited(evidence)) == set()


def of_the_old_phone(at: int) -> Evidence:
    evidence = changed(pin(SECOND, 500, life=8))
    evidence["received"] = [received("r1", at, 0, PHONE)]
    return evidence


def history_of_the_old_own_phone(at: int) -> Evidence:
    evidence = honest()
    bob(evidence)["pins"] = [pin(BOB_PHONE, life=9), pin(SECOND, 500, life=11)]
    taken = received("r1", at, 0, BOB_PHONE, kind="history")
    evidence.update(messages=[], received=[taken | {"from": {"account": BOB, "device": 0}}])
    return evidence


def mark_on_the_old_key(at: int) -> Evidence:
    evidence = changed(pin(SECOND, 500, life=8))
    mark = {"primary_key": base64(PHONE.public), "at": START + at}
    alice(evidence)["verified"] = mark
    return evidence


@pytest.mark.parametrize(
    ("rule", "make"),
    [
        ("RCV-1", of_the_old_phone),
        ("SYNC-1", history_of_the_old_own_phone),
        ("VER-1", mark_on_the_old_key),
    ],
)
def test_the_old_primary_was_still_there_in_the_second_in_which_it_went(
    rule: str, make: Any
) -> None:
    assert rule not in failed(audited(make(500)))
    assert "what came first at" in missing(audited(make(500)), rule)
    assert rule in failed(audited(make(501)))


def eventful() -> Evidence:
    """Return evidence of another phone, another laptop and messages in between."""
    evidence = changed(pin(SECOND, 700, life=20))
    of_alice = alice(evidence)
    of_alice["lists"] += [
        shown(450, listed(440, (0, 2), current=2)),
        shown(505, listed(503, (0, 2, 3))),
        shown(710, device_list(SECOND, START + 690, (0, 1), life=20)),
    ]
    of_alice["devices"] += [
        companion(7, MALLORY, 3, 510, time=502),
        companion(9, NEW_LAPTOP, 1, 720, owner=SECOND, time=690, life=20),
    ]
    of_alice["hints"] = [hint(300, 10), hint(430, 440), hint(530, 503, number=7)]
    for name, at, copies in (
        ("m2", 460, [copy(460, 0, PHONE), copy(460, 5, TABLET)]),
        ("m3", 520, [copy(520, 5, TABLET), copy(520, 7, MALLORY)]),
        ("m4", 730, [copy(730, 0, SECOND), copy(730, 9, NEW_LAPTOP)]),
    ):
        own = copy(at, 1, BOB_LAPTOP, BOB)
        evidence["messages"].append(message(name, at, *copies, own))
    evidence["received"] = [
        received("r1", 410, 3, LAPTOP),
        received("r3", 535, 7, MALLORY),
        received("r5", 725, 9, NEW_LAPTOP),
    ]
    return evidence


def rounded(part: Any, to: int, name: str = "") -> Any:
    """Return evidence whose observer noted times less exactly."""
    if isinstance(part, dict):
        return {member: rounded(value, to, member) for member, value in part.items()}
    if isinstance(part, list):
        return [rounded(value, to) for value in part]
    return (part - START) // to * to + START if name in TIMES and isinstance(part, int) else part


@pytest.mark.parametrize("to", [1, 20, 100, 200, 400, 1000])
def test_an_honest_history_accuses_nobody_however_inexactly_it_is_dated(to: int) -> None:
    report = audited(rounded(eventful(), to))
    assert failed(report) == set()
    if to == 1:
        assert answer(report, "FAN-1") == answer(report, "DEV-1") == "pass"


def to_a_first_listed_laptop(at: int) -> Evidence:
    evidence = changed()
    lists = [shown(100, listed(10, (0, 1))), shown(at, listed(390, (0, 1, 2)))]
    alice(evidence)["lists"] = lists
    return evidence


def to_a_new_primary(at: int) -> Evidence:
    evidence = changed(pin(SECOND, at, life=8))
    evidence["messages"] = [message("m1", 400, copy(400, 0, SECOND))]
    return evidence


def after_a_confirmation(at: int) -> Evidence:
    evidence = to_a_new_primary(390)
    alice(evidence).update(comparisons=[START + 50], confirmations=[START + at])
    return evidence


def under_a_renewed_list(at: int) -> Evidence:
    evidence = changed()
    for of, renewed in (
        (alice(evidence), listed(30 * DAY, (0, 1, 2))),
        (bob(evidence), device_list(BOB_PHONE, START + 30 * DAY, (0, 1), life=9)),
    ):
        of["lists"].append(shown(40 * DAY + at, renewed))
    evidence["messages"] = [message("m2", 40 * DAY + 400, copy(40 * DAY + 400, 3, LAPTOP))]
    return evidence | {"received": [], "collected_at": START + 41 * DAY}


def dropped_on_a_notice(at: int) -> Evidence:
    evidence = changed()
    notice = {"received_at": START + 400, "kind": "remove", "device": 3, "effect": "removed"}
    alice(evidence)["notices"] = [notice]
    alice(evidence)["lists"].append(shown(at, listed(350, (0, 2))))
    return evidence | {"messages": []}


IN_ONE_ORDER = pytest.mark.parametrize(
    ("rule", "make"),
    [
        ("FAN-1", to_a_first_listed_laptop),
        ("FAN-1", to_a_new_primary),
        ("VER-3", after_a_confirmation),
        ("FAN-2", under_a_renewed_list),
        ("REV-1", dropped_on_a_notice),
    ],
)


@IN_ONE_ORDER
def test_what_a_replay_followed_in_the_order_of_things_passes(rule: str, make: Any) -> None:
    document = evidence_document("a log", json.dumps(make(400)).encode())
    assert answer(report_on(replace(document, replayed=True)), rule) == "pass"


def test_a_list_that_comes_again_changes_nothing_in_its_second() -> None:
    evidence = honest()
    alice(evidence)["lists"] += [shown(400, listed(10, (0, 1, 2)))] * 2
    report = audited(evidence)
    assert answer(report, "FAN-1") == answer(report, "FAN-2") == "pass"


@IN_ONE_ORDER
def test_what_was_right_in_one_order_alone_does_not_pass(rule: str, make: Any) -> None:
    assert answer(audited(make(399)), rule) == "pass"
    report = audited(make(400))
    assert rule not in failed(report)
    assert answer(report, rule) == "inconclusive"
    assert "what came first at" in missing(report, rule)


def test_a_device_that_came_with_its_list_is_believed() -> None:
    evidence = changed(pin(SECOND, 600, life=8))
    new = device_list(SECOND, START + 590, (0, 1), life=8)
    alice(evidence)["lists"].append(shown(600, new))
    device = companion(9, NEW_LAPTOP, 1, 600, owner=SECOND, time=590, life=8)
    alice(evidence)["devices"].append(device)
    evidence["messages"].append(message("m2", 700, copy(700, 9, NEW_LAPTOP)))
    report = audited(evidence)
    assert answer(report, "DEV-1") == answer(report, "FAN-1") == "pass"
