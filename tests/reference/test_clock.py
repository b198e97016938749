"""The system's clock, or a file that says what time it is."""

import time
from pathlib import Path

import pytest

from mdaudit.reference.clock import ENVIRONMENT, ClockError, clock_from, system_clock


def test_the_system_clock_shows_the_time() -> None:
    before = int(time.time())
    assert before <= system_clock() <= time.time()


def test_a_file_clock_shows_what_the_file_says_each_time(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    file.write_text("1700000000\n")
    clock = clock_from(f"@{file}")
    assert clock() == 1_700_000_000
    file.write_text("1700000060")
    assert clock() == 1_700_000_060


def test_the_environment_chooses_where_nothing_else_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "clock"
    file.write_text("5")
    monkeypatch.setenv(ENVIRONMENT, f"@{file}")
    assert clock_from(None)() == 5
    assert clock_from("system") is system_clock
    monkeypatch.delenv(ENVIRONMENT)
    assert clock_from(None) is system_clock


@pytest.mark.parametrize("text", ["", "now", "-1", "1.5", "\x80"])
def test_a_file_without_a_time_is_no_clock(text: str, tmp_path: Path) -> None:
    file = tmp_path / "clock"
    file.write_text(text, encoding="latin-1")
    with pytest.raises(ClockError, match=r"expected .*, got .*; write Unix seconds there"):
        clock_from(f"@{file}")


def test_a_file_that_is_not_there_is_no_clock(tmp_path: Path) -> None:
    with pytest.raises(ClockError, match="No such file"):
        clock_from(f"@{tmp_path / 'clock'}")


def test_another_word_names_no_clock() -> None:
    with pytest.raises(ClockError, match="expected system or @FILE, got 'noon'"):
        clock_from("noon")
