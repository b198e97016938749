"""Exit codes of `check`: what was found counts before what could not be audited or decided."""

from __future__ import annotations

from enum import IntEnum

from mdaudit.audit_cli.severity import Severity


class ExitCode(IntEnum):
    """What the exit code says; the string below each member is the line of the documentation."""

    CLEAN = 0
    """Everything named was audited, and nothing at or above ``--fail-on`` was found."""
    USAGE = 2
    """An option, a key or the policy file is wrong; nothing was audited."""
    NOT_AUDITED = 3
    """A named input could not be audited, or no rule was decided at all."""
    INCONCLUSIVE = 4
    """Only under ``--strict``: some rule could not be decided, because evidence is missing."""
    UNEXPECTED = 10
    """``prove``: a promise or lemma is not proved. ``attack``: no run was found."""
    LOW = 11
    """The highest severity found is low."""
    MEDIUM = 12
    """The highest severity found is medium."""
    HIGH = 13
    """The highest severity found is high."""
    CRITICAL = 14
    """The highest severity found is critical."""
    INTERNAL = 70
    """An internal error: a defect of this program."""
    INTERRUPTED = 130
    """It was interrupted before it was done."""


FOUND = {
    Severity.LOW: ExitCode.LOW,
    Severity.MEDIUM: ExitCode.MEDIUM,
    Severity.HIGH: ExitCode.HIGH,
    Severity.CRITICAL: ExitCode.CRITICAL,
}
"""The exit code for the highest severity found."""


def exit_code(
    highest: Severity, fail_on: Severity, *, all_audited: bool, inconclusive: bool, exit_zero: bool
) -> ExitCode:
    """The exit code of an audit that ran to its end.

    `highest` is the highest severity found, or `Severity.NOTE`. `inconclusive` counts only when
    the caller asked for ``--strict``. `exit_zero` hides findings and nothing else.
    """
    if highest >= fail_on and highest in FOUND and not exit_zero:
        return FOUND[highest]
    if not all_audited:
        return ExitCode.NOT_AUDITED
    return ExitCode.INCONCLUSIVE if inconclusive else ExitCode.CLEAN
