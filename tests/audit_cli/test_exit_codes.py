"""The exit code is the first that applies."""

import pytest

from mdaudit.audit_cli.exit_codes import ExitCode, exit_code
from mdaudit.audit_cli.severity import Severity

NOTE, LOW, MEDIUM, HIGH, CRITICAL = Severity


@pytest.mark.parametrize(
    ("highest", "fail_on", "all_audited", "inconclusive", "exit_zero", "expected"),
    [
        (NOTE, LOW, True, False, False, ExitCode.CLEAN),
        (NOTE, LOW, True, True, False, ExitCode.INCONCLUSIVE),
        (NOTE, LOW, False, True, False, ExitCode.NOT_AUDITED),
        (LOW, LOW, False, True, False, ExitCode.LOW),
        (MEDIUM, LOW, True, False, False, ExitCode.MEDIUM),
        (HIGH, LOW, True, False, False, ExitCode.HIGH),
        (CRITICAL, CRITICAL, True, False, False, ExitCode.CRITICAL),
        (HIGH, CRITICAL, True, False, False, ExitCode.CLEAN),
        (HIGH, CRITICAL, False, False, False, ExitCode.NOT_AUDITED),
        (CRITICAL, LOW, True, False, True, ExitCode.CLEAN),
        (CRITICAL, LOW, False, False, True, ExitCode.NOT_AUDITED),
        (CRITICAL, LOW, True, True, True, ExitCode.INCONCLUSIVE),
    ],
)
def test_the_first_that_applies_counts(
    *,
    highest: Severity,
    fail_on: Severity,
    all_audited: bool,
    inconclusive: bool,
    exit_zero: bool,
    expected: ExitCode,
) -> None:
    found = exit_code(
        highest,
        fail_on,
        all_audited=all_audited,
        inconclusive=inconclusive,
        exit_zero=exit_zero,
    )
    assert found is expected


def test_no_code_is_one_that_an_interpreter_uses_for_itself() -> None:
    assert 1 not in {int(code) for code in ExitCode}
