"""A group of commands that loads each of them when it is used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click


class Verbs(click.Group):
    """The verbs of a command by name, with the line of help that is shown before one is loaded.

    The module of a verb's name in `package` holds a click command of the same name.
    """

    def __init__(
        self, *arguments: Any, package: str, verbs: Mapping[str, str], **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        self.package = package
        """The full name of the package."""
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The verbs in the order of the table."""
        return list(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a verb, from the module of its name."""
        if cmd_name not in self.verbs:
            return None
        module = import_module(f"{self.package}.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of the first argument.

        Raises:
            click.UsageError: there is none of that name; the message helps to find the right one.
        """
        name, *_ = args
        if name not in self.verbs and not name.startswith("-"):
            near = _nearest(name, self.verbs)
            step = f"Did you mean {near}?" if near else f"`{ctx.command_path} --help` lists them."
            ctx.fail(f"No such command {name!r}. {step}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the verbs without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.verbs.items()))


def _nearest(name: str, verbs: Iterable[str]) -> str:
    """The verb that is most like a name; empty if none is."""
    return next(iter(get_close_matches(name, list(verbs), n=1)), "")
