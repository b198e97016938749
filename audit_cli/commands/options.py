"""Options that several verbs have, so that each is the same everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

import click

from mdaudit.audit_cli.severity import Severity

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

FILE: Final = click.Path()
"""Only so that a shell completes it; who opens a file says what is wrong with it."""

FORMATS: Final = ("text", "json")
"""The formats of verbs that write no report."""

FAIL_ON: Final = [severity.word for severity in Severity if severity is not Severity.NOTE]


def output_format(names: Iterable[str] = FORMATS) -> Decorator:
    """``--format``: what is written, the same in every form."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(list(names)),
        default="text",
        show_default=True,
        help="In which form; text is for people.",
    )


def output() -> Decorator:
    """``--output``: where the report goes."""
    return click.option(
        "--output", metavar="FILE", type=FILE, help="Write the report there instead."
    )


def fail_on() -> Decorator:
    """``--fail-on``: the lowest severity that counts."""
    return click.option(
        "--fail-on",
        type=click.Choice(FAIL_ON),
        default="low",
        show_default=True,
        help="What is less severe does not change the exit code.",
    )


def hosted() -> Decorator:
    """``--hosted``: by which prefix lists are signed."""
    return click.option(
        "--hosted", is_flag=True, help="The accounts are hosted ones (prefix 0607)."
    )
