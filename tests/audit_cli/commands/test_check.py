"""`mdaudit check`, from its arguments to its exit code."""

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from mdaudit.audit_cli.exit_codes import ExitCode
from mdaudit.audit_cli.reports import FORMATS
from tests.audit_cli.commands.running import Command
from tests.audit_cli.commands.severities import critical, high, inconclusive, low, medium, write
from tests.audit_cli.honest import (
    PHONE,
    honest,
    listed,
)
from tests.audit_cli.signing import base64

MDAUDIT = Path(sys.executable).with_name("mdaudit")
LIST = listed(10, (0, 1, 2))


CODES = [
    (honest, ExitCode.CLEAN),
    (low, ExitCode.LOW),
    (medium, ExitCode.MEDIUM),
    (high, ExitCode.HIGH),
    (critical, ExitCode.CRITICAL),
    (inconclusive, ExitCode.CLEAN),
]


@pytest.mark.parametrize(("make", "code"), CODES)
@pytest.mark.parametrize("form", FORMATS)
def test_the_exit_code_tells_the_highest_severity_in_every_format(
    mdaudit: Command, file: Path, make: Any, code: ExitCode, form: str
) -> None:
    ran = mdaudit("check", write(file, make()), "--format", form)
    assert ran.code == code
    assert ran.err == ""


def test_findings_below_the_threshold_do_not_count(mdaudit: Command, file: Path) -> None:
    write(file, high())
    assert mdaudit("check", file, "--fail-on", "high").code == ExitCode.HIGH
    assert mdaudit("check", file, "--fail-on", "critical").code == ExitCode.CLEAN


def test_findings_can_be_told_not_to_count(mdaudit: Command, file: Path) -> None:
    ran = mdaudit("check", write(file, critical()), "--exit-zero")
    assert ran.code == ExitCode.CLEAN
    assert "FAN-1" in ran.out


def test_strictly_the_inconclusive_counts(mdaudit: Command, file: Path) -> None:
    assert mdaudit("check", write(file, inconclusive()), "--strict").code == ExitCode.INCONCLUSIVE
    assert mdaudit("check", write(file, honest()), "--strict").code == ExitCode.CLEAN
    assert mdaudit("check", write(file, high()), "--strict").code == ExitCode.HIGH


def test_an_input_that_cannot_be_audited_counts_unless_there_are_findings(
    mdaudit: Command, file: Path
) -> None:
    absent = file.with_name("absent")
    ran = mdaudit("check", absent)
    assert (ran.code, ran.out) == (ExitCode.NOT_AUDITED, "")
    assert ran.err.count("\n") == 1
    assert mdaudit("check", write(file, honest()), absent).code == ExitCode.NOT_AUDITED
    ran = mdaudit("check", write(file, high()), absent)
    assert ran.code == ExitCode.HIGH
    assert "Not audited: 1" in ran.out
    ran = mdaudit("check", file, absent, "--exit-zero")
    assert ran.code == ExitCode.NOT_AUDITED, "only findings are told not to count"


def test_evidence_that_decides_nothing_was_not_audited(mdaudit: Command, file: Path) -> None:
    evidence = {"format": "mdaudit-evidence/1", "accounts": [{"account": "15550100001"}]}
    ran = mdaudit("check", write(file, evidence))
    assert ran.code == ExitCode.NOT_AUDITED
    assert "expected evidence that decides a rule" in ran.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Missing argument 'INPUT...'"),
        (("x", "--primary-key", "YQ=="), "--primary-key: expected 32 bytes, got 1"),
        (("x", "--format", "pdf"), "'pdf' is not one of"),
        (("x", "--fail-on", "note"), "'note' is not one of"),
        (("x", "--at", "-1"), "--at"),
        (("x", "--at", 10**12), "--at: expected Unix seconds"),
        (("x", "--policy", "/no/such/file"), "expected a readable file, got No such file"),
        (("x", "--suppressions", "/no/such/file"), "expected a readable file, got No such file"),
        (("x", "--fingerprint-key", "?"), "--fingerprint-key"),
        (("x", "--nonsense"), "No such option"),
    ],
)
def test_wrong_usage_is_one_line(
    mdaudit: Command, arguments: tuple[object, ...], words: str
) -> None:
    ran = mdaudit("check", *arguments)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert words in ran.err
    assert ran.err.count("\n") == 1


def test_a_defect_is_one_line(
    mdaudit: Command, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def defect(*_: object, **__: object) -> None:
        raise LookupError("two\nlines")

    monkeypatch.setattr("mdaudit.audit_cli.library.replayed", defect)
    ran = mdaudit("check", write(file, honest()))
    assert (ran.code, ran.out) == (ExitCode.INTERNAL, "")
    assert ran.err == r"mdaudit: internal error, please report it: LookupError('two\nlines')" + "\n"


def test_a_stream_is_audited_line_by_line(mdaudit: Command, file: Path) -> None:
    lines = [json.dumps(each) for each in (honest(), high(), honest())]
    file.write_text("\n".join(lines))
    ran = mdaudit("check", file, "--format", "json")
    assert ran.code == ExitCode.HIGH
    report = json.loads(ran.out)
    assert [f["evidence"]["input"] for f in report["findings"]] == [f"{file}, line 2"]


@pytest.mark.parametrize(
    ("make", "code"), [(honest, 0), (high, 13), (critical, 14)], ids=["clean", "high", "critical"]
)
def test_as_a_program_it_says_the_same(file: Path, make: Any, code: int) -> None:
    ran = subprocess.run([MDAUDIT, "check", write(file, make())], check=False, capture_output=True)
    assert (ran.returncode, ran.stderr) == (code, b"")


def test_as_a_program_it_reads_standard_input() -> None:
    ran = subprocess.run(
        [MDAUDIT, "check", "-", "--primary-key", base64(PHONE.public)],
        check=False,
        input=LIST,
        capture_output=True,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"standard input: ADVSignedKeyIndexList" in ran.stdout


def test_a_reader_that_stops_is_no_defect(file: Path) -> None:
    write(file, critical())
    with subprocess.Popen(
        [MDAUDIT, "check", file, "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        error = process.stderr.read()
        with suppress(subprocess.TimeoutExpired):
            process.wait(60)
    assert b"Traceback" not in error
