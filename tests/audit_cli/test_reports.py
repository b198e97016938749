"""Every format, to the letter, on the evidence of the demonstration."""

import pytest

from mdaudit.audit_cli.reports import FORMATS
from tests.audit_cli.commands.running import Command
from tests.fixtures.evidence.reports.make import DEMO, NAMES, golden


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", NAMES)
def test_the_report_is_the_recorded_one(
    mdaudit: Command, monkeypatch: pytest.MonkeyPatch, name: str, form: str
) -> None:
    monkeypatch.chdir(DEMO)
    out = mdaudit("check", f"{name}.json", "--format", form).out
    assert out == golden(name, form).read_text(encoding="utf-8")
