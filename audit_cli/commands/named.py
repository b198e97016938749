"""Promises and rules that a user names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdaudit.audit_cli.cannot_look import WrongUsageError

if TYPE_CHECKING:
    from mdaudit.spec.reading import Weakening


def known_promises(numbers: tuple[str, ...]) -> tuple[str, ...]:
    """The same numbers; a clear error if one of them is no promise."""
    from mdaudit.spec.chapters import PROMISES

    wrong = [number for number in numbers if number not in PROMISES]
    if wrong:
        raise WrongUsageError(f"there is no promise {wrong[0]!r}; there are: {', '.join(PROMISES)}")
    return numbers


def known_rules(names: tuple[str, ...]) -> Weakening:
    """The rules as a weakening; a clear error if a rule or variant does not exist."""
    from mdaudit.spec.reading import UnknownRuleError, Weakening

    try:
        return Weakening.parse(names)
    except UnknownRuleError as unknown:
        raise WrongUsageError(str(unknown)) from unknown
