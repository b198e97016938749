"""The state and the policy as tables, from the fields of their classes."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Any, Final, cast

from docutils import nodes
from sphinx.application import Sphinx

from mdaudit.spec import state
from mdaudit.spec.logic import Content, ContentSet
from mdaudit.spec.policy import Policy
from mdaudit.spec.state import State
from specpages.domain import spec_domain
from specpages.restructured import SpecDirective, anchored, table

GROUP: Final = re.compile(r"    # (.+?) -+")
SECONDS: Final = {86_400: "days", 3_600: "hours"}


@dataclass(frozen=True)
class Documented:
    """A field of a class with the string literal below it."""

    name: str
    sort: str
    meaning: str
    line: int


def documented(cls: type[Any]) -> dict[str, list[Documented]]:
    """Return the fields of a class in order, below the comments that group them."""
    text = inspect.getsource(cls)
    (tree,) = ast.parse(text).body
    groups: dict[str, list[Documented]] = {"": []}
    headings = {n: g[1] for n, line in enumerate(text.splitlines(), 1) if (g := GROUP.match(line))}
    for found in below(tree.body if isinstance(tree, ast.ClassDef) else []):
        above = [title for number, title in headings.items() if number < found.line]
        groups.setdefault(above[-1] if above else "", []).append(found)
    return groups


def below(statements: list[ast.stmt]) -> Iterator[Documented]:
    """Yield every name that is followed by a string literal, with that string."""
    for node, following in pairwise(statements):
        match node, following:
            case (
                ast.AnnAssign(target=ast.Name(id=name), annotation=sort),
                ast.Expr(value=ast.Constant(value=str(meaning))),
            ):
                yield Documented(name, ast.unparse(sort), flat(meaning), node.lineno)
            case (
                ast.Assign(targets=[ast.Name(id=name)]),
                ast.Expr(value=ast.Constant(value=str(meaning))),
            ):
                yield Documented(name, "", flat(meaning), node.lineno)


def arrow(name: str, sort: str) -> str:
    """Return ``Function[A, B, C]`` as ``name(A, B) → C``, and a set as what its elements are."""
    inside = re.fullmatch(r"Function\[(.+)\]", sort)
    if inside is None:
        return f"``{name}``: {sort}"
    *arguments, result = inside[1].split(", ")
    row = f"``{name}`` ({', '.join(arguments)})"
    return row if result == "Truth" else f"{row} → {result}"


class StateTable(SpecDirective):
    """``.. state::``: every function of the state, in its groups."""

    def run(self) -> list[nodes.Node]:
        """Write a section for each group."""
        return [
            node
            for group, members in documented(State).items()
            for node in self.group(group or "At every moment", members)
        ]

    def group(self, title: str, members: list[Documented]) -> list[nodes.Node]:
        """Write the table of one group."""
        section = self.section("section", f"state.{title}", anchored(title), title)
        rows = [(arrow(m.name, m.sort), m.meaning) for m in members]
        section += self.parsed(
            table(("Function", "Meaning"), rows, "spec-table spec-halves"), "State"
        )
        (body,) = section.findall(nodes.tbody)
        for row, member in zip(body.children, members, strict=True):
            anchor = anchored(f"state {member.name}")
            cast("nodes.Element", row)["ids"].append(anchor)
            spec_domain(self.env).note("field", member.name, anchor, member.meaning)
        return [section]


class ObjectContents(SpecDirective):
    """``.. object-contents::``: what a list and a certificate say, as functions of them."""

    def run(self) -> list[nodes.Node]:
        """Write the table."""
        tree = ast.parse(inspect.getsource(state))
        rows = []
        for each in below(tree.body):
            content = getattr(state, each.name)
            if isinstance(content, Content | ContentSet):
                sorts = (*content.symbol.sorts, content.symbol.result)
                sort = ", ".join(sort.__name__ for sort in sorts).replace("bool", "Truth")
                rows.append((arrow(each.name, f"Function[{sort}]"), each.meaning))
        return self.parsed(table(("Function", "Meaning"), rows, "spec-table spec-halves"), "state")


class PolicyTable(SpecDirective):
    """``.. policy::``: the numbers of the protocol with their values."""

    def run(self) -> list[nodes.Node]:
        """Write the table."""
        meanings = {m.name: m.meaning for group in documented(Policy).values() for m in group}
        rows = [
            (f"``{f.name}``", human(getattr(Policy(), f.name)), meanings[f.name])
            for f in fields(Policy)
        ]
        header = ("Name", "Value", "Meaning")
        return self.parsed(table(header, rows, "spec-table"), "Policy")


def flat(meaning: str) -> str:
    """Return a docstring as one line of a table."""
    return " ".join(meaning.split())


def human(seconds: int) -> str:
    """Return a duration in the largest unit that divides it."""
    unit = next((unit for unit in SECONDS if seconds % unit == 0), 1)
    return f"{seconds // unit} {SECONDS.get(unit, 'seconds')}"


def setup(app: Sphinx) -> None:
    """Add the directives."""
    app.add_directive("state", StateTable)
    app.add_directive("object-contents", ObjectContents)
    app.add_directive("policy", PolicyTable)
