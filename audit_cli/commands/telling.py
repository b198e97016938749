"""What is wrong, on standard error: a line for each thing, which begins with the command's name."""

from __future__ import annotations

from collections.abc import Iterable

import click


def tell(problems: Iterable[str]) -> None:
    """Write a line for each problem."""
    for problem in problems:
        click.echo(f"mdaudit: {problem}", err=True)
