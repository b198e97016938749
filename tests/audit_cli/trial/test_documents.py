"""The audit of whole documents."""

from tests.audit_cli.honest import (
    honest,
)
from tests.audit_cli.verdicts import audited


def test_an_honest_world_is_clean() -> None:
    report = audited(honest())
    assert report.findings == []
    assert {result.answer.value for result in report.results} == {"pass"}


def test_an_account_without_anything_decides_nothing() -> None:
    report = audited({"format": "mdaudit-evidence/1", "accounts": [{"account": "15550100009"}]})
    assert {result.answer.value for result in report.results} == {"inconclusive"}
    assert not report.decided
