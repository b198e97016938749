"""Loot is a file of JSON lines, or nowhere."""

from pathlib import Path

import pytest

from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.envelope import Kind
from mdaudit.reference.protocol.part import read
from mdaudit.reference.server.adversary.loot import Loot, PrivateKeys, Taken
from tests.reference.scene import ALICE, BOB, START

KEYS = PrivateKeys(1, bytes(32), 1, bytes([1] * 32))
TAKEN = Taken(START, "m1", Address(BOB, 0), Address(ALICE, 1), Kind.PRE_KEY, b"sealed", keys=KEYS)


def test_each_line_is_what_was_taken(tmp_path: Path) -> None:
    file = tmp_path / "loot"
    file.write_text("of another run")
    loot = Loot(file)
    loot.add(TAKEN)
    loot.add(TAKEN)
    assert [read(line, Taken) for line in file.read_bytes().splitlines()] == [TAKEN, TAKEN]


def test_without_a_file_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Loot().add(TAKEN)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        Loot(tmp_path)
