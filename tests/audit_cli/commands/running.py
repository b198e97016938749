"""Run the command in this process, as a shell would."""

import json
from dataclasses import dataclass

import pytest
from jsonschema import Draft202012Validator

from mdaudit.audit_cli.commands import run
from mdaudit.audit_cli.schemas import schema_of

REPORT = Draft202012Validator(schema_of("report"))
"""What every JSON report in the tests has to be like."""


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
        if "check" in arguments and "json" in arguments and captured.out:
            REPORT.validate(json.loads(captured.out))
        return Run(int(code), captured.out, captured.err)
