"""What the command says of itself: exit codes, severities, assumptions, help."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.rst import escape

from mdaudit.audit_cli.assumptions import ASSUMPTIONS
from mdaudit.audit_cli.exit_codes import ExitCode
from mdaudit.audit_cli.severity import Severity
from specpages.fields import documented
from specpages.restructured import SpecDirective, table


class ExitCodes(SpecDirective):
    """``.. exit-codes::``: what the exit codes of `mdaudit check` mean."""

    def run(self) -> list[nodes.Node]:
        """Write the table."""
        rows = [(f"{member.value}", meaning) for member, meaning in meanings(ExitCode)]
        return self.parsed(table(("Exit code", "Meaning"), rows, "spec-table"), "ExitCode")


class Severities(SpecDirective):
    """``.. severities::``: what the severities mean, and of which rules they are."""

    def run(self) -> list[nodes.Node]:
        """Write the table, the worst first."""
        rows = [(level.word, meaning) for level, meaning in meanings(Severity)]
        header = ("Severity", "Meaning")
        return self.parsed(table(header, reversed(rows), "spec-table"), "Severity")


class Assumptions(SpecDirective):
    """``.. assumptions::``: what every report takes for granted."""

    def run(self) -> list[nodes.Node]:
        """Write the list."""
        return self.parsed("\n".join(f"* {escape(each)}" for each in ASSUMPTIONS), "ASSUMPTIONS")


class CommandHelp(SpecDirective):
    """``.. command-help::``: the committed help texts of all commands."""

    def run(self) -> list[nodes.Node]:
        """Write a section for each command."""
        folder = Path(self.env.app.confdir, "recorded", "help")
        made: list[nodes.Node] = []
        for file in sorted(folder.glob("*.txt"), key=lambda file: (" " in file.stem, file.stem)):
            self.env.note_dependency(str(file))
            command = file.stem.replace("-", " ")
            section = self.section("section", command, f"command-{file.stem}", command)
            section += nodes.literal_block("", file.read_text(encoding="utf-8"), language="text")
            made.append(section)
        return made


def meanings(cls: type[IntEnum]) -> Iterator[tuple[Any, str]]:
    """Yield the members of an enumeration with the string below each."""
    for each in documented(cls):
        yield cls[each.name], each.meaning


def setup(app: Sphinx) -> None:
    """Add the directives."""
    app.add_directive("exit-codes", ExitCodes)
    app.add_directive("severities", Severities)
    app.add_directive("assumptions", Assumptions)
    app.add_directive("command-help", CommandHelp)
