"""What long work is doing: only for people, and only when it is long."""

import pytest

from mdaudit.audit_cli.commands.progress import counting, following
from tests.audit_cli.terminal import Terminal


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Put a terminal in place of standard error."""
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    return stream


def test_a_terminal_sees_the_count_and_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    with counting("documents audited") as next_one:
        next_one("dump, line 1")
        next_one("[bold]dump[/], line 2")
    assert "documents audited" in shown.getvalue()
    assert "[bold]dump[/], line 2" in shown.getvalue()


def test_nothing_is_shown_of_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    with counting("documents audited"):
        pass
    assert shown.getvalue() == ""


def test_elsewhere_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with counting("documents audited") as next_one, following("proving") as tell:
        next_one("one")
        tell("another")
    assert capsys.readouterr() == ("", "")


def test_a_terminal_sees_the_present_task(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = terminal(monkeypatch)
    with following("proving") as tell:
        tell("promise 1")
    assert "proving" in shown.getvalue()
