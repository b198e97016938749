"""The policy file: the caller's own thresholds."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from mdaudit.audit_cli.cannot_look import WrongUsageError
from mdaudit.audit_cli.inputs.json_text import read_json
from mdaudit.spec.policy import Policy
from mdaudit.spec.sorts import Duration

LONGEST_SECONDS = 100 * 366 * 24 * 3600
"""No threshold is a century."""


def read_policy(name: str) -> Policy:
    """Read a TOML or JSON table of thresholds in seconds; those not named keep their defaults.

    Raises:
        WrongUsageError: the file cannot be read, or holds anything else.
    """
    try:
        text = Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise WrongUsageError(f"--policy {name}: cannot be read: {problem}") from None
    given = _table(name, text)
    known = asdict(Policy())
    for member, value in given.items():
        if member not in known:
            raise WrongUsageError(
                f"--policy {name}: unknown member {member!r}; known are {', '.join(known)}"
            )
        _check(name, member, value)
    return replace(Policy(), **{member: Duration(value) for member, value in given.items()})


def _table(name: str, text: str) -> dict[str, Any]:
    import tomllib

    try:
        if not text.lstrip().startswith("{"):
            return tomllib.loads(text)
        given: dict[str, Any] = read_json(text.encode()).value
    except (ValueError, RecursionError) as problem:
        raise WrongUsageError(f"--policy {name}: neither TOML nor JSON: {problem}") from None
    return given


def smallest(member: str) -> int:
    """The smallest number of seconds that a threshold can be."""
    return 0 if member == "clock_error" else 1


def _check(name: str, member: str, value: object) -> None:
    fits = isinstance(value, int) and not isinstance(value, bool)
    if not (fits and isinstance(value, int) and smallest(member) <= value <= LONGEST_SECONDS):
        raise WrongUsageError(
            f"--policy {name}: {member}: expected whole seconds from {smallest(member)} to "
            f"{LONGEST_SECONDS}, got {value!r}"
        )
