"""The story as a user meets it, and its evidence."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mdaudit.reference.commands import run
from mdaudit.reference.commands.exit_codes import ExitCode

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


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
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


def test_whoever_stops_reading_gets_no_traceback() -> None:
    shell = f"{PROGRAMS / 'mdref'} story | head -1"
    done = subprocess.run(["bash", "-c", shell], check=True, capture_output=True, text=True)
    assert done.stderr == ""
