"""What long work is doing, on standard error, and only for people."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def following(what: str) -> Iterator[Callable[[str], None]]:
    """A spinner on a terminal, nothing elsewhere; call what is yielded with the present task."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status(what) as status:
        yield lambda task: status.update(f"{what}: {task}")
