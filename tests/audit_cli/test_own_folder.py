"""A folder of our own files: complete, without old ones, and never somebody else's."""

from pathlib import Path

import pytest

from mdaudit.audit_cli.cannot_look import WrongUsageError
from mdaudit.audit_cli.own_folder import write_folder

HEADER = "; ours"


def write(folder: Path, **files: str) -> None:
    texts = {f"{name}.txt": f"{HEADER}\n{text}\n" for name, text in files.items()}
    write_folder("--smt2", str(folder), texts, HEADER)


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_a_new_folder_is_made(tmp_path: Path) -> None:
    write(tmp_path / "new", one="1", two="2")
    assert names(tmp_path / "new") == {"one.txt", "two.txt"}
    assert (tmp_path / "new" / "one.txt").read_text() == "; ours\n1\n"


def test_our_older_files_are_replaced_or_removed(tmp_path: Path) -> None:
    write(tmp_path, one="1", two="2")
    write(tmp_path, two="3", three="4")
    assert names(tmp_path) == {"two.txt", "three.txt"}
    assert (tmp_path / "two.txt").read_text() == "; ours\n3\n"


@pytest.mark.parametrize("text", ["", "; our", "somebody's thesis"])
def test_a_folder_with_something_else_is_left_alone(tmp_path: Path, text: str) -> None:
    write(tmp_path, one="1")
    (tmp_path / "thesis.txt").write_text(text)
    with pytest.raises(WrongUsageError, match="which this command did not write"):
        write(tmp_path, two="2")
    assert names(tmp_path) == {"one.txt", "thesis.txt"}


def test_a_folder_in_the_folder_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    with pytest.raises(WrongUsageError, match="holds inner"):
        write(tmp_path, one="1")


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "ours", one="1")
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "link.txt").symlink_to(tmp_path / "ours" / "one.txt")
    with pytest.raises(WrongUsageError, match=r"holds link\.txt"):
        write(tmp_path / "links", one="1")


@pytest.mark.parametrize("place", ["file", "absent/folder"])
def test_what_cannot_be_written_is_said(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WrongUsageError, match="cannot be written: "):
        write(tmp_path / place, one="1")


def test_a_file_that_cannot_be_finished_leaves_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    write(tmp_path, one="1")
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(WrongUsageError, match="No space left on device"):
        write(tmp_path, one="2")
    assert names(tmp_path) == {"one.txt"}
    assert (tmp_path / "one.txt").read_text() == "; ours\n1\n"
