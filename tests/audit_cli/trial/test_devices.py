"""Devices: who a client may believe in."""

from typing import Any

import pytest

from tests.audit_cli.honest import (
    BOB_LAPTOP,
    LAPTOP,
    MALLORY,
    PHONE,
    START,
    TABLET,
    Evidence,
    alice,
    companion,
    device,
    honest,
    listed,
    pin,
    shown,
)
from tests.audit_cli.signing import KeyPair, base64, certificate
from tests.audit_cli.verdicts import answer, audited, blame, failed, finding, missing, noted

STRANGER = KeyPair.named("stranger")


def with_device(part: Evidence, **changes: object) -> Evidence:
    evidence = honest()
    alice(evidence)["devices"].append(part | changes)
    return evidence


def stranger(**changes: Any) -> Evidence:
    return companion(7, STRANGER, 9, **changes)


DEVIATIONS = [
    ("DEV-0", companion(7, STRANGER, 0), ["holder of the primary key", "observed client"]),
    ("DEV-0", device(0, MALLORY, None), ["server or network", "observed client"]),
    ("DEV-1", stranger(owner=MALLORY, names=PHONE), ["unknown", "observed client"]),
    ("DEV-1", stranger(life=8), ["unknown", "observed client"]),
    ("DEV-2", stranger(names=MALLORY), ["unknown", "observed client"]),
    ("DEV-2", stranger(consent=False), ["unknown", "observed client"]),
    ("DEV-4", device(7, STRANGER, None), ["server or network", "observed client"]),
    ("DEV-5", stranger(embedded=MALLORY.public), ["unknown", "observed client"]),
    ("DEV-6", stranger(hosted=True), ["holder of the primary key", "observed client"]),
    ("DEV-7", companion(7, STRANGER, 2), ["holder of the primary key", "observed client"]),
    ("DEV-7", companion(7, TABLET, 9), ["holder of the primary key", "observed client"]),
]


@pytest.mark.parametrize(("rule", "part", "to_blame"), DEVIATIONS)
def test_a_bad_device_with_a_session_is_a_finding(
    rule: str, part: Evidence, to_blame: list[str]
) -> None:
    report = audited(with_device(part))
    assert rule in failed(report)
    at_index_0 = {"DEV-4", "DEV-7"} if rule == "DEV-0" else set()
    assert failed(report) <= {rule} | at_index_0
    assert blame(report, rule) == to_blame


@pytest.mark.parametrize(("rule", "part", "_to_blame"), DEVIATIONS)
def test_a_bad_device_without_a_session_is_a_note(
    rule: str, part: Evidence, _to_blame: list[str]
) -> None:
    report = audited(with_device(part, session=False))
    assert failed(report) == set()
    assert rule in noted(report)


def test_a_device_without_evidence_and_perhaps_without_a_session_is_nobodys_fault() -> None:
    part = device(7, STRANGER, None)
    del part["session"]
    report = audited(with_device(part))
    assert failed(report) == set()
    assert "DEV-4" in noted(report)
    assert blame(report, "DEV-4") == []


def test_an_owner_is_not_blamed_for_a_certificate_that_it_did_not_sign() -> None:
    part = companion(7, STRANGER, 2, owner=MALLORY, names=PHONE)
    assert blame(audited(with_device(part)), "DEV-7") == ["unknown", "observed client"]


@pytest.mark.parametrize("rule", ["DEV-0", "DEV-1", "DEV-2", "DEV-4", "DEV-5", "DEV-6", "DEV-7"])
def test_an_honest_companion_passes(rule: str) -> None:
    assert answer(audited(with_device(stranger())), rule) == "pass"


def test_the_primary_itself_needs_no_certificate() -> None:
    assert failed(audited(with_device(device(0, PHONE, None)))) == set()


def test_certificates_that_were_not_collected_are_inconclusive() -> None:
    evidence = honest()
    for part in alice(evidence)["devices"]:
        del part["signed_device_identity"]
    report = audited(evidence)
    assert failed(report) == set()
    assert answer(report, "DEV-4") == "inconclusive"
    assert "signed_device_identity of device 3" in missing(report, "DEV-4")
    assert answer(report, "FAN-1") == "inconclusive"


@pytest.mark.parametrize("rule", ["DEV-1", "DEV-2", "DEV-5"])
def test_without_pins_nobody_knows_whose_companion_it_is(rule: str) -> None:
    evidence = honest()
    del alice(evidence)["pins"]
    report = audited(evidence)
    if rule != "DEV-5":
        assert answer(report, rule) == "inconclusive"
    assert failed(report) == set()


def test_a_device_that_may_be_one_is_served_perhaps() -> None:
    evidence = honest()
    del alice(evidence)["pins"][0]["raw_id"]
    alice(evidence)["devices"][0]["first_seen"] = START + 50
    report = audited(evidence)
    assert answer(report, "DEV-1") == "inconclusive"
    assert answer(report, "FAN-1") == "inconclusive"


def test_a_held_list_tells_the_life_of_a_pin() -> None:
    evidence = honest()
    del alice(evidence)["pins"][0]["raw_id"]
    assert answer(audited(evidence), "DEV-1") == "pass"


def test_a_malformed_certificate_is_a_finding_about_bytes() -> None:
    part = stranger()
    signed = certificate(PHONE, STRANGER, 9, time=START)
    part["signed_device_identity"] = base64(signed[:-1])
    report = audited(with_device(part))
    assert failed(report) == {"WIRE-2", "DEV-4"}, "with a session, it is no evidence at all"
    assert "ADVSignedDeviceIdentity" in finding(report, "WIRE-2").got
    part["session"] = False
    assert failed(audited(with_device(part))) == set()


def test_a_device_is_known_from_its_first_use_on() -> None:
    evidence = honest()
    del alice(evidence)["devices"][0]["first_seen"]
    alice(evidence)["devices"][1]["first_seen"] = START + 450
    assert failed(audited(evidence)) == set()


def test_a_number_may_be_given_out_again() -> None:
    evidence = honest()
    alice(evidence)["pins"].append(pin(MALLORY, 1_000))
    later = companion(3, STRANGER, 1, 1_100, owner=MALLORY)
    alice(evidence)["devices"].append(later)
    assert failed(audited(evidence)) == set()


def test_a_device_that_is_never_used_is_judged_at_the_end() -> None:
    part = companion(7, BOB_LAPTOP, 9)
    del part["first_seen"]
    assert failed(audited(with_device(part))) == set()
    evidence = with_device(part)
    del evidence["collected_at"]
    assert failed(audited(evidence)) == set()


def test_a_replaced_companion_keeps_its_key_for_itself() -> None:
    evidence = with_device(companion(7, LAPTOP, 9))
    assert failed(audited(evidence)) == {"DEV-7"}


def test_a_device_without_a_date_may_be_of_a_life_that_began_unseen_under_an_earlier_pin() -> None:
    evidence = honest()
    alice(evidence)["pins"].append(pin(MALLORY, 600, life=8))
    signed = certificate(PHONE, LAPTOP, 1, time=START + 300, life=5)
    alice(evidence)["devices"] = [device(3, LAPTOP, signed)]
    del alice(evidence)["devices"][0]["first_seen"]
    evidence["messages"], evidence["received"] = [], []
    assert {"DEV-1", "DEV-2"} <= failed(audited(evidence))
    del alice(evidence)["lists"]
    assert failed(audited(evidence)) == set()


def test_a_former_primary_without_a_date_was_device_0_then() -> None:
    evidence = honest()
    alice(evidence)["pins"].append(pin(MALLORY, 1_000, life=8))
    evidence["messages"], alice(evidence)["hints"] = [], []
    former = device(0, PHONE, None)
    del former["first_seen"]
    alice(evidence)["devices"].append(former)
    report = audited(evidence)
    assert failed(report) == set()
    former["first_seen"] = START + 2_000
    assert "DEV-0" in failed(audited(evidence))
    former["first_seen"] = START + 1_000
    assert failed(audited(evidence)) == set()


@pytest.mark.parametrize(("session", "rule"), [(False, "pass"), (None, "inconclusive")])
def test_a_device_that_was_refused_takes_nobodys_place(session: Any, rule: str) -> None:
    evidence = honest()
    other = companion(7, STRANGER, 1, 190) | {"session": session}
    if session is None:
        del other["session"]
    alice(evidence)["devices"].insert(0, other)
    report = audited(evidence)
    assert failed(report) == {"DEV-7"}
    assert blame(report, "DEV-7") == ["holder of the primary key"]
    assert answer(report, "FAN-1") == rule
    other["session"] = True
    assert {"DEV-7", "FAN-1"} <= failed(audited(evidence))


def test_a_copy_to_a_device_without_a_session_is_inconclusive() -> None:
    evidence = honest()
    alice(evidence)["devices"][0]["session"] = False
    report = audited(evidence)
    assert failed(report) == set()
    assert "whether the client ever had a session with device 3" in missing(report, "FAN-1")


def test_a_device_that_was_refused_once_may_come_again() -> None:
    evidence = honest()
    first = alice(evidence)["devices"][0]
    alice(evidence)["devices"].insert(0, first | {"session": False, "first_seen": START + 190})
    report = audited(evidence)
    assert failed(report) == set()
    assert answer(report, "DEV-7") == answer(report, "FAN-1") == "pass"


def test_a_device_of_a_life_that_perhaps_ended_has_the_index_of_no_other_one() -> None:
    evidence = honest()
    evidence["messages"], evidence["received"] = [], []
    former = alice(evidence)["devices"][0]
    del former["session"]
    alice(evidence)["lists"].append(shown(300, listed(290, (0, 1), life=8)))
    alice(evidence)["devices"].append(companion(8, STRANGER, 1, 310, time=289, life=8))
    alice(evidence)["lists_complete"] = False
    assert failed(audited(evidence)) == set()
