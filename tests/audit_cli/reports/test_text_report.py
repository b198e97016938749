"""The report for people."""

import io
from pathlib import Path

import pytest

from mdaudit.audit_cli.reports.console import PIPED_WIDTH
from mdaudit.audit_cli.reports.text_report import write_text_report
from tests.audit_cli.commands.running import Command
from tests.audit_cli.honest import DAY, START, listed
from tests.audit_cli.reports.eventful import PRINTED, RUNNING, eventful
from tests.audit_cli.terminal import Terminal, terminal_of
from tests.fixtures.evidence.reports.make import DEMO


def test_piped_lines_are_plain_and_of_one_width(mdaudit: Command) -> None:
    out = mdaudit("check", DEMO / "replayed.json").out
    assert "\x1b" not in out
    assert max(len(line) for line in out.splitlines()) <= PIPED_WIDTH
    assert [line for line in out.splitlines() if line != line.rstrip()] == []


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_a_terminal_s_width_and_wish_for_no_colour_are_respected(
    mdaudit: Command, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    terminal = terminal_of(width, monkeypatch)
    mdaudit("check", DEMO / "replayed.json")
    out = terminal.getvalue()
    assert "\x1b[31m" not in out
    assert "LIST-3" in out
    assert "\N{HORIZONTAL ELLIPSIS}" not in out, "nothing is cut"
    lines = terminal.lines()
    assert max(map(len, lines)) <= width
    pinned = "2023-11-14 22:31:42  pin of the primary's key 52b689da "
    assert any(pinned in line for line in lines) == (width >= 80)


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


@pytest.mark.parametrize(
    ("wishes", "coloured"), [({"FORCE_COLOR": "1"}, True), ({"NO_COLOR": "1"}, False), ({}, False)]
)
def test_a_pipe_gets_colours_only_if_they_are_forced(
    mdaudit: Command, monkeypatch: pytest.MonkeyPatch, wishes: dict[str, str], *, coloured: bool
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in wishes.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in mdaudit("check", DEMO / "replayed.json").out) == coloured
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in mdaudit("check", DEMO / "replayed.json").out


def test_everything_occurs_and_nothing_runs_in_the_terminal() -> None:
    stream = io.StringIO()
    write_text_report(eventful(), stream)
    report = stream.getvalue()
    assert [each for each in RUNNING if not each.isprintable() and each in report] == []
    for part in (
        "which are not applied",
        "Suppressed, and not counted: 1",
        "(expired, so it counts)",
        "Which companions are stale in here?",
        "cannot tell  Whether the server showed a newer list.",
        "2 timelines left out",
        "3 events of 15550100001",
        "Notes: 1, which do not count",
        "Suppressed: 1, which do not count",
        "Not audited: 1",
    ):
        assert part in report
    assert f"The suppression of DEV-7 for nothing {PRINTED}" in " ".join(report.split())
    _, timelines = report.split("\nTimeline of", 1)
    assert "(suppressed)" in timelines
    assert "explained    mdaudit explain LIST-7\n" in report
