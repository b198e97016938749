"""A new file that only its owner can read: whole in the end, or not there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click


@contextmanager
def new_file(path: Path, what: str) -> Iterator[None]:
    """An empty file, to be filled in the block; if the block does not end well, it is removed.

    Raises:
        click.UsageError: there is one already, or it cannot be made; `what` is the word for it.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as problem:
        got = problem.strerror or str(problem)
        raise click.UsageError(f"{what}: expected a new file, got {got}; name another") from None
    try:
        yield
    except BaseException:
        path.unlink()
        raise
