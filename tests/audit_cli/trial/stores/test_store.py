"""A store on the command line: findings, answers and exit codes, as for any other input."""

import json
from pathlib import Path

import pytest

from tests.audit_cli.commands.running import Command
from tests.fixtures.stores.make import AUTH_STATE, FRIEND_COMPANION, LOOKED_AT, Folder, database

QUESTIONS = [
    "Which companions are stale in here?",
    "Whose main device will not get my messages?",
    "Why might I have been unlinked?",
]


@pytest.fixture
def mdaudit(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


def test_both_stores_are_recognised_and_the_questions_answered(
    mdaudit: Command, tmp_path: Path
) -> None:
    store = database(tmp_path / "store.db").path
    run = mdaudit("check", AUTH_STATE, store, "--at", LOOKED_AT, "--format", "json")
    report = json.loads(run.out)
    assert run.code == 14
    assert [found["kind"] for found in report["inputs"]] == [
        "auth state (folder of JSON files)",
        "whatsmeow store (SQLite)",
    ]
    assert [answer["question"] for answer in report["answers"]] == QUESTIONS * 2
    assert {finding["rule"] for finding in report["findings"]} == {"DEV-4"}


def test_the_text_report_answers_too(mdaudit: Command) -> None:
    run = mdaudit("check", AUTH_STATE, "--at", LOOKED_AT)
    assert [question for question in QUESTIONS if question not in run.out] == []


def test_a_store_without_companions_of_others_is_clean(mdaudit: Command, tmp_path: Path) -> None:
    folder = Folder(tmp_path / "auth")
    folder.remove(FRIEND_COMPANION)
    assert mdaudit("check", folder.path, "--at", LOOKED_AT).code == 0


def test_a_damaged_store_is_not_audited(mdaudit: Command, tmp_path: Path) -> None:
    folder = Folder(tmp_path / "auth")
    (folder.path / "creds.json").write_text("{", encoding="utf-8")
    run = mdaudit("check", folder.path)
    assert run.code == 3
    assert "Traceback" not in run.out + run.err
    assert "creds.json: expected a file of an auth state" in run.err


def test_a_damaged_database_is_not_audited(mdaudit: Command, tmp_path: Path) -> None:
    store = database(tmp_path / "store.db").path
    store.write_bytes(store.read_bytes()[:5000])
    run = mdaudit("check", store)
    assert run.code == 3
    assert "expected a sound client database" in run.err
