"""Small pieces of reStructuredText and the nodes that directives make of them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from html import escape as escape_html
from string import Formatter
from typing import Final, cast

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective
from sphinx.util.rst import escape

from specpages.domain import spec_domain

OURS: Final = ("mdaudit.", "specpages.")


def anchored(name: str) -> str:
    """Return a name as the anchor of a page: ``LIST-3`` becomes ``list-3``."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def references(role: str, names: Iterable[str]) -> str:
    """Return references to all names, separated by commas."""
    return ", ".join(f":{role}:`{name}`" for name in names)


def weakened(dropped: Iterable[str]) -> str:
    """Return references to what was dropped or weakened together."""
    return " and ".join(
        f":variant:`{name}`" if ":" in name else f":rule:`{name}`" for name in dropped
    )


def template(text: str) -> str:
    """Return a text with its ``{placeholders}`` as code."""
    pieces = []
    for plain, name, _, _ in Formatter().parse(text):
        pieces.append(escape(plain))
        if name is not None:
            pieces.append(f"\\ ``{name}``\\ ")
    return "".join(pieces)


def steps(story: Iterable[str]) -> str:
    """Return the numbered sentences of a run as a numbered list."""
    return "\n".join(f"#. {escape(line.partition('. ')[2])}" for line in story)


def counted(number: int, what: str) -> str:
    """Return a number of things in words: ``1 step``, ``2 steps``."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def fields(values: Iterable[tuple[str, str]], kind: str) -> str:
    """Return a field list of all names that have a value."""
    lines = [f":{name}: {value}" for name, value in values if value]
    return "\n".join([f".. rst-class:: {kind}", "", *lines, ""])


def table(header: Sequence[str], rows: Iterable[Sequence[str]], kind: str) -> str:
    """Return a table; cells are reStructuredText."""
    lines = [".. list-table::", "   :header-rows: 1", f"   :class: {kind}", ""]
    for row in [header, *rows]:
        lines += [f"   {'  ' if n else '* '}- {cell}" for n, cell in enumerate(row)]
    return "\n".join([*lines, ""])


class SpecDirective(SphinxDirective):
    """A directive that writes a piece of a page from the specification."""

    def parsed(self, text: str, source: str) -> list[nodes.Node]:
        """Parse text; a warning about it names its source."""
        self.depend()
        lines = text.splitlines()
        located = StringList(lines, items=[(source, number) for number in range(len(lines))])
        return self.parse_text_to_nodes(cast("str", located))

    def depend(self) -> None:
        """Write the page again when the specification or this extension has changed."""
        for name, module in list(sys.modules.items()):
            if name.startswith(OURS) and getattr(module, "__file__", None):
                self.env.note_dependency(str(module.__file__))

    def section(self, kind: str, name: str, anchor: str, title: str) -> nodes.section:
        """Start a section that is about an object of the specification."""
        made = nodes.section(ids=[anchor], classes=[f"spec-{kind}"])
        made += nodes.title(title, title)
        spec_domain(self.env).note(kind, name, anchor, title)
        return made


def code(source: str, *, folded: bool) -> list[nodes.Node]:
    """Show source code, folded away under its number of lines if it is long."""
    block = nodes.literal_block(source, source, language="python")
    if not folded:
        return [block]
    return fold(f"As written: {counted(len(source.splitlines()), 'line')}", [block])


def fold(summary: str, content: list[nodes.Node]) -> list[nodes.Node]:
    """Put content under a line that opens it."""
    opening = f"<details><summary>{escape_html(summary)}</summary>"
    return [
        nodes.raw("", opening, format="html"),
        *content,
        nodes.raw("", "</details>", format="html"),
    ]
