"""What a store does not have: companions without evidence, and lists of any age."""

from pathlib import Path

from mdaudit.audit_cli.findings import Confidence
from tests.audit_cli.stored import looked_at
from tests.audit_cli.verdicts import blame, failed, finding, missing
from tests.fixtures.stores.make import AUTH_STATE, FRIEND_COMPANION, LINKED, Folder


def test_a_companion_with_a_session_and_no_evidence_is_found() -> None:
    report = looked_at(AUTH_STATE)
    found = finding(report, "DEV-4")
    assert found.confidence is Confidence.MEDIUM
    assert found.got == "an open session, and no certificate: the store has no place for one"
    assert blame(report, "DEV-4") == ["observed client"]


def test_without_sessions_with_companions_nothing_is_found(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "auth")
    folder.remove(FRIEND_COMPANION)
    assert failed(looked_at(folder.path)) == set()


def test_an_archived_session_is_not_sent_through(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "auth")
    folder.session(FRIEND_COMPANION, lambda said: said["indexInfo"].update(closed=LINKED * 1000))
    assert failed(looked_at(folder.path)) == set()


def test_the_age_of_lists_is_not_decided(tmp_path: Path) -> None:
    assert missing(looked_at(AUTH_STATE), "LIST-8").count("a signed device list of") == 2
    folder = Folder(tmp_path / "auth")
    folder.remove(FRIEND_COMPANION)
    assert missing(looked_at(folder.path), "LIST-8").count("a signed device list of") == 1
