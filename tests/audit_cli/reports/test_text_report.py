"""The report for people, to the letter."""

import io
from pathlib import Path

import pytest

from mdaudit.audit_cli.reports.console import PIPED_WIDTH
from tests.audit_cli.commands.running import Command
from tests.audit_cli.honest import DAY, START, listed
from tests.audit_cli.test_demo import DEMO

GOLDEN = Path(__file__).parents[2] / "fixtures" / "evidence" / "reports"


@pytest.mark.parametrize("name", ["clean", "replayed"])
def test_the_report_is_the_recorded_one(
    mdaudit: Command, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(DEMO)
    assert mdaudit("check", f"{name}.json").out == (GOLDEN / f"{name}.txt").read_text()


def test_piped_lines_are_plain_and_of_one_width(mdaudit: Command) -> None:
    out = mdaudit("check", DEMO / "replayed.json").out
    assert "\x1b" not in out
    assert max(len(line) for line in out.splitlines()) <= PIPED_WIDTH
    assert [line for line in out.splitlines() if line != line.rstrip()] == []


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_terminal_s_width_and_wish_for_no_colour_are_respected(
    mdaudit: Command, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    mdaudit("check", DEMO / "replayed.json")
    out = terminal.getvalue()
    assert "\x1b[31m" not in out
    assert "LIST-3" in out


def test_a_terminal_gets_colours(mdaudit: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    mdaudit("check", DEMO / "replayed.json")
    assert "\x1b[" in terminal.getvalue()


def test_only_notes_are_counted_apart(mdaudit: Command, tmp_path: Path) -> None:
    file = tmp_path / "list"
    file.write_bytes(listed(10, (0, 1, 2)))
    out = mdaudit("check", file, "--at", START + 36 * DAY).out
    assert "Findings: none\nNotes: 1, which do not count\n" in out
