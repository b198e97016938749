"""`mdaudit schema`, and the schemas that are committed."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from mdaudit.audit_cli.commands.schema import NAMES
from mdaudit.audit_cli.exit_codes import ExitCode
from mdaudit.audit_cli.schemas import SCHEMAS
from tests.audit_cli.commands.running import Command

RECORDED = Path(__file__).parents[3] / "docs" / "recorded" / "schemas"


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_schema_is_the_one_that_is_printed(mdaudit: Command, name: str) -> None:
    """After a change, write it again: ``make record``."""
    ran = mdaudit("schema", name)
    assert ran.code == ExitCode.CLEAN
    assert ran.out == (RECORDED / f"{name}.json").read_text(encoding="utf-8")
    Draft202012Validator.check_schema(json.loads(ran.out))


def test_every_schema_can_be_printed_and_is_committed() -> None:
    assert [*SCHEMAS] == [*NAMES]
    assert sorted(file.stem for file in RECORDED.iterdir()) == sorted(NAMES)


def test_without_a_name_it_is_the_report_s(mdaudit: Command) -> None:
    assert json.loads(mdaudit("schema").out)["$id"] == "urn:mdaudit:schema:report"


def test_an_unknown_name_is_wrong_usage(mdaudit: Command) -> None:
    ran = mdaudit("schema", "findings")
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert "'findings' is not one of" in ran.err
