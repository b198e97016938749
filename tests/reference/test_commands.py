"""The command as a user meets it: help, one-line errors, exit codes, and a quick start."""

import re
import subprocess
import sys

import pytest

from mdaudit.reference import commands
from mdaudit.reference.commands import VERBS, run
from mdaudit.reference.commands.exit_codes import ExitCode


@pytest.mark.parametrize("asked", [["--help"], ["-h"], ["--version"]])
def test_help_and_version(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(asked) == ExitCode.DONE
    out, err = capsys.readouterr()
    assert "mdref" in out
    assert err == ""


def test_help_says_what_every_exit_code_means(capsys: pytest.CaptureFixture[str]) -> None:
    run(["--help"])
    assert ExitCode.INTERRUPTED.value == 130
    listed = re.findall(r"^ +(\d+)  \S", capsys.readouterr().out, re.MULTILINE)
    assert [int(code) for code in listed] == [code.value for code in ExitCode]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([verb, "--help"]) == ExitCode.DONE
    out, err = capsys.readouterr()
    assert out.startswith(f"Usage: mdref {verb}")
    assert err == ""


def test_the_version_is_that_of_the_distribution(capsys: pytest.CaptureFixture[str]) -> None:
    from mdaudit.audit_cli import __version__  # noqa: PLC0415 - only compared

    run(["--version"])
    assert capsys.readouterr().out == f"mdref {__version__}\n"


def test_an_unknown_verb_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["nonsense"]) == ExitCode.USAGE
    err = capsys.readouterr().err
    assert "nonsense" in err
    assert err.count("\n") == 1


def test_wrong_usage_says_where_the_right_one_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["send"]) == ExitCode.USAGE
    assert capsys.readouterr().err == "mdref: Missing argument 'ACCOUNT'; see mdref send --help\n"


def test_without_a_verb_there_is_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == ExitCode.USAGE
    err = capsys.readouterr().err
    assert all(verb in err for verb in VERBS)


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (RuntimeError("a\nb"), ExitCode.INTERNAL),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED),
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
    assert run(["demo"]) == code
    err = capsys.readouterr().err
    assert err.startswith("mdref: ")
    assert err.count("\n") == 1


def test_the_command_starts_without_its_verbs() -> None:
    slow = ("httpx", "xeddsa", "mdaudit.spec.reading", "sqlalchemy")
    program = (
        f"import sys, mdaudit.reference.commands; print([m for m in {slow} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", program], check=True, capture_output=True, text=True
    )
    assert done.stdout == "[]\n"
