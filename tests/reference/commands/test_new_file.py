"""A new file is there in the end, or never was."""

import stat
from pathlib import Path

import click
import pytest

from mdaudit.reference.commands.new_file import new_file


def test_it_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "new"
    with new_file(file, "new"):
        file.write_bytes(b"content")
    assert file.read_bytes() == b"content"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_it_is_removed_if_the_block_does_not_end_well(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), new_file(tmp_path / "new", "new"):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_stays(tmp_path: Path) -> None:
    file = tmp_path / "old"
    file.write_bytes(b"content")
    for taken in (file, tmp_path, tmp_path / "no" / "folder"):
        with (
            pytest.raises(click.UsageError, match=r"--it: expected a new file, got .*; name"),
            new_file(taken, "--it"),
        ):
            pytest.fail("it was made")
    assert file.read_bytes() == b"content"
