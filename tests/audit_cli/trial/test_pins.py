"""Marks belong to the key that was compared; a changed identity waits for the user."""

from typing import Any

import pytest

from tests.audit_cli.honest import (
    BOB_PHONE,
    MALLORY,
    PHONE,
    START,
    Evidence,
    alice,
    bob,
    companion,
    copy,
    device,
    honest,
    listed,
    message,
    pin,
    shown,
)
from tests.audit_cli.signing import KeyPair, base64
from tests.audit_cli.verdicts import answer, audited, blame, failed, finding, missing, noted

SIMPLE = ("lists", "devices", "hints")


def mark(key: KeyPair, at: int) -> Evidence:
    return {"primary_key": base64(key.public), "at": START + at}


def changed(verified: Any = None, **pinned: Any) -> Evidence:
    """Return evidence of a contact whose key changed, and of a message after that."""
    evidence = honest()
    of_alice = alice(evidence)
    of_alice |= {part: [] for part in SIMPLE}
    of_alice["pins"].append(pin(MALLORY, 500, life=8) | pinned)
    of_alice["verified"] = verified
    if verified == "not collected":
        del of_alice["verified"]
    evidence["messages"] = [message("m2", 600, copy(600, 0, MALLORY))]
    del evidence["received"]
    return evidence


def test_a_mark_on_the_compared_key_is_right() -> None:
    evidence = honest()
    alice(evidence)["verified"] = mark(PHONE, 50)
    report = audited(evidence)
    assert failed(report) == set()
    assert answer(report, "VER-1") == "pass"


def test_a_mark_that_went_over_to_another_key_is_a_finding() -> None:
    report = audited(changed(mark(MALLORY, 50)))
    assert "VER-1" in failed(report)
    assert blame(report, "VER-1") == ["observed client"]


def test_a_mark_of_a_key_that_is_gone_is_no_mark_of_the_present_one() -> None:
    assert answer(audited(changed(mark(PHONE, 50))), "VER-1") == "pass"


def test_a_mark_that_outlives_the_life_is_a_finding() -> None:
    evidence = honest()
    alice(evidence)["verified"] = mark(PHONE, 50)
    alice(evidence)["lists"].append(shown(700, listed(690, (0,), life=8)))
    report = audited(evidence)
    assert failed(report) == {"VER-1"}
    evidence["messages"].append(message("m2", 800, copy(800, 0, PHONE)))
    assert "confirmed the new life" in missing(audited(evidence), "VER-3")


def test_a_mark_may_have_ended_unseen_before_the_key_changed() -> None:
    evidence = changed(shown_to_user=False)
    alice(evidence).update(comparisons=[START + 50], confirmations=[START + 300])
    assert failed(audited(evidence)) == {"VER-3"}
    alice(evidence)["lists_complete"] = False
    report = audited(evidence)
    assert "VER-3" not in failed(report)
    assert "lists_complete of account#1" in missing(report, "VER-3")


def test_a_life_may_have_begun_unseen_before_its_mark_was_made() -> None:
    evidence = honest()
    alice(evidence)["verified"] = mark(PHONE, 600)
    alice(evidence)["lists"].append(shown(700, listed(550, (0,), life=8)))
    alice(evidence)["lists_complete"] = False
    report = audited(evidence)
    assert failed(report) == set()
    assert missing(report, "VER-1") == "lists_complete of account#1"


def test_a_mark_from_before_the_first_pin_is_inconclusive() -> None:
    evidence = honest()
    alice(evidence)["verified"] = mark(PHONE, -50)
    assert answer(audited(evidence), "VER-1") == "inconclusive"


def test_without_a_change_nothing_waits_for_the_user() -> None:
    assert answer(audited(honest()), "VER-3") == "pass"


def test_sending_on_after_a_hidden_change_of_a_verified_contact_is_a_finding() -> None:
    report = audited(changed(mark(PHONE, 50), shown_to_user=False))
    assert failed(report) == {"VER-3"}
    pointers = {f.pointers[0] for f in report.findings if f.rule == "VER-3"}
    assert pointers == {"/accounts/0/pins/1", "/messages/0/copies/0"}
    assert finding(report, "VER-3").severity.word == "high"


def test_a_pin_by_comparing_is_verified() -> None:
    evidence = changed(None, shown_to_user=False)
    alice(evidence)["pins"][0]["how"] = "compared"
    assert failed(audited(evidence)) == {"VER-3"}
    alice(evidence)["pins"][1]["how"] = "compared"
    assert failed(audited(evidence)) == set()


@pytest.mark.parametrize(
    ("pinned", "lacking"),
    [
        ({"shown_to_user": True}, "whether the user confirmed the change of account#1"),
        ({}, "shown_to_user of the pin of account#1"),
    ],
)
def test_a_change_that_may_have_been_confirmed_is_inconclusive(
    pinned: Evidence, lacking: str
) -> None:
    report = audited(changed(mark(PHONE, 50), **pinned))
    assert failed(report) == set()
    assert missing(report, "VER-3") == lacking


@pytest.mark.parametrize(
    ("verified", "lacking"),
    [
        ("not collected", "verified of account#1"),
        (None, "whether account#1 was verified before"),
    ],
)
def test_whether_a_former_contact_was_verified_may_be_unknown(verified: Any, lacking: str) -> None:
    report = audited(changed(verified, shown_to_user=False))
    assert failed(report) == set()
    assert missing(report, "VER-3") == lacking


def test_a_hidden_change_after_which_nothing_was_sent_is_a_note() -> None:
    evidence = changed(mark(PHONE, 50), shown_to_user=False)
    evidence["messages"] = []
    report = audited(evidence)
    assert failed(report) == set()
    assert "VER-3" in noted(report)
    assert blame(report, "VER-3") == []


def test_a_hidden_change_before_the_key_was_ever_compared_is_a_note() -> None:
    evidence = changed(mark(PHONE, 550), shown_to_user=False)
    report = audited(evidence)
    assert "VER-3" in noted(report)
    assert "not verified" in finding(report, "VER-3").got


def test_another_identity_is_noted_and_nobody_is_blamed() -> None:
    report = audited(changed("not collected", shown_to_user=True))
    assert failed(report) == set()
    assert noted(report) == {"VER-1"}
    assert blame(report, "VER-1") == []
    assert finding(report, "VER-1").pointers[0] == "/accounts/0/pins/1"
    assert "a new phone" in finding(report, "VER-1").advice
    assert noted(audited(changed("not collected", how="compared"))) == set()


def acted(comparisons: list[int], confirmations: list[int], **sent: Any) -> Evidence:
    """Return evidence of a change that was shown at 500, of what the user did, and of a message."""
    evidence = changed(None, shown_to_user=True)
    alice(evidence)["comparisons"] = [START + at for at in comparisons]
    alice(evidence)["confirmations"] = [START + at for at in confirmations]
    evidence["messages"] = [message("m2", 600, copy(600, 0, MALLORY)) | sent]
    return evidence


def test_sending_on_before_the_user_confirmed_is_a_finding() -> None:
    report = audited(acted([50], []))
    assert failed(report) == {"VER-3"}
    assert blame(report, "VER-3") == ["observed client"]
    assert failed(audited(acted([50], [650]))) == {"VER-3"}


@pytest.mark.parametrize(("comparisons", "confirmations"), [([50], [550]), ([50, 550], [])])
def test_who_confirmed_or_compared_again_may_be_written_to(
    comparisons: list[int], confirmations: list[int]
) -> None:
    report = audited(acted(comparisons, confirmations))
    assert failed(report) == set()
    assert answer(report, "VER-3") == "pass"


def test_who_was_never_compared_needs_no_confirmation() -> None:
    assert answer(audited(acted([], [])), "VER-3") == "pass"


def test_a_message_that_waits_for_the_user_is_a_note() -> None:
    report = audited(acted([50], [], outcome="refused", copies=[]))
    assert failed(report) == set()
    assert noted(report) == {"VER-1", "VER-3"}
    assert blame(report, "VER-3") == []
    assert finding(report, "VER-3").pointers[0] == "/messages/0"
    assert "confirm the change" in finding(report, "VER-3").advice


def test_a_new_life_waits_for_the_user_as_well() -> None:
    evidence = honest()
    alice(evidence).update(comparisons=[START + 50], confirmations=[])
    alice(evidence)["lists"].append(shown(550, listed(540, (0,), life=8)))
    evidence["messages"] = [message("m2", 600, copy(600, 0, PHONE))]
    del evidence["received"]
    assert failed(audited(evidence)) == {"VER-3"}
    alice(evidence)["confirmations"] = [START + 560]
    assert answer(audited(evidence), "VER-3") == "pass"


def own_change(number: int) -> Evidence:
    """Return evidence of an own account whose primary key changed."""
    evidence = honest()
    evidence["messages"][0]["from"]["device"] = number
    evidence["messages"][0]["copies"] = [copy(400, 0, PHONE)]
    bob(evidence)["pins"].append(pin(MALLORY, 700, life=10))
    return evidence


def test_a_companion_that_follows_another_primary_is_a_finding() -> None:
    report = audited(own_change(1))
    assert failed(report) == {"VER-5"}
    assert blame(report, "VER-5") == ["server or network", "observed client"]
    assert finding(report, "VER-5").severity.word == "critical"


def test_a_phone_that_registers_anew_has_another_key_itself() -> None:
    assert failed(audited(own_change(0))) == set()


def test_who_changed_its_own_pin_may_be_unknown() -> None:
    evidence = own_change(1)
    del evidence["messages"]
    report = audited(evidence)
    assert failed(report) == set()
    assert "which device of its account the observer is" in missing(report, "VER-5")


@pytest.mark.parametrize("how", ["compared", "synced"])
def test_a_pin_that_is_noted_again_changes_nothing(how: str) -> None:
    evidence = honest()
    alice(evidence)["pins"].append(pin(PHONE, 250) | {"how": how})
    bob(evidence)["pins"].append(pin(BOB_PHONE, 350, life=9) | {"how": how})
    report = audited(evidence)
    assert failed(report) | noted(report) == set()
    assert answer(report, "FAN-1") == "pass"


def test_a_key_that_is_noted_again_as_compared_is_verified() -> None:
    evidence = changed(None, shown_to_user=False)
    again = pin(PHONE, 50) | {"how": "compared"}
    del again["raw_id"]
    alice(evidence)["pins"].insert(1, again)
    assert failed(audited(evidence)) == {"VER-3"}


def test_a_life_that_is_told_later_is_that_of_the_pin() -> None:
    evidence = honest()
    alice(evidence)["pins"] = [pin(PHONE), pin(PHONE, 90)]
    del alice(evidence)["pins"][0]["raw_id"]
    alice(evidence)["devices"].append(companion(7, MALLORY, 3, 95, life=6))
    assert failed(audited(evidence)) == {"DEV-1"}


def early_list(evidence: Evidence) -> None:
    alice(evidence)["pins"] = [pin(PHONE, 101)]


def early_device(evidence: Evidence) -> None:
    alice(evidence)["pins"] = [pin(PHONE, 99)]
    alice(evidence)["devices"][0]["first_seen"] = START + 98


def early_primary(evidence: Evidence) -> None:
    alice(evidence)["devices"].append(device(0, PHONE, None, -1))


@pytest.mark.parametrize(
    ("change", "rule"),
    [(early_list, "FAN-1"), (early_device, "FAN-1"), (early_primary, "DEV-0")],
)
def test_what_came_before_the_first_pin_may_have_come_under_it(change: Any, rule: str) -> None:
    evidence = honest()
    change(evidence)
    report = audited(evidence)
    assert failed(report) == set()
    assert answer(report, rule) == "inconclusive"


def test_an_older_list_than_one_before_the_first_pin_is_open_and_a_strangers_copy_is_not() -> None:
    evidence = honest()
    early_list(evidence)
    alice(evidence)["lists"].append(shown(102, listed(5, (0, 1, 2))))
    evidence["messages"][0]["copies"].append(copy(400, 3, MALLORY))
    report = audited(evidence)
    assert answer(report, "LIST-3") == "inconclusive"
    assert failed(report) == {"FAN-1"}


def without_pins(evidence: Evidence) -> None:
    del alice(evidence)["pins"]


def without_evidence(evidence: Evidence) -> None:
    del evidence["accounts"][0]


def refused_alone(evidence: Evidence) -> None:
    without_evidence(evidence)
    evidence["messages"] = [message("m1", 400) | {"outcome": "refused"}]


def with_an_unseen_life(evidence: Evidence) -> None:
    alice(evidence).update(verified=mark(PHONE, 50), lists_complete=False)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (without_pins, "pins of account"),
        (without_evidence, "evidence of account"),
        (refused_alone, "evidence of account"),
        (with_an_unseen_life, "lists_complete of account"),
    ],
)
def test_whether_a_change_waits_for_the_user_is_not_known(change: Any, what: str) -> None:
    evidence = honest()
    change(evidence)
    assert what in missing(audited(evidence), "VER-3")


def test_who_was_never_compared_had_no_mark_to_lose_unseen() -> None:
    evidence = honest()
    alice(evidence).update(comparisons=[], lists_complete=False)
    assert answer(audited(evidence), "VER-3") == "pass"


def test_a_comparison_before_the_first_pin_may_have_been_of_its_key() -> None:
    evidence = changed(shown_to_user=False)
    alice(evidence).update(comparisons=[START - 50], confirmations=[])
    report = audited(evidence)
    assert failed(report) == set()
    assert "before the first pin" in missing(report, "VER-3")
