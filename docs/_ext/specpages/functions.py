"""The functions of a chapter's file, in source order, with what each of them was declared as."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from types import ModuleType
from typing import Any

from mdaudit.spec.chapters import CHAPTERS
from mdaudit.spec.registry import KnownAttack, Lemma, Promise, Rule, Step, Variant, Witness


class Kind(Enum):
    """What a function was declared as; the value is the word that readers see."""

    RULE = "rule"
    PART = "part"
    VARIANT = "weaker variant"
    STEP = "step"
    PROMISE = "promise"
    LEMMA = "lemma"
    WITNESS = "witness"
    ATTACK = "script"
    HELPER = "helper"


KINDS = {
    Rule: Kind.RULE,
    Variant: Kind.VARIANT,
    Step: Kind.STEP,
    Promise: Kind.PROMISE,
    Lemma: Kind.LEMMA,
    Witness: Kind.WITNESS,
    KnownAttack: Kind.ATTACK,
}


@dataclass(frozen=True)
class Entry:
    """One function of a file of the specification."""

    name: str
    kind: Kind
    declared: Any
    """What the name stands for in its module: a rule, a step, or the plain function."""
    function: Callable[..., Any]
    """The function below the decorator."""
    source: str
    """The function's text without decorator and docstring, which are shown as prose."""

    @property
    def docstring(self) -> str:
        """The function's docstring, without indentation."""
        return inspect.getdoc(self.function) or ""


def entries(module: ModuleType) -> Iterator[Entry]:
    """Yield the functions that `module` defines, in the order of its source."""
    text = inspect.getsource(module)
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef):
            declared = getattr(module, node.name)
            kind = KINDS.get(type(declared), Kind.HELPER)
            if kind is Kind.HELPER and hasattr(declared, "__wrapped__"):
                kind = Kind.PART
            yield Entry(node.name, kind, declared, function_of(declared), body_of(text, node))


def whole() -> Iterator[Entry]:
    """Yield the functions of all chapters, in reading order."""
    for chapter, files in CHAPTERS.items():
        for module in (chapter, *files):
            yield from entries(module)


def function_of(declared: Any) -> Callable[..., Any]:
    """Return the function that was declared as a rule, a step and so on."""
    names = ("predicate", "function", "formula", "script")
    found = next((getattr(declared, name) for name in names if hasattr(declared, name)), declared)
    plain: Callable[..., Any] = inspect.unwrap(found)
    return plain


def body_of(text: str, node: ast.FunctionDef) -> str:
    """Return the lines of a function without those of its decorators and its docstring."""
    lines = text.splitlines()[node.lineno - 1 : node.end_lineno]
    first = node.body[0]
    if ast.get_docstring(node) is not None and first.end_lineno is not None:
        del lines[first.lineno - node.lineno : first.end_lineno - node.lineno + 1]
    return "\n".join(lines).replace("\n\n", "\n")


def headline(documented: ModuleType) -> tuple[str, str]:
    """Return the first line of a module's docstring as a heading, and the rest.

    A section's number is left out: the contents of the page count the sections.
    """
    first, _, rest = (inspect.getdoc(documented) or "").partition("\n")
    title = re.sub(r"^Section \d+: ", "", first.rstrip("."))
    return title[:1].upper() + title[1:], rest.strip("\n")
