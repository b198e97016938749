"""The evidence format as tables, from the source of its objects."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx

from mdaudit.audit_cli import inputs
from specpages.restructured import SpecDirective, table

SOURCE: Final = Path(str(inputs.__file__)).with_name("evidence.py")


class Evidence(SpecDirective):
    """``.. evidence::``: every object of the evidence format with its members."""

    def run(self) -> list[nodes.Node]:
        """Write a table for each object, in the order of the format's source."""
        self.env.note_dependency(str(SOURCE))
        module = ast.parse(SOURCE.read_text(encoding="utf-8"))
        written = self.parsed(ast.get_docstring(module) or "", SOURCE.name)
        return written + [node for each in objects(module) for node in self.table_of(each)]

    def table_of(self, described: ast.ClassDef) -> list[nodes.Node]:
        """Write one object."""
        heading = nodes.rubric("", described.name, classes=["spec-minor"])
        rows = table(("Member", "Value", "If absent"), members(described), "spec-table")
        text = f"{ast.get_docstring(described)}\n\n{rows}"
        return [heading, *self.parsed(text, described.name)]


def objects(module: ast.Module) -> Iterator[ast.ClassDef]:
    """Yield the classes of the format, as source."""
    for node in module.body:
        if isinstance(node, ast.ClassDef) and "_Part" in map(ast.unparse, node.bases):
            yield node


def members(described: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    """Yield name, value and meaning of absence of each member of an object."""
    for node in described.body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=sort, value=value):
                kinds = ast.unparse(sort).split(" | ")
                shown = " or ".join(words(kind) for kind in kinds if kind != "UnsetType")
                yield f"``{name.rstrip('_')}``", shown, absent(kinds, value)


def words(kind: str) -> str:
    """Return a type as a reader of JSON says it."""
    kind = {"bool": "true or false", "int": "Number"}.get(kind, kind)
    kind = re.sub(r"tuple\[(\w+), \.\.\.\]", r"list of \1", kind)
    return re.sub(r"Literal\[(.*)\]", r"\1", kind).replace("'", "``").replace("None", "null")


def absent(kinds: list[str], value: ast.expr | None) -> str:
    """Return what it means that a member is not there."""
    match value:
        case _ if "UnsetType" in kinds:
            return "not collected"
        case ast.Constant(value=default):
            return f"``{str(default).lower()}``"
        case ast.Tuple():
            return "none"
        case _:
            return "**required**"


def setup(app: Sphinx) -> None:
    """Add the directive."""
    app.add_directive("evidence", Evidence)
