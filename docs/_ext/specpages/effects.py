"""What a step asks, supposes and changes, found in its source and in that of what it calls."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from mdaudit.spec.registry import RULES, STEPS, Rule
from specpages.functions import function_of

MACHINERY = ("mdaudit.spec.logic", "mdaudit.spec.reading", "mdaudit.spec.registry")
"""Modules whose functions ask no rule and change no state by themselves."""


@dataclass(frozen=True)
class Effects:
    """What a function does to a state; every list is in the order of the source."""

    guards: list[str] = field(default_factory=list)
    """The rules that refuse the step."""
    filters: list[str] = field(default_factory=list)
    """The rules that leave something out, or of which another rule is made."""
    assumes: list[str] = field(default_factory=list)
    """When the step can happen at all."""
    changes: list[str] = field(default_factory=list)
    """The functions of the state that it updates."""


def effects(declared: Any) -> Effects:
    """Return what a step, rule or plain function does, itself and through what it calls."""
    found = Effects()
    _collect(function_of(declared), found, set())
    return found


def _collect(function: Callable[..., Any], found: Effects, seen: set[Callable[..., Any]]) -> None:
    if function in seen:
        return
    seen.add(function)
    names = inspect.getmodule(function).__dict__
    for call in _calls(function):
        match call:
            case ast.Call(func=ast.Name(id="require"), args=[ast.Name(id=asked), *_]):
                _ask(names[asked], found.guards, found, seen)
            case ast.Call(func=ast.Name(id="holds"), args=[ast.Name(id=asked), *_]):
                _ask(names[asked], found.filters, found, seen)
            case ast.Call(func=ast.Name(id="assume"), args=[_, ast.Constant(value=str(what))]):
                _add(found.assumes, what)
            case ast.Call(func=ast.Name(id="replace"), keywords=keywords):
                for keyword in keywords:
                    _add(found.changes, str(keyword.arg))
            case ast.Call(func=ast.Name(id=called)) if _is_ours(names.get(called)):
                _collect(function_of(names[called]), found, seen)


@cache
def _calls(function: Callable[..., Any]) -> list[ast.Call]:
    """Return the calls in a function's source, in its order; read once for all that call it."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return sorted(calls, key=lambda call: (call.lineno, call.col_offset))


def _ask(rule: Rule[...], listed: list[str], found: Effects, seen: set[Callable[..., Any]]) -> None:
    _add(listed, rule.id)
    _collect(rule.predicate, found, seen)


def _add(listed: list[str], item: str) -> None:
    if item not in listed:
        listed.append(item)


def _is_ours(called: Any) -> bool:
    home = getattr(function_of(called), "__module__", None) or ""
    return (
        inspect.isfunction(function_of(called))
        and home.startswith("mdaudit.spec.")
        and not home.startswith(MACHINERY)
    )


def asked_by() -> dict[str, list[str]]:
    """Return for each rule the steps that ask it, directly or through another rule."""
    asking: dict[str, list[str]] = {identifier: [] for identifier in RULES}
    for name, step in STEPS.items():
        done = effects(step)
        for identifier in dict.fromkeys([*done.guards, *done.filters]):
            asking[identifier].append(name)
    return asking
