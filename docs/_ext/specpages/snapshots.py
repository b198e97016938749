"""Committed files that are generated: help texts, schemas, and a part of README.md.

``PYTHONPATH=docs/_ext python -m specpages.snapshots`` writes them. A test fails while one of them
is not what this would write.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from mdaudit.audit_cli.commands import mdaudit
from mdaudit.audit_cli.schemas import SCHEMAS, schema_of
from mdaudit.reference.commands import mdref
from specpages.tables import numbered

ROOT: Final = Path(__file__).parents[3]
HELP: Final = ROOT / "docs" / "recorded" / "help"
SCHEMA: Final = ROOT / "docs" / "recorded" / "schemas"
README: Final = ROOT / "README.md"
COMMANDS: Final = {"mdaudit": mdaudit, "mdref": mdref}
WIDTH: Final = 80
BLOCK: Final = re.compile(r"(<!-- promises: .*? -->\n).*(<!-- /promises -->)", re.DOTALL)


def snapshots() -> dict[Path, str]:
    """Return what each generated file should contain."""
    made = {HELP / f"{name.replace(' ', '-')}.txt": text for name, text in all_helps()}
    made |= {SCHEMA / f"{name}.json": schema(name) for name in SCHEMAS}
    return {**made, README: BLOCK.sub(rf"\1{promises()}\2", README.read_text(encoding="utf-8"))}


def all_helps() -> Iterator[tuple[str, str]]:
    """Yield the name and help text of every command."""
    for name, command in COMMANDS.items():
        yield from helps(command, name)


def helps(
    command: click.Command, name: str, above: click.Context | None = None
) -> Iterator[tuple[str, str]]:
    """Yield the help text of a command and of all commands below it."""
    context = click.Context(command, above, name.rsplit(maxsplit=1)[-1], **command.context_settings)
    context.terminal_width = WIDTH
    yield name, f"{command.get_help(context)}\n"
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            if found is not None and not found.hidden:
                yield from helps(found, f"{name} {below}", context)


def schema(name: str) -> str:
    """Return a schema as `mdaudit schema` prints it."""
    return f"{json.dumps(schema_of(name), indent=2)}\n"


def promises() -> str:
    """Return every promise as a line of a list."""
    return "".join(f"* **{each.number}** {each.title}.\n" for each in numbered())


def outdated() -> list[Path]:
    """Return the generated files that are missing, surplus or different."""
    expected = snapshots()
    present = [*HELP.glob("*"), *SCHEMA.glob("*")]
    surplus = [file for file in present if file not in expected]
    wrong = [
        file
        for file, text in expected.items()
        if not file.exists() or file.read_text(encoding="utf-8") != text
    ]
    return sorted([*surplus, *wrong])


def write() -> None:
    """Write all generated files, and remove those of commands and schemas that are gone."""
    for folder in (HELP, SCHEMA):
        folder.mkdir(parents=True, exist_ok=True)
    expected = snapshots()
    for file in outdated():
        if file in expected:
            file.write_text(expected[file], encoding="utf-8")
        else:
            file.unlink()


if __name__ == "__main__":
    write()
