"""The command as a user meets it: the story, its evidence, and one-line errors."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mdaudit.reference import commands
from mdaudit.reference.commands import ExitCode, run

PROGRAMS = Path(sys.executable).parent


def test_the_story_is_told_in_time() -> None:
    before = time.monotonic()
    done = subprocess.run([PROGRAMS / "mdref", "story"], check=True, capture_output=True, text=True)
    assert time.monotonic() - before < 3
    assert done.stdout.startswith("1. Alice's phone links a laptop.")
    assert done.stderr == ""


def test_its_evidence_is_audited_as_clean(tmp_path: Path) -> None:
    file = tmp_path / "bob.json"
    assert run(["story", "--evidence", str(file)]) == ExitCode.DONE
    done = subprocess.run(
        [PROGRAMS / "mdaudit", "check", "--format", "json", file],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    findings = {f["rule"]: f["severity"] for f in json.loads(done.stdout)["findings"]}
    assert {"LIST-3", "DEV-1", "DEV-4"} <= set(findings)
    assert set(findings.values()) == {"note"}


@pytest.mark.parametrize("asked", [["--help"], ["-h"], ["story", "--help"], ["--version"]])
def test_help_and_version(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(asked) == ExitCode.DONE
    out, err = capsys.readouterr()
    assert "mdref" in out
    assert err == ""


def test_the_version_is_that_of_the_distribution(capsys: pytest.CaptureFixture[str]) -> None:
    from mdaudit.audit_cli import __version__  # noqa: PLC0415 - only compared

    run(["--version"])
    assert capsys.readouterr().out == f"mdref {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nonsense"], "nonsense"),
        (["story", "--nonsense"], "--nonsense"),
        (["story", "--evidence"], "--evidence"),
        (["story", "--evidence", "no/such/folder/file"], "No such file"),
        (["story", "--evidence", "."], "not a plain file"),
        (["story", "--evidence", "a\0b"], "null byte"),
    ],
)
def test_a_mistake_is_one_line(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == ExitCode.USAGE
    err = capsys.readouterr().err
    assert err.startswith("mdref: ")
    assert words in err
    assert err.count("\n") == 1


def test_without_a_verb_there_is_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == ExitCode.USAGE
    assert "story" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (RuntimeError("a\nb"), ExitCode.INTERNAL),
        (KeyboardInterrupt(), ExitCode.USAGE),
    ],
)
def test_a_defect_is_one_line(
    problem: BaseException,
    code: ExitCode,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise problem

    monkeypatch.setattr(commands.mdref, "main", fails)
    assert run(["story"]) == code
    err = capsys.readouterr().err
    assert err.startswith("mdref: ")
    assert err.count("\n") == 1


def test_the_command_starts_without_the_story() -> None:
    program = "import sys, mdaudit.reference.commands; print('xeddsa' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-P", "-c", program], check=True, capture_output=True, text=True
    )
    assert done.stdout == "False\n"


def test_whoever_stops_reading_gets_no_traceback() -> None:
    shell = f"{PROGRAMS / 'mdref'} story | head -1"
    done = subprocess.run(["bash", "-c", shell], check=True, capture_output=True, text=True)
    assert done.stderr == ""
