"""A folder: every input in it is looked at, and one that cannot be keeps no other from it."""

import os
import shutil
from pathlib import Path

import pytest

from mdaudit.audit_cli.cannot_look import CannotLookError
from mdaudit.audit_cli.inputs import folder as folders
from mdaudit.audit_cli.inputs.document import Document
from mdaudit.audit_cli.inputs.lone_object import Given
from mdaudit.audit_cli.inputs.recognise import documents
from tests.audit_cli.honest import PHONE, START, listed
from tests.fixtures.stores.make import AUTH_STATE, database

LIST = listed(10, (0, 1, 2))


def read(path: Path) -> tuple[list[Document], str]:
    """Return the documents of a folder, and the lines of the error at its end."""
    found: list[Document] = []
    try:
        for document in documents(str(path), Given(START)):
            found.append(document)  # noqa: PERF402 - what came before an error counts
    except CannotLookError as problem:
        return found, "\n".join(problem.lines)
    return found, ""


def test_every_file_and_every_store_in_it_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a.list").write_bytes(LIST)
    (tmp_path / "b" / "c.list").write_bytes(listed(20, (0,), embedded=PHONE.public))
    database(tmp_path / "b" / "store.db")
    shutil.copytree(AUTH_STATE, tmp_path / "b" / "auth")
    found, problem = read(tmp_path)
    names = [document.name.removeprefix(f"{tmp_path}/") for document in found]
    assert (names, problem) == (["a.list", "b/auth", "b/c.list", "b/store.db"], "")


def test_what_cannot_be_audited_is_named_after_the_rest(tmp_path: Path) -> None:
    (tmp_path / "1").write_bytes(b"nonsense")
    (tmp_path / "2").write_bytes(LIST)
    (tmp_path / "3").write_bytes(b"")
    found, problem = read(tmp_path)
    assert [document.name for document in found] == [str(tmp_path / "2")]
    first, third = problem.splitlines()
    assert first.startswith(f"{tmp_path}/1: expected")
    assert third.startswith(f"{tmp_path}/3: expected")


def test_each_of_many_unreadable_files_has_a_line(tmp_path: Path) -> None:
    for number in range(250):
        (tmp_path / str(number)).write_bytes(b"")
    assert len(read(tmp_path)[1].splitlines()) == 250


def test_hidden_files_links_and_pipes_are_left_out(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "outside").write_bytes(LIST)
    (inside / ".hidden").write_bytes(b"nonsense")
    (inside / "link").symlink_to(tmp_path / "outside")
    (inside / "up").symlink_to(tmp_path)
    os.mkfifo(inside / "pipe")
    found, problem = read(inside)
    assert found == []
    assert "a folder with something in it" in problem


def test_too_many_inputs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "MOST_INPUTS", 1)
    for name in "ab":
        (tmp_path / name).write_bytes(LIST)
    assert "at most 1 inputs" in read(tmp_path)[1]


def test_a_folder_in_it_that_cannot_be_listed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(LIST)
    (tmp_path / "locked").mkdir()
    listing = os.scandir

    def refused(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return listing(path)

    monkeypatch.setattr(os, "scandir", refused)
    found, problem = read(tmp_path)
    assert len(found) == 1
    assert "locked: expected a readable folder, got Permission denied" in problem
