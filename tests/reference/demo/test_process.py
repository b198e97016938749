"""Commands as processes: they end, they are killed, and they are given up."""

import os
from pathlib import Path

import pytest

from mdaudit.reference.commands.exit_codes import ExitCode
from mdaudit.reference.demo import process
from mdaudit.reference.demo.process import GivenUpError, Process

SERVER = ("server", "--port", "0")


def server(folder: Path) -> Process:
    return Process([*SERVER, "--db", str(folder / "server.db")], {}, folder / "server")


def test_a_command_ends_with_what_it_says(tmp_path: Path) -> None:
    answer = Process(["--version"], {}, tmp_path / "version").finished()
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("mdref ")


def test_a_mistake_is_its_answer(tmp_path: Path) -> None:
    environment = {"MDREF_STORE": str(tmp_path / "none"), "MDREF_PASSPHRASE": "x"}
    answer = Process(["receive"], environment, tmp_path / "receive").finished()
    assert answer.code == ExitCode.UNUSABLE
    assert "expected a store, got no file" in answer.err
    assert "MDREF_STORE" not in os.environ


def test_a_process_is_waited_for_and_stopped(tmp_path: Path) -> None:
    running = server(tmp_path)
    assert "listening on" in running.wait_for(lambda out: out.endswith("\n"))
    running.stop()
    assert running.finished().code == 0


def test_a_process_is_killed(tmp_path: Path) -> None:
    running = server(tmp_path)
    running.kill()
    assert running.finished().code == -9


def test_what_ends_without_the_awaited_word_is_given_up(tmp_path: Path) -> None:
    ended = Process(["no-such-verb"], {}, tmp_path / "none")
    with pytest.raises(GivenUpError, match="No such command"):
        ended.wait_for(lambda out: "ready" in out)


def test_what_does_not_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "PATIENCE", 0.05)
    with pytest.raises(GivenUpError, match="expected an end, got none"):
        server(tmp_path).finished()
