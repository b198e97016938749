"""Promises that a user names."""

from __future__ import annotations

from mdaudit.audit_cli.cannot_look import WrongUsageError


def known_promises(numbers: tuple[str, ...]) -> tuple[str, ...]:
    """The same numbers; a clear error if one of them is no promise."""
    from mdaudit.spec.chapters import PROMISES

    wrong = [number for number in numbers if number not in PROMISES]
    if wrong:
        raise WrongUsageError(f"there is no promise {wrong[0]!r}; there are: {', '.join(PROMISES)}")
    return numbers
