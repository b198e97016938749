"""What a document does not say who saw accuses nobody, unless whoever saw it is to blame."""

from collections.abc import Callable

import pytest

from tests.audit_cli.honest import (
    DAY,
    LAPTOP,
    MALLORY,
    PHONE,
    START,
    Evidence,
    alice,
    bob,
    companion,
    copy,
    device,
    hint,
    honest,
    listed,
    message,
    pin,
    shown,
)
from tests.audit_cli.signing import KeyPair, certificate, device_list
from tests.audit_cli.verdicts import answer, audited, blame, failed, missing

STRANGER = KeyPair.named("a device of the new phone")
FIRST, SECOND = "bobs-phone", "bobs-laptop"


def by_two(evidence: Evidence) -> Evidence:
    """Return the evidence as that of two observers; the second one saw what is not said."""
    evidence["observers"] = [FIRST, SECOND]
    lists = [part for account in evidence["accounts"] for part in account["lists"]]
    for part in (*evidence["messages"], *evidence["received"], *lists):
        part.setdefault("observer", FIRST)
    return evidence


def hint_that_one_heard() -> Evidence:
    """Return evidence of word of a newer list, and of a message days after."""
    evidence = honest()
    alice(evidence)["hints"].append(hint(350, 340))
    evidence["messages"].append(message("m2", 3 * DAY, copy(3 * DAY, 3, LAPTOP)))
    return evidence


def pin_that_one_had() -> Evidence:
    """Return evidence of a list under the old key, after somebody was shown another key."""
    evidence = honest()
    alice(evidence)["pins"].append(pin(MALLORY, 600, life=8))
    alice(evidence)["lists"].append(shown(700, listed(650, (0, 1, 2))))
    return evidence


@pytest.mark.parametrize(
    ("make", "rule", "what"),
    [
        (hint_that_one_heard, "FAN-3", "the observer that heard each hint of account#1"),
        (pin_that_one_had, "LIST-1", "the observer that had each pin of account#1"),
    ],
)
def test_what_only_one_observer_was_shown_does_not_bind_the_other(
    make: Callable[[], Evidence], rule: str, what: str
) -> None:
    assert rule in failed(audited(make()))
    report = audited(by_two(make()))
    assert failed(report) == set()
    assert what in missing(report, rule)


def test_a_device_that_fits_one_observer_may_have_been_shown_to_that_one() -> None:
    evidence = honest()
    another_life = device_list(PHONE, evidence["collected_at"] - 9_850, (0,), life=8)
    alice(evidence)["lists"].append(shown(160, another_life) | {"observer": SECOND})
    alice(evidence)["devices"] = [companion(3, LAPTOP, 1)]
    evidence["messages"], evidence["received"] = [], []
    report = audited(by_two(evidence))
    assert failed(report) == set()
    assert missing(report, "DEV-1") == "the observer of /accounts/0/devices/0"


def test_a_device_of_a_later_pin_may_have_been_shown_to_either() -> None:
    evidence = pin_that_one_had()
    signed = certificate(MALLORY, STRANGER, 1, time=START + 600, life=8)
    alice(evidence)["devices"].append(device(7, STRANGER, signed, 800))
    later = device_list(MALLORY, START + 600, (0, 1), life=8)
    for observer in (FIRST, SECOND):
        old = shown(500, listed(450, (0, 1, 2))) | {"observer": observer}
        alice(evidence)["lists"] += [old, shown(900, later) | {"observer": observer}]
    assert failed(audited(by_two(evidence))) == set()


def test_what_fits_no_observer_is_a_finding() -> None:
    evidence = by_two(honest())
    alice(evidence)["devices"].append(companion(7, MALLORY, 1))
    report = audited(evidence)
    assert failed(report) == {"DEV-7"}
    assert blame(report, "DEV-7") == ["holder of the primary key", "observed client"]


def with_another_primary(*, first: bytes | None = None) -> Evidence:
    """Return evidence of one pin, and of a second observer that went by another primary's list."""
    evidence = honest()
    evidence["received"] = []
    bob(evidence)["lists"].append(bob(evidence)["lists"][0] | {"observer": SECOND})
    later = device_list(MALLORY, START + 110, (0,), life=8)
    alice(evidence)["lists"].append(shown(120, later) | {"observer": SECOND})
    if first is not None:
        alice(evidence)["lists"].append(shown(110, first) | {"observer": SECOND})
    written = message("m2", 450, copy(450, 0, MALLORY), number=1)
    evidence["messages"].append(written | {"observer": SECOND})
    return by_two(evidence)


def test_the_only_pin_may_be_that_of_another_observer() -> None:
    report = audited(with_another_primary())
    assert failed(report) == set()
    assert "the observer that had each pin of account#1" in missing(report, "LIST-1")


def test_who_accepted_a_list_under_the_only_pin_had_it() -> None:
    evidence = with_another_primary(first=listed(10, (0, 1, 2)))
    assert failed(audited(evidence)) == {"LIST-1"}


def test_a_pin_that_every_observer_noted_is_one() -> None:
    evidence = by_two(honest())
    alice(evidence)["pins"].append(pin(PHONE, 70))
    report = audited(evidence)
    assert answer(report, "LIST-1") == answer(report, "DEV-1") == "pass"
