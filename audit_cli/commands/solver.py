"""Solvers that are installed, and what the commands say of those that are not."""

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


def loaded(names: tuple[str, ...]) -> tuple[str, ...]:
    """The same solvers, all of them there; a clear error if one is missing."""
    with needs_solver():
        from mdaudit.checks.unbounded import version
    for name in names:
        try:
            version(name)
        except ModuleNotFoundError as missing:
            others = "".join(f", or: --solver {other}" for other in names if other != name)
            raise WrongUsageError(
                f"{missing.name} is not installed; next: pip install 'mdaudit[prove]'{others}"
            ) from missing
    return names
