"""Linking payloads, judged as the companion would."""

import json
from pathlib import Path

import pytest

from mdaudit.audit_cli.decidable import LINKING_PAYLOAD
from mdaudit.audit_cli.findings import Report
from mdaudit.audit_cli.inputs.evidence import Key
from mdaudit.audit_cli.inputs.lone_object import Given, object_document
from tests.audit_cli.honest import (
    ALICE,
    LAPTOP,
    MALLORY,
    PHONE,
    START,
    TABLET,
    Evidence,
    device,
    pin,
)
from tests.audit_cli.signing import base64, certificate, linking_payload
from tests.audit_cli.verdicts import (
    answer,
    audited,
    blame,
    failed,
    finding,
    missing,
    noted,
    report_on,
)

VECTORS = Path(__file__).parents[2] / "fixtures" / "vectors"
SECRET = bytes(range(32))
INNER = certificate(PHONE, LAPTOP, 1, time=START, embedded=PHONE.public, consent=False)


def lone(payload: bytes, companion: bytes | None = LAPTOP.public, secret: bytes = SECRET) -> Report:
    given = Given(
        START,
        identity_key=None if companion is None else Key(companion),
        linking_secret=Key(secret) if secret else None,
    )
    return report_on(object_document("payload", payload, LINKING_PAYLOAD, given))


def linking(*payloads: bytes, **account: object) -> Evidence:
    attempts = [
        {
            "hmac_object": base64(payload),
            "linking_secret": base64(SECRET),
            "companion_key": base64(LAPTOP.public),
            "at": START + number,
        }
        for number, payload in enumerate(payloads)
    ]
    alice = {"account": ALICE, "own": True, "linking": attempts, **account}
    return {"format": "mdaudit-evidence/1", "accounts": [alice]}


def test_an_honest_payload_passes() -> None:
    report = lone(linking_payload(INNER, SECRET))
    assert failed(report) == set()
    for rule in ("LINK-1", "LINK-2", "LINK-3", "WIRE-1", "WIRE-2"):
        assert answer(report, rule) == "pass"
    assert answer(report, "LINK-8") == "inconclusive", "there may have been attempts before"


def test_in_evidence_the_first_adoption_of_a_key_passes() -> None:
    report = audited(linking(linking_payload(INNER, SECRET)))
    assert failed(report) == set()
    assert answer(report, "LINK-8") == "pass"


def test_a_payload_that_the_secret_does_not_vouch_for_is_a_finding() -> None:
    report = lone(linking_payload(INNER, bytes(32)))
    assert failed(report) == {"LINK-1"}
    assert blame(report, "LINK-1") == ["unknown"]
    assert answer(report, "LINK-2") == "not judged", "the companion does not read it"


def test_a_payload_that_the_companion_is_not_seen_to_take_in_is_a_note() -> None:
    report = audited(linking(linking_payload(INNER, bytes(32))))
    assert failed(report) == set()
    assert noted(report) == {"LINK-1"}
    assert blame(report, "LINK-1") == []


def test_a_signature_over_another_key_is_a_finding() -> None:
    report = lone(linking_payload(INNER, SECRET), companion=MALLORY.public)
    assert failed(report) == {"LINK-2"}
    assert answer(report, "LINK-3") == "not judged", "the companion signed nothing"


def test_the_embedded_key_is_the_one_to_be_pinned_unless_there_is_a_pin() -> None:
    payload = linking_payload(INNER, SECRET)
    assert failed(audited(linking(payload, pins=[pin(PHONE, at=-1)]))) == set()
    assert "LINK-2" in failed(audited(linking(payload, pins=[pin(MALLORY, at=-1)])))


@pytest.mark.parametrize(
    ("companion", "secret", "rule", "what"),
    [
        (LAPTOP.public, b"", "LINK-1", "linking secret"),
        (None, SECRET, "LINK-2", "identity key"),
    ],
)
def test_without_a_key_it_is_inconclusive(
    companion: bytes | None, secret: bytes, rule: str, what: str
) -> None:
    report = lone(linking_payload(INNER, SECRET), companion, secret)
    assert failed(report) == set()
    assert what in missing(report, rule)
    assert answer(report, "LINK-3") == "inconclusive"


def test_a_payload_without_an_account_key_names_nobody_to_pin() -> None:
    bare = certificate(PHONE, LAPTOP, 1, time=START, consent=False)
    assert failed(lone(linking_payload(bare, SECRET))) == {"LINK-2"}


def test_a_companion_that_signed_what_it_should_not_adopt_is_a_finding() -> None:
    signed = certificate(PHONE, LAPTOP, 1, time=START, embedded=PHONE.public)
    evidence = linking(linking_payload(INNER, bytes(32)), devices=[device(3, LAPTOP, signed)])
    evidence["accounts"][0]["pins"] = [pin(PHONE, at=10)]
    report = audited(evidence)
    assert {"LINK-1", "LINK-3"} <= failed(report)
    assert blame(report, "LINK-3") == ["holder of the device key"]
    assert blame(report, "LINK-1") == ["unknown", "observed client"]


@pytest.mark.parametrize("consent", [False, True])
def test_a_key_that_adopts_twice_is_a_finding(consent: bool) -> None:  # noqa: FBT001 - a value
    later, along = START + 1, PHONE.public
    payloads = INNER, certificate(PHONE, LAPTOP, 1, time=later, embedded=along, consent=False)
    signed_back = certificate(PHONE, LAPTOP, 1, time=later, embedded=along)
    consents = [PHONE_CONSENT, device(3, LAPTOP, signed_back)]
    whole = linking(
        *(linking_payload(inner, SECRET) for inner in payloads),
        devices=consents if consent else [],
    )
    assert failed(audited(whole)) == ({"LINK-8", "LINK-3"} if consent else set())
    if not consent:
        assert missing(audited(whole), "LINK-8") == "whether the companion took the payload in"


@pytest.mark.parametrize(("since", "broken"), [(102, set()), (None, {"LINK-2", "LINK-3"})])
def test_a_payload_comes_before_the_pin_that_it_makes(since: int | None, broken: set[str]) -> None:
    """The companion is linked anew, to another phone."""
    along = MALLORY.public
    inner = certificate(MALLORY, LAPTOP, 1, time=START, embedded=along, consent=False)
    signed = certificate(MALLORY, LAPTOP, 1, time=START, embedded=along)
    pins = [pin(PHONE, -100), *([] if since is None else [pin(MALLORY, since)])]
    payload = linking_payload(inner, SECRET)
    evidence = linking(payload, devices=[device(3, LAPTOP, signed, 150)], pins=pins)
    assert {"LINK-2", "LINK-3"} & failed(audited(evidence)) <= broken
    assert ("LINK-2" in failed(audited(evidence))) is (since is None)


@pytest.mark.parametrize("undated", [False, True])
def test_a_payload_that_was_perhaps_ignored_is_no_adoption(undated: bool) -> None:  # noqa: FBT001
    later, along = START + 1, PHONE.public
    second = certificate(PHONE, LAPTOP, 2, time=later, embedded=along, consent=False)
    signed = certificate(PHONE, LAPTOP, 2, time=later, embedded=along)
    payloads = [linking_payload(inner, SECRET) for inner in (INNER, second)]
    evidence = linking(*payloads, devices=[device(3, LAPTOP, signed)], pins=[pin(PHONE, 10)])
    if undated:
        del evidence["accounts"][0]["linking"][0]["at"]
    report = audited(evidence)
    assert not {"LINK-3", "LINK-8"} & failed(report)


def test_a_payload_that_comes_again_is_no_second_adoption() -> None:
    again = linking(*[linking_payload(INNER, SECRET)] * 2, devices=[PHONE_CONSENT])
    for payload, closed_at in zip(again["accounts"][0]["linking"], (100, -100), strict=True):
        payload["attempt_closed_at"] = START + closed_at
    assert failed(audited(again)) == set()


PHONE_CONSENT = device(3, LAPTOP, certificate(PHONE, LAPTOP, 1, time=START, embedded=PHONE.public))
"""The companion signed the payload of Alice's phone back."""
CONSENT = {"devices": [PHONE_CONSENT]}


def closed(at: int | None, **account: object) -> Evidence:
    """Return evidence of an attempt that was closed this long after the payload came."""
    evidence = linking(linking_payload(INNER, SECRET), **account)
    evidence["accounts"][0]["linking"][0]["attempt_closed_at"] = None if at is None else START + at
    return evidence


def test_a_payload_that_is_taken_in_after_the_attempt_is_a_finding() -> None:
    report = audited(closed(-10, **CONSENT))
    assert failed(report) == {"LINK-6"}
    assert blame(report, "LINK-6") == ["holder of the device key"]
    assert "after the attempt had ended" in finding(report, "LINK-6").got


@pytest.mark.parametrize(
    ("evidence", "lacking"),
    [
        (closed(-10), "whether the companion took the payload in"),
        (closed(10, **CONSENT), "secret_in_codes_only of the linking payload"),
        (closed(None, **CONSENT), "secret_in_codes_only of the linking payload"),
        (linking(linking_payload(INNER, SECRET)), "at and attempt_closed_at"),
    ],
)
def test_the_end_of_an_attempt_or_its_secrecy_may_be_unknown(
    evidence: Evidence, lacking: str
) -> None:
    report = audited(evidence)
    assert failed(report) == set()
    assert lacking in missing(report, "LINK-6")


@pytest.mark.parametrize("closed_at", [10, None])
def test_a_secret_that_only_the_codes_of_an_open_attempt_show_passes(closed_at: int | None) -> None:
    evidence = closed(closed_at, **CONSENT)
    evidence["accounts"][0]["linking"][0]["secret_in_codes_only"] = True
    assert answer(audited(evidence), "LINK-6") == "pass"


def test_a_secret_that_served_two_attempts_is_a_finding() -> None:
    tablet = certificate(PHONE, TABLET, 2, time=START, embedded=PHONE.public, consent=False)
    evidence = linking(linking_payload(INNER, SECRET), linking_payload(tablet, SECRET))
    second = evidence["accounts"][0]["linking"][1]
    second["companion_key"] = base64(TABLET.public)
    report = audited(evidence)
    assert failed(report) == {"LINK-6"}
    assert finding(report, "LINK-6").pointers[1] == "/accounts/0/linking/1"
    second["linking_secret"] = base64(bytes(32))
    assert "LINK-6" not in failed(audited(evidence))


@pytest.mark.parametrize("payload", [b"\x0a\x01", linking_payload(INNER[:-1], SECRET)])
def test_a_malformed_payload_is_a_finding_about_bytes(payload: bytes) -> None:
    assert failed(audited(linking(payload))) == {"WIRE-2"}


def recorded() -> list[tuple[str, str, str, str, str]]:
    """Return what third-party companions were given, and whether the specification accepts it."""
    cases = json.loads((VECTORS / "adv_linking.json").read_text(encoding="utf-8"))["cases"]
    decided = json.loads((VECTORS / "decisions.json").read_text(encoding="utf-8"))["cases"]
    return [
        (
            case["id"],
            case["linking_payload"],
            case["linking_secret"],
            case["companion_key"],
            decided.get(case["id"], {}).get("specification") or case["recorded"],
        )
        for case in cases
        if case["linking_payload"]
    ]


@pytest.mark.parametrize(("name", "payload", "secret", "companion", "expected"), recorded())
def test_recorded_payloads_get_the_recorded_verdict(
    name: str, payload: str, secret: str, companion: str, expected: str
) -> None:
    report = lone(bytes.fromhex(payload), bytes.fromhex(companion), bytes.fromhex(secret))
    assert (failed(report) == set()) == (expected == "accept"), name
