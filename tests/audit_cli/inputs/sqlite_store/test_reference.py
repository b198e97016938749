"""The store of the reference client: recognised, and how to get its log is said."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mdaudit.audit_cli.cannot_look import CannotLookError
from mdaudit.audit_cli.inputs.sqlite_store.reference import REFERENCE_TABLES, of_the_reference
from mdaudit.reference.client.store import TABLES
from tests.audit_cli.stored import stored


def test_the_tables_are_those_of_the_reference_client() -> None:
    assert set(re.findall(r"CREATE TABLE (\w+)", TABLES)) == REFERENCE_TABLES


def test_a_store_of_the_reference_client_is_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "alice.db"
    with closing(sqlite3.connect(file)) as database:
        database.executescript(TABLES)
    with pytest.raises(CannotLookError, match="the log of a reference client, got its store") as e:
        stored(file)
    assert f"mdref log --store {file} | mdaudit check -" in str(e.value)


@pytest.mark.parametrize(
    ("name", "typed"),
    [("a b.db", "'a b.db'"), ("standard input", "FILE"), ("a\x1b.db", "FILE")],
)
def test_the_command_can_be_typed_whatever_the_name(name: str, typed: str) -> None:
    assert f"mdref log --store {typed} | " in str(of_the_reference(name))
