"""What long work is doing, on standard error, and only for people."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager


@contextmanager
def following(what: str) -> Iterator[Callable[[str], None]]:
    """A spinner on a terminal, nothing elsewhere; call what is yielded with the present task."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status(what) as status:
        yield lambda task: status.update(f"{what}: {task}")


@contextmanager
def counting(what: str) -> Iterator[Callable[[str], None]]:
    """A bar with a count on a terminal, once there is more than one thing; nothing elsewhere.

    Call what is yielded after each of them, with its name. Nobody knows how many a stream will
    have, so the bar tells that there is life, and the count how much is done.
    """
    with ExitStack() as stack:
        done = 0
        show: Callable[[int, str], None] | None = None

        def next_one(name: str) -> None:
            nonlocal done, show
            done += 1
            if show is None and done > 1 and sys.stderr.isatty():
                show = stack.enter_context(_bar(what))
            if show is not None:
                show(done, name)

        yield next_one


@contextmanager
def _bar(what: str) -> Iterator[Callable[[int, str], None]]:
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.completed} {task.description}"),
        BarColumn(bar_width=20),
        TimeElapsedColumn(),
        TextColumn("{task.fields[name]}", markup=False),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(escape(what), total=None, name="")
        yield lambda done, name: progress.update(task, completed=done, name=name)
