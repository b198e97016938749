"""The command line as a whole."""

import errno
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from mdaudit.audit_cli import __version__
from mdaudit.audit_cli.commands import VERBS, mdaudit, run
from mdaudit.audit_cli.exit_codes import ExitCode
from mdaudit.spec.chapters import RULES
from tests.audit_cli.commands.running import Command

MDAUDIT = Path(sys.executable).with_name("mdaudit")


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == ExitCode.CLEAN
    assert capsys.readouterr().out == f"mdaudit {__version__}\n"


def test_the_version_needs_nothing_that_is_slow_to_load() -> None:
    program = """
import sys
from mdaudit.audit_cli.commands import run
run(["--version"])
slow = ("rich", "msgspec", "xeddsa", "mdaudit.spec", "importlib.metadata")
print(*(name for name in sys.modules if name.startswith(slow)))
"""
    ran = subprocess.run(
        [sys.executable, "-P", "-c", program], check=True, capture_output=True, text=True
    )
    assert ran.stdout.splitlines()[1:] == [""]


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["rules", "-h"]])
def test_help_is_no_error(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert run(arguments) == ExitCode.CLEAN
    assert "Usage: mdaudit" in capsys.readouterr().out


def test_every_verb_has_its_command_and_its_line() -> None:
    context = click.Context(mdaudit)
    for verb in VERBS:
        command = mdaudit.get_command(context, verb)
        assert command
        assert command.name == verb


@pytest.mark.parametrize("arguments", [["chek"], ["check"], ["--no-such-option"]])
def test_wrong_usage_is_one_line(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert run(arguments) == ExitCode.USAGE
    error = capsys.readouterr().err
    assert error.startswith("mdaudit: ")
    assert error.count("\n") == 1


def test_without_a_verb_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == ExitCode.USAGE
    assert "Commands:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("interruption", "code"),
    [
        (KeyboardInterrupt(), ExitCode.INTERRUPTED),
        (BrokenPipeError(), ExitCode.CLEAN),
        (OSError(errno.ENOSPC, "No space left on device"), ExitCode.NOT_AUDITED),
        (OSError(errno.EIO, "Input/output error"), ExitCode.INTERNAL),
    ],
)
def test_an_interruption_is_no_defect(
    monkeypatch: pytest.MonkeyPatch, interruption: BaseException, code: ExitCode
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise interruption

    monkeypatch.setattr(mdaudit, "main", interrupt)
    with Path("/dev/null").open("w") as nowhere:
        monkeypatch.setattr("sys.stderr", nowhere)
        assert run(["rules"]) == code


def test_an_error_in_a_chapter_names_its_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    unset: Any = None

    def edited(*_: object, **__: object) -> None:
        RULES["LIST-3"](unset, unset)

    monkeypatch.setattr(mdaudit, "main", edited)
    assert run(["prove"]) == ExitCode.INTERNAL
    error = capsys.readouterr().err
    assert "mdaudit: spec/device_list/acceptance.py, line " in error
    assert "please report" not in error


def test_it_runs_as_a_program() -> None:
    ran = subprocess.run([MDAUDIT, "--version"], check=False, capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (0, f"mdaudit {__version__}\n")


def test_unknown_verbs_name_themselves(mdaudit: Command) -> None:
    assert "chek" in mdaudit("chek").err
