"""The table of servers that lie says what their docstrings say."""

import re
from importlib import import_module

import pytest

from mdaudit.reference.server.adversary import MODES
from tests.repository.checkout import ROOT

PAGE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([a-z-]+)` \|(.*)\|$", re.MULTILINE)
RULE = re.compile(r"\b[A-Z]+-\d+\b")
THREAT = re.compile(r"\bT\d+\b")


def rows(page: str) -> dict[str, str]:
    """Return the rows of the table by the names of the modes."""
    return dict(ROW.findall(page))


def test_every_mode_has_a_row() -> None:
    assert set(rows(PAGE)) == set(MODES)


@pytest.mark.parametrize("mode", sorted(MODES))
@pytest.mark.parametrize("names", [RULE, THREAT], ids=["rules", "threats"])
def test_a_row_names_what_the_docstring_names(mode: str, names: re.Pattern[str]) -> None:
    docstring = import_module(MODES[mode].__module__).__doc__ or ""
    assert set(names.findall(docstring)) == set(names.findall(rows(PAGE)[mode]))


def test_rows_are_told_from_other_lines() -> None:
    assert rows("| Mode | What |\n|---|---|\n| `a-b` | x LIST-3 |\n") == {"a-b": " x LIST-3 "}
