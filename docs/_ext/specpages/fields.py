"""States and the policy as tables, from the fields of their classes; contents likewise."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import pairwise
from types import ModuleType
from typing import Any, Final, cast

from docutils import nodes
from sphinx.application import Sphinx

from mdaudit.spec.chapters import CHAPTERS
from mdaudit.spec.logic import Constructor, Content, ContentSet
from mdaudit.spec.policy import Policy
from mdaudit.spec.state import State, signed
from mdaudit.spec.state.system import System
from specpages.domain import spec_domain
from specpages.restructured import SpecDirective, anchored, table

HEADER: Final = ("Function", "Meaning")
TABLE: Final = "spec-table spec-halves"
SECONDS: Final = {86_400: "days", 3_600: "hours"}


@dataclass(frozen=True)
class Documented:
    """A field of a class with the string literal below it."""

    name: str
    sort: str
    meaning: str


def documented(cls: type[Any]) -> list[Documented]:
    """Return the fields that a class itself declares, in order."""
    (tree,) = ast.parse(inspect.getsource(cls)).body
    return list(below(tree.body if isinstance(tree, ast.ClassDef) else []))


def groups(system: type[System]) -> dict[str, list[Documented]]:
    """Return the fields of a system by the classes that it is made of.

    What all systems have in common is shown with the large one.
    """
    common = () if system is State else System.__mro__
    classes = [
        cls for cls in reversed(system.__mro__) if issubclass(cls, System) and cls not in common
    ]
    titled = {
        (inspect.getdoc(cls) or "").rstrip("."): [
            each for each in documented(cls) if not each.sort.startswith("ClassVar")
        ]
        for cls in classes
    }
    return {title: members for title, members in titled.items() if members}


def below(statements: list[ast.stmt]) -> Iterator[Documented]:
    """Yield every name that is followed by a string literal, with that string."""
    for node, following in pairwise(statements):
        match node, following:
            case (
                ast.AnnAssign(target=ast.Name(id=name), annotation=sort),
                ast.Expr(value=ast.Constant(value=str(meaning))),
            ):
                yield Documented(name, ast.unparse(sort), flat(meaning))
            case (
                ast.Assign(targets=[ast.Name(id=name)]),
                ast.Expr(value=ast.Constant(value=str(meaning))),
            ):
                yield Documented(name, "", flat(meaning))


def arrow(name: str, sort: str) -> str:
    """Return ``Function[A, B, C]`` as ``name(A, B) → C``, and a set as what its elements are."""
    inside = re.fullmatch(r"Function\[(.+)\]", sort)
    if inside is None:
        return f"``{name}``: {sort}"
    *arguments, result = inside[1].split(", ")
    row = f"``{name}`` ({', '.join(arguments)})"
    return row if result == "Truth" else f"{row} → {result}"


def systems_of(module: ModuleType) -> list[type[System]]:
    """Return the systems that a module defines."""
    return [
        each
        for each in vars(module).values()
        if isinstance(each, type)
        and issubclass(each, System)
        and each.__module__ == module.__name__
    ]


def small_systems() -> dict[str, type[System]]:
    """Return the systems that chapters define for themselves, by name."""
    sections = (module for modules in CHAPTERS.values() for module in modules)
    return {each.__name__: each for module in sections for each in systems_of(module)}


def field_name(system: type[System], name: str) -> str:
    """Return the name of a function of a system, as other pages refer to it."""
    return name if system is State else f"{system.__name__}.{name}"


def state_tables(directive: SpecDirective, system: type[System]) -> list[nodes.Node]:
    """Write every function of a system, a section for each group."""
    return [_group(directive, system, title, members) for title, members in groups(system).items()]


def _group(
    directive: SpecDirective, system: type[System], title: str, members: list[Documented]
) -> nodes.section:
    section = directive.section("section", f"state.{title}", anchored(title), title)
    rows = [(arrow(m.name, m.sort), m.meaning) for m in members]
    section += directive.parsed(table(HEADER, rows, TABLE), system.__name__)
    (body,) = section.findall(nodes.tbody)
    for row, member in zip(body.children, members, strict=True):
        anchor = anchored(f"{system.__name__} {member.name}")
        cast("nodes.Element", row)["ids"].append(anchor)
        name = field_name(system, member.name)
        spec_domain(directive.env).note("field", name, anchor, member.meaning)
    return section


class StateTable(SpecDirective):
    """``.. state::``: every function of the state; ``.. state:: Exchange``: of a small system."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Write a section for each group."""
        known: dict[str, type[System]] = {"State": State, **small_systems()}
        name = self.arguments[0] if self.arguments else "State"
        if name not in known:
            raise self.error(f"there is no system {name}")
        return state_tables(self, known[name])


def contents_table(directive: SpecDirective, module: ModuleType) -> list[nodes.Node]:
    """Write what objects of a module say, and what its terms are built from, if it has such."""
    rows = []
    for each in below(ast.parse(inspect.getsource(module)).body):
        content = getattr(module, each.name, None)
        if isinstance(content, Content | ContentSet | Constructor):
            sorts = (*content.symbol.sorts, content.symbol.result)
            sort = ", ".join(sort.__name__ for sort in sorts).replace("bool", "Truth")
            rows.append((arrow(each.name, f"Function[{sort}]"), each.meaning))
    return directive.parsed(table(HEADER, rows, TABLE), module.__name__) if rows else []


class ObjectContents(SpecDirective):
    """``.. object-contents::``: what a list and a certificate say, as functions of them."""

    def run(self) -> list[nodes.Node]:
        """Write the table."""
        return contents_table(self, signed)


class PolicyTable(SpecDirective):
    """``.. policy::``: the numbers of the protocol with their values."""

    def run(self) -> list[nodes.Node]:
        """Write the table."""
        meanings = {m.name: m.meaning for m in documented(Policy)}
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
