"""Things of one second: whichever came first, nobody honest is accused."""

from typing import Any

import pytest

from tests.audit_cli.honest import (
    LAPTOP,
    MALLORY,
    PHONE,
    START,
    Evidence,
    alice,
    copy,
    honest,
    listed,
    message,
    pin,
    shown,
)
from tests.audit_cli.signing import device_list
from tests.audit_cli.verdicts import answer, audited, failed, missing, noted

OLD = [shown(100, listed(10, (0, 1, 2)))]


def sent(at: int, pins: list[Any], lists: list[Any]) -> Evidence:
    """Return evidence of a copy for Alice's laptop."""
    evidence = honest()
    alice(evidence).update(pins=pins, lists=lists, hints=[])
    evidence.update(received=[], messages=[message("m1", at, copy(at, 3, LAPTOP))])
    return evidence


def test_a_copy_may_have_gone_before_the_pin_of_its_second() -> None:
    report = audited(sent(400, [pin(PHONE), pin(MALLORY, 400, life=8)], OLD))
    assert "FAN-1" not in failed(report)
    assert "what came first at" in missing(report, "FAN-1")


@pytest.mark.parametrize("at", [399, 401])
def test_a_second_makes_a_difference(at: int) -> None:
    report = audited(sent(at, [pin(PHONE), pin(MALLORY, 400, life=8)], OLD))
    assert ("FAN-1" in failed(report)) is (at == 401)


def test_a_copy_may_have_gone_before_the_list_of_its_second_but_not_before_both() -> None:
    dropped = shown(400, listed(390, (0, 2)))
    perhaps = audited(sent(400, [pin(PHONE)], [*OLD, dropped]))
    assert answer(perhaps, "FAN-1") == "inconclusive"
    earlier = shown(300, listed(200, (0, 2)))
    assert "FAN-1" in failed(audited(sent(400, [pin(PHONE)], [*OLD, earlier, dropped])))


@pytest.mark.parametrize(
    ("outcome", "copies"), [("refused", []), ("sent", [copy(400, 0, MALLORY)])]
)
def test_a_message_was_refused_for_the_pin_of_its_second(outcome: str, copies: list[Any]) -> None:
    pins = [pin(PHONE), pin(MALLORY, 400, life=8) | {"shown_to_user": True}]
    evidence = sent(400, pins, [])
    alice(evidence).update(comparisons=[START + 50], confirmations=[], verified=None, devices=[])
    evidence["messages"] = [message("m1", 400) | {"outcome": outcome, "copies": copies}]
    report = audited(evidence)
    assert failed(report) == set()
    assert ("VER-3" in noted(report)) is (outcome == "refused")


def test_the_first_pin_comes_before_everything() -> None:
    evidence = sent(400, [pin(PHONE, 400)], [shown(400, listed(390, (0, 2)))])
    alice(evidence)["devices"][0]["first_seen"] = START + 400
    assert "FAN-1" in failed(audited(evidence))


def test_a_list_may_have_come_before_the_pin_of_its_second_and_is_not_held_then() -> None:
    pins = [pin(PHONE), pin(MALLORY, 400, life=8)]
    of_the_old = shown(400, listed(390, (0, 1, 2)))
    of_the_new = shown(450, device_list(MALLORY, START + 380, (0,), life=8))
    evidence = sent(500, pins, [*OLD, of_the_old, of_the_new]) | {"messages": []}
    report = audited(evidence)
    assert failed(report) == set()
    assert answer(report, "LIST-1") == "inconclusive"
