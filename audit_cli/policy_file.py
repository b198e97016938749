"""The policy file: the caller's own thresholds."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from mdaudit.audit_cli.cannot_look import WrongUsageError
from mdaudit.audit_cli.inputs.json_text import NotStrictJsonError, read_json
from mdaudit.audit_cli.inputs.option_file import text_of, toml_table
from mdaudit.spec.policy import Policy
from mdaudit.spec.sorts import Duration

LONGEST_SECONDS = 100 * 366 * 24 * 3600
"""No threshold is a century."""


def read_policy(name: str) -> Policy:
    """Read a TOML or JSON table of thresholds in seconds; those not named keep their defaults.

    Raises:
        WrongUsageError: the file cannot be read, or holds anything else.
    """
    option = f"--policy {name}"
    given = _table(option, text_of(option, name))
    known = asdict(Policy())
    for member, value in given.items():
        if member not in known:
            raise WrongUsageError(
                f"{option}: expected one of {', '.join(known)}, got {member!r}; "
                "next: see `mdaudit schema policy`"
            )
        _check(option, member, value)
    return replace(Policy(), **{member: Duration(value) for member, value in given.items()})


def _table(option: str, text: str) -> dict[str, Any]:
    """The table; what begins with a brace is JSON."""
    if not text.lstrip().startswith("{"):
        return toml_table(option, text, "a table in TOML or JSON")
    try:
        given: dict[str, Any] = read_json(text.encode()).value
    except NotStrictJsonError as problem:
        raise WrongUsageError(
            f"{option}: expected strict JSON, got {problem}; next: mend the file"
        ) from None
    return given


def smallest(member: str) -> int:
    """The smallest number of seconds that a threshold can be."""
    return 0 if member == "clock_error" else 1


def _check(option: str, member: str, value: object) -> None:
    fits = isinstance(value, int) and not isinstance(value, bool)
    if not (fits and isinstance(value, int) and smallest(member) <= value <= LONGEST_SECONDS):
        raise WrongUsageError(
            f"{option}: {member}: expected whole seconds from {smallest(member)} to "
            f"{LONGEST_SECONDS}, got {value!r}; next: see `mdaudit schema policy`"
        )
