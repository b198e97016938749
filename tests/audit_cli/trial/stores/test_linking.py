"""The own linking evidence in a store: verified, and its keys used once."""

from pathlib import Path

from mdaudit.audit_cli.findings import Confidence
from tests.audit_cli.signing import base64, certificate
from tests.audit_cli.stored import looked_at
from tests.audit_cli.verdicts import answer, blame, failed, finding, missing
from tests.fixtures.stores.make import (
    AUTH_STATE,
    CLIENT,
    LINKED,
    ME,
    PHONE,
    SECOND_PHONE,
    SECRET,
    Database,
    Folder,
)

OTHER = "15550100004:5@s.whatsapp.net"
VERIFIED = ("WIRE-1", "WIRE-2", "LINK-2", "LINK-8", "DEV-0", "DEV-1", "DEV-2", "DEV-4", "DEV-5")
ONLY_THE_FRIENDS = {"DEV-4"}
"""What fails in an honest store: the friend's companion has no evidence."""


def test_both_stores_of_an_honest_client_pass(store: Database) -> None:
    for path in (AUTH_STATE, store.path):
        report = looked_at(path)
        assert {answer(report, rule) for rule in VERIFIED} == {"pass"}
        assert failed(report) == ONLY_THE_FRIENDS
        assert "the HMAC of the linking payload" in missing(report, "LINK-1")
        assert "the HMAC of the linking payload" in missing(report, "LINK-3")


def test_an_account_signature_that_does_not_hold_is_found(folder: Folder) -> None:
    folder.account(accountSignature=base64(bytes(64)))
    report = looked_at(folder.path)
    assert {"DEV-1", "LINK-2"} <= failed(report)
    assert finding(report, "LINK-2").pointers == ("/creds.json/account",)


def test_a_device_signature_that_does_not_hold_is_found(folder: Folder) -> None:
    folder.account(deviceSignature=base64(bytes(64)))
    report = looked_at(folder.path)
    assert "DEV-2" in failed(report)
    assert "LINK-2" not in failed(report)


def test_a_device_signature_that_is_not_there_is_found(folder: Folder) -> None:
    folder.account(deviceSignature=None)
    assert "DEV-2" in failed(looked_at(folder.path))


def test_evidence_for_another_primary_is_found(tmp_path: Path) -> None:
    store = Database(tmp_path / "store.db")
    named = certificate(PHONE, CLIENT, 1, time=LINKED, embedded=PHONE.public, names=SECOND_PHONE)
    store.add_device(ME, signed=named)
    assert failed(looked_at(store.path)) == {"DEV-2"}


def test_evidence_for_another_companion_is_found(tmp_path: Path) -> None:
    store = Database(tmp_path / "store.db")
    others = certificate(PHONE, SECOND_PHONE, 1, time=LINKED, embedded=PHONE.public)
    store.add_device(ME, signed=others)
    assert failed(looked_at(store.path)) == {"DEV-1", "DEV-2", "LINK-2"}


def test_linked_without_evidence_is_found(folder: Folder) -> None:
    credentials = folder.read("creds.json")
    del credentials["account"]
    folder.write("creds.json", credentials)
    report = looked_at(folder.path)
    own = [f for f in report.findings if f.pointers == ("/creds.json/account",)]
    assert [(f.rule, f.confidence) for f in own] == [("DEV-4", Confidence.HIGH)]


def test_evidence_without_a_reading_is_found(folder: Folder) -> None:
    folder.account(details=base64(b"\xff"))
    assert "WIRE-2" in failed(looked_at(folder.path))


def test_a_key_that_was_linked_twice_is_found(store: Database) -> None:
    store.add_device(OTHER, SECOND_PHONE, CLIENT, bytes(32))
    report = looked_at(store.path)
    assert failed(report) == {"LINK-3", "LINK-8"}
    assert finding(report, "LINK-8").confidence is Confidence.HIGH
    assert blame(report, "LINK-8") == ["holder of the device key", "observed client"]


def test_a_secret_that_served_two_linkings_is_found(store: Database) -> None:
    store.add_device(OTHER, SECOND_PHONE, SECOND_PHONE, SECRET)
    report = looked_at(store.path)
    assert failed(report) == {"LINK-6"}
    assert finding(report, "LINK-6").pointers == ("/whatsmeow_device/2", "/whatsmeow_device/1")


def test_two_linkings_with_keys_of_their_own_pass(store: Database) -> None:
    store.add_device(OTHER, SECOND_PHONE, SECOND_PHONE, bytes(32))
    report = looked_at(store.path)
    assert failed(report) == set()
    assert answer(report, "LINK-8") == "pass"


def test_a_main_device_was_not_linked(folder: Folder) -> None:
    credentials = folder.read("creds.json")
    credentials["me"]["id"] = "15550100001@s.whatsapp.net"
    credentials["account"] = None
    folder.write("creds.json", credentials)
    report = looked_at(folder.path)
    assert all(f.pointers != ("/creds.json/account",) for f in report.findings)
    assert {answer(report, "LINK-2", number) for number in (1, 2, 3)} == {"not judged"}
