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


@pytest.mark.parametrize("name", GUIDE)
def test_every_command_that_is_named_exists(name: str) -> None:
    commands = {command.partition(" ")[2] for command, _ in snapshots.helps()}
    text = (ROOT / name).read_text(encoding="utf-8")
    used = set(re.findall(r"(?:`|\$ |/)mdaudit ([a-z]+)", text))
    assert used <= commands


def test_generated_files_are_current() -> None:
    outdated = [file.relative_to(ROOT).as_posix() for file in snapshots.outdated()]
    assert outdated == [], "run `PYTHONPATH=docs/_ext python -m specpages.snapshots`"


def test_an_outdated_file_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "HELP", tmp_path)
    (tmp_path / "mdaudit-gone.txt").write_text("a command that is gone")
    outdated = {file.name for file in snapshots.outdated()}
    assert {"mdaudit-gone.txt", "mdaudit.txt", "mdaudit-check.txt"} <= outdated
    assert "README.md" not in outdated
