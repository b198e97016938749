"""A device is known from its first use on, but not before evidence says that it came."""

from tests.audit_cli.honest import (
    BOB_LAPTOP,
    BOB_PHONE,
    LAPTOP,
    START,
    TABLET,
    Evidence,
    alice,
    bob,
    companion,
    copy,
    device,
    hint,
    honest,
    message,
    pin,
    received,
    shown,
)
from tests.audit_cli.signing import KeyPair, certificate, device_list
from tests.audit_cli.verdicts import answer, audited, failed, missing

NEXT_PHONE, NEXT_LAPTOP = KeyPair.named("next phone"), KeyPair.named("next laptop")


def quiet() -> Evidence:
    """Return evidence without messages and hints."""
    evidence = honest()
    evidence["messages"], evidence["received"], alice(evidence)["hints"] = [], [], []
    return evidence


def registered_anew() -> Evidence:
    """Return evidence of a contact that has another phone and another laptop under a number."""
    evidence = quiet()
    alice(evidence)["pins"].append(pin(NEXT_PHONE, 300, life=8) | {"shown_to_user": True})
    alice(evidence)["lists"].append(
        shown(310, device_list(NEXT_PHONE, START + 305, (0, 1), life=8))
    )
    later = companion(3, NEXT_LAPTOP, 1, 400, owner=NEXT_PHONE, time=301, life=8)
    alice(evidence)["devices"] = [later]
    return evidence


def test_a_hint_of_a_device_that_had_the_number_before_does_not_date_the_present_one() -> None:
    evidence = registered_anew()
    alice(evidence)["hints"] = [hint(150, 10, number=3)]
    report = audited(evidence)
    assert failed(report) == set()
    assert missing(report, "ICDC-2") == "device 3 of account#1"


def test_a_hint_dates_a_device_that_has_no_date() -> None:
    evidence = registered_anew()
    alice(evidence)["hints"] = [hint(150, 10, number=3)]
    del alice(evidence)["devices"][0]["first_seen"]
    assert {"DEV-1", "DEV-2"} <= failed(audited(evidence))


def test_a_message_that_was_not_shown_does_not_date_its_device() -> None:
    evidence = registered_anew()
    evidence["received"] = [received("r1", 150, 3, NEXT_LAPTOP, shown=False)]
    assert failed(audited(evidence)) == set()
    del alice(evidence)["devices"][0]["first_seen"]
    assert failed(audited(evidence)) == set()
    evidence["received"][0]["shown"] = True
    assert {"DEV-1", "DEV-2"} <= failed(audited(evidence))


def test_a_notice_about_a_number_whose_holder_came_later_is_about_nobody_known() -> None:
    evidence = quiet()
    alice(evidence)["devices"] = [companion(3, LAPTOP, 1, 300), companion(5, TABLET, 2)]
    notice = {"received_at": START + 150, "kind": "remove", "device": 3, "effect": "removed"}
    alice(evidence)["notices"] = [notice]
    report = audited(evidence)
    assert failed(report) == set()
    assert answer(report, "REV-1") == "inconclusive"
    notice["received_at"] = START + 300
    assert failed(audited(evidence)) == {"REV-1"}


def test_a_sender_key_of_a_number_whose_holder_came_later_is_nobodys_known() -> None:
    evidence = honest()
    key = {"group": "g", "account": "15550100001", "device": 3, "direction": "in", "id": 1}
    evidence["sender_keys"] = [key | {"created_at": START + 50, "deleted_at": None}]
    assert answer(audited(evidence), "GRP-3") == "inconclusive"
    evidence["sender_keys"][0]["created_at"] = START + 250
    assert answer(audited(evidence), "GRP-3") == "pass"


def test_who_wrote_from_a_number_whose_holder_came_later_is_not_known() -> None:
    evidence = quiet()
    lists = [device_list(BOB_PHONE, START + at, (0, n), life=9) for at, n in ((20, 1), (440, 2))]
    bob(evidence)["lists"] = [shown(100, lists[0]), shown(450, lists[1])]
    signed = certificate(BOB_PHONE, BOB_LAPTOP, 2, time=START + 435, life=9)
    bob(evidence)["devices"] = [device(1, BOB_LAPTOP, signed, 460)]
    evidence["messages"] = [message("m1", 400, copy(400, 3, LAPTOP), number=1)]
    assert failed(audited(evidence)) == set()


def test_a_device_without_a_date_had_come_when_everything_had_happened() -> None:
    evidence = registered_anew()
    del alice(evidence)["devices"][0]["first_seen"]
    evidence["collected_at"] = START + 200
    assert failed(audited(evidence)) == set()
