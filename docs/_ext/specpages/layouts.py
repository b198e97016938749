"""The messages on the wire as tables of their fields."""

from __future__ import annotations

import ast
import inspect
from importlib import import_module
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from mdaudit.spec.objects.layout import Field, Layout
from specpages.fields import below
from specpages.restructured import SpecDirective, table


class Layouts(SpecDirective):
    """``.. layouts:: device_identity``: the messages that a file of `objects` reads."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Write a table for each message."""
        module = import_module(f"mdaudit.spec.objects.{self.arguments[0]}")
        found = below(ast.parse(inspect.getsource(module)).body)
        made: list[nodes.Node] = []
        for each in found:
            layout = getattr(module, each.name)
            if isinstance(layout, Layout):
                made.append(nodes.rubric("", layout.name, classes=["spec-minor"]))
                made += self.parsed(f"{each.meaning}\n\n{fields_of(layout)}", each.name)
        return made


def fields_of(layout: Layout) -> str:
    """Return the table of a message's fields."""
    rows = [
        (str(field.number), f"``{field.name}``", kind(field), "yes" if field.required else "no")
        for field in layout.fields
    ]
    return table(("Number", "Field", "Kind", "Required"), rows, "spec-table")


def kind(field: Field) -> str:
    """Return what a field holds."""
    length = f", {field.lengths()} of them" if field.lengths() else ""
    return f"{field.kind.value}{length}"


def skip(
    _app: Sphinx, _what: str, _name: str, documented: Any, _skipped: Any, _options: Any
) -> bool | None:
    """Leave layouts to the tables: their values are pages long."""
    return True if isinstance(documented, Layout) else None


def setup(app: Sphinx) -> None:
    """Add the directive."""
    app.add_directive("layouts", Layouts)
    app.connect("autodoc-skip-member", skip)
