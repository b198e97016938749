"""Two observers of one account, for tests to let them see different things."""

from pathlib import Path
from typing import Any

from mdaudit.audit_cli.diff.comparing import Comparison, compare
from mdaudit.audit_cli.diff.views import views_of
from mdaudit.audit_cli.inputs.lone_object import Given
from mdaudit.audit_cli.redact import Names
from tests.audit_cli.honest import ALICE, PHONE, START, Evidence, listed, pin, shown

EVERYTHING = shown(100, listed(50, (0, 1, 2)))
"""The list that both observers see, unless a test says otherwise."""
TWIN = shown(200, listed(50, (0, 1)))
"""A list of the same time that says something else."""


def seen(*lists: Evidence, **changes: Any) -> Evidence:
    """Return one observer's evidence about Alice."""
    account = {
        "account": ALICE,
        "pins": [pin(PHONE)],
        "lists_complete": True,
        "lists": list(lists or (EVERYTHING,)),
    } | changes
    return {
        "format": "mdaudit-evidence/1",
        "collected_at": START + 10_000,
        "accounts": [{name: value for name, value in account.items() if value != "absent"}],
    }


def compared(first: Path, second: Path, *, hosted: bool = False) -> Comparison:
    """Compare two inputs."""
    given = Given(START)
    names = Names()
    one, other = views_of(str(first), given), views_of(str(second), given)
    return compare(one, other, names, hosted=hosted)
