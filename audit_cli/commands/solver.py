"""What the commands say when the solver is not installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from mdaudit.audit_cli.cannot_look import WrongUsageError


@contextmanager
def needs_solver() -> Iterator[None]:
    """Import what needs the solver inside this block; a clear error if it is missing."""
    try:
        yield
    except ModuleNotFoundError as missing:
        raise WrongUsageError(
            f"{missing.name} is not installed, and this command needs it; "
            "next: pip install 'mdaudit[prove]'"
        ) from missing
