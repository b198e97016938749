"""`mdaudit completion`: the script that lets a shell complete verbs, options and their values."""

from __future__ import annotations

import click

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", metavar="SHELL", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the completion script for a SHELL: bash, zsh or fish.

    For bash, put `eval "$(mdaudit completion bash)"` into ~/.bashrc; for zsh, the same with zsh
    into ~/.zshrc; for fish, save the output as ~/.config/fish/completions/mdaudit.fish.
    """
    from click.shell_completion import get_completion_class

    from mdaudit.audit_cli.commands import mdaudit

    found = get_completion_class(shell)
    assert found is not None  # noqa: S101 - click has all of `SHELLS`
    script = found(mdaudit, {}, "mdaudit", "_MDAUDIT_COMPLETE")
    click.echo(script.source_template % script.source_vars())
