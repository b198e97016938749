"""What README.md, ARCHITECTURE.md and the guide say exists, exists."""

import re
from pathlib import Path

import pytest
from specpages import snapshots

from tests.repository.checkout import FOLDERS, ROOT

TOP = (*FOLDERS, "docs", "tests")
NAMED = re.compile(rf"(?<![\w./-])((?:{'|'.join(TOP)})/[\w./-]*|[A-Z]+\.md|LICENSE|Makefile)")
GENERATED = ("docs/_build",)
GUIDE = ["README.md", "ARCHITECTURE.md", *(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md"))]


def named(text: str) -> set[str]:
    """Return the paths that a text names."""
    found = {path.rstrip("./") for path in NAMED.findall(text.replace("\\_", "_"))}
    return {path for path in found if not path.startswith(GENERATED)}


@pytest.mark.parametrize("name", GUIDE)
def test_every_path_that_is_named_exists(name: str) -> None:
    paths = named((ROOT / name).read_text(encoding="utf-8"))
    assert {path for path in paths if not (ROOT / path).exists()} == set()


def test_a_path_that_does_not_exist_is_noticed() -> None:
    assert named("see `spec/nothing.py`, [it](docs/honesty.md).") == {
        "spec/nothing.py",
        "docs/honesty.md",
    }


@pytest.mark.parametrize("name", GUIDE)
def test_every_make_target_that_is_named_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    used = set(re.findall(r"(?:`|\$ )make ([a-z-]+)", (ROOT / name).read_text(encoding="utf-8")))
    assert used <= targets


def commands(text: str) -> set[str]:
    """Return the commands that a text names, each with its verb."""
    return {" ".join(found) for found in re.findall(r"(?:`|\$ |/)(mdaudit|mdref) ([a-z]+)", text)}


@pytest.mark.parametrize("name", GUIDE)
def test_every_command_that_is_named_exists(name: str) -> None:
    there = {command for command, _ in snapshots.all_helps()}
    assert commands((ROOT / name).read_text(encoding="utf-8")) <= there


def test_a_command_that_does_not_exist_is_noticed() -> None:
    assert commands("Try `mdref sent` or\n$ mdaudit check x") == {"mdref sent", "mdaudit check"}


def test_generated_files_are_current() -> None:
    outdated = [file.relative_to(ROOT).as_posix() for file in snapshots.outdated()]
    assert outdated == [], "run `PYTHONPATH=docs/_ext python -m specpages.snapshots`"


def test_an_outdated_file_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("HELP", "SCHEMA"):
        monkeypatch.setattr(snapshots, folder, tmp_path / folder)
    gone = tmp_path / "HELP" / "mdaudit-gone.txt"
    gone.parent.mkdir()
    gone.write_text("a command that is gone")
    outdated = {file.name for file in snapshots.outdated()}
    assert {"mdaudit-gone.txt", "mdaudit-check.txt", "mdref-send.txt", "report.json"} <= outdated
    assert "README.md" not in outdated
    snapshots.write()
    assert snapshots.outdated() == []
    assert not gone.exists()
