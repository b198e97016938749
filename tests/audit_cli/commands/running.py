"""Run the command in this process, as a shell would."""

from dataclasses import dataclass

import pytest

from mdaudit.audit_cli.commands import run


@dataclass
class Run:
    """What a run of the command left behind."""

    code: int
    out: str
    err: str


class Command:
    """The command `mdaudit`."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: object) -> Run:
        code = run([str(argument) for argument in arguments])
        captured = self.capsys.readouterr()
        return Run(int(code), captured.out, captured.err)
