"""Who is left out although the held list names it: a note says by which rule, and whose doing."""

import pytest

from mdaudit.audit_cli.trial.message_events import LOOKED_AT
from tests.audit_cli.honest import (
    ALICE,
    DAY,
    LAPTOP,
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
    shown,
)
from tests.audit_cli.signing import KeyPair, base64
from tests.audit_cli.verdicts import audited, blame, failed, finding, noted

LATE = 3 * DAY
"""When the deadline of a hint at the second 550 has passed."""


def left_out(at: int = LATE, *names: str) -> Evidence:
    """Return evidence in which a message, or several, went to Alice's phone alone."""
    evidence = honest()
    del evidence["received"]
    evidence["messages"] = [message(name, at, copy(at, 0, PHONE)) for name in names or ("m2",)]
    evidence["collected_at"] = START + at
    return evidence


def hinted(*names: str) -> Evidence:
    """Return evidence in which a message of Alice's names a newer list that never came."""
    evidence = left_out(LATE, *names)
    alice(evidence)["hints"].append(hint(550, 540))
    return evidence


def test_of_one_message_only_so_many_devices_are_looked_at() -> None:
    evidence, keys = hinted(), [KeyPair.named(f"companion {n}") for n in range(1, 21)]
    indexes = (0, *range(1, 21))
    alice(evidence)["lists"] = [shown(100, listed(10, indexes, current=20))]
    alice(evidence)["devices"] = [companion(n, key, n) for n, key in enumerate(keys, 1)]
    assert len(audited(evidence).findings) == LOOKED_AT


def test_past_a_deadline_whoever_withheld_the_list_is_named() -> None:
    report = audited(hinted())
    assert failed(report) == set()
    assert noted(report) == {"FAN-3"}
    assert blame(report, "FAN-3") == ["server or network"]
    (blamed,) = finding(report, "FAN-3").blame
    assert blamed.did == "withheld"
    assert "said the truth" in blamed.assumption
    assert finding(report, "FAN-3").severity.word == "note"
    assert "did without" in finding(report, "FAN-3").advice


def test_each_device_is_noted_once_with_the_first_message() -> None:
    found = [f for f in audited(hinted("m2", "m3")).findings if f.rule == "FAN-3"]
    assert {f.subject for f in found} == {
        "message#1, not for device 3 of account#1",
        "message#1, not for device 5 of account#1",
    }


def test_a_list_that_expired_is_nobodys_fault() -> None:
    report = audited(left_out(36 * DAY))
    assert "FAN-2" in noted(report)
    assert blame(report, "FAN-2") == []
    assert {f.pointers[0] for f in report.findings if f.rule == "FAN-2"} == {"/messages/0"}


def test_a_list_that_was_shown_and_refused_was_not_withheld() -> None:
    evidence = left_out()
    refused = shown(550, listed(540, (0, 1, 2, 9), current=3), outcome="refused")
    alice(evidence)["lists"].append(refused)
    report = audited(evidence)
    assert failed(report) == set()
    assert {"LIST-6", "FAN-3"} <= noted(report)
    assert blame(report, "FAN-3") == []
    assert "LIST-10" not in noted(report)


def test_who_gets_a_copy_or_is_not_listed_is_not_left_out() -> None:
    assert noted(audited(honest())) == set()
    evidence = honest()
    alice(evidence)["lists"].append(shown(550, listed(540, (0, 2))))
    evidence["messages"].append(message("m2", 600, copy(600, 0, PHONE), copy(600, 5, TABLET)))
    del evidence["received"]
    assert noted(audited(evidence)) == set()


@pytest.mark.parametrize("gap", ["complete", "hints"])
def test_what_is_not_collected_says_nothing_of_who_was_left_out(gap: str) -> None:
    evidence = hinted()
    del (evidence["messages"][0] if gap == "complete" else alice(evidence))[gap]
    assert "FAN-3" not in noted(audited(evidence))


def test_a_device_of_the_own_account_is_left_out_as_well() -> None:
    evidence = left_out()
    own = hint(550, 540, account=bob(evidence)["account"], number=1)
    bob(evidence)["hints"].append(own)
    report = audited(evidence)
    assert finding(report, "FAN-3").account == "account#2"


def test_a_holder_of_the_sender_key_is_not_left_out_of_a_group() -> None:
    evidence = hinted("m2", "m3")
    group = {"id": "g1", "members": [ALICE], "sender_key_id": 5}
    for sent in evidence["messages"]:
        del sent["to"]
        sent["group"] = group
        sent["copies"][0]["kind"] = "sender_key"
    earlier, late = evidence["messages"]
    earlier |= {"sent_at": START + 400}
    earlier["copies"] = [copy(400, 3, LAPTOP) | {"kind": "sender_key"}]
    report = audited(evidence)
    assert failed(report) == {"GRP-2"}
    assert {f.subject for f in report.findings if f.rule == "FAN-3"} == {
        "message#2, not for device 5 of account#1"
    }
    assert late["copies"][0]["identity_key"] == base64(PHONE.public)
