"""Pointers lead into the store, and tell nobody's number."""

from pathlib import Path

from mdaudit.audit_cli.redact import Names
from mdaudit.audit_cli.trial.stores.places import Places
from tests.audit_cli.stored import looked_at, memory
from tests.audit_cli.verdicts import finding
from tests.fixtures.stores.make import (
    AUTH_STATE,
    COLLEAGUE,
    FRIEND,
    FRIEND_HIDDEN,
    FRIENDS_DEVICES,
    GROUP,
    OWN,
    OWN_HIDDEN,
    Folder,
)


def test_a_report_tells_no_identifier(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "auth")
    folder.write(FRIENDS_DEVICES, ["9"])
    said = repr(looked_at(folder.path))
    secret = (OWN, FRIEND, COLLEAGUE, OWN_HIDDEN, FRIEND_HIDDEN, GROUP.partition("@")[0])
    assert [identifier for identifier in secret if identifier in said] == []


def test_an_account_has_its_name_in_the_report() -> None:
    (pointer,) = finding(looked_at(AUTH_STATE), "DEV-4").pointers
    account = finding(looked_at(AUTH_STATE), "DEV-4").account
    assert pointer.startswith(f"/session-{account}.3.json/_sessions/")


def test_the_caller_may_ask_for_identifiers() -> None:
    pointer = f"/sender-key-{GROUP}--{OWN}--12.json"
    hidden = Places(memory(AUTH_STATE), Names()).shown(pointer)
    assert hidden == "/sender-key-#@g.us--account#1--12.json"
    assert Places(memory(AUTH_STATE), Names(show_identifiers=True)).shown(pointer) == pointer
