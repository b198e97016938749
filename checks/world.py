"""What every proof may assume of the world: positive bounds, and what objects and terms are."""

from __future__ import annotations

from typing import Any, cast

from mdaudit.checks.unknown import unknown
from mdaudit.spec.logic import Constructor, ContentSet, Symbol, Term, every
from mdaudit.spec.policy import Policy
from mdaudit.spec.sorts import Index, Truth
from mdaudit.spec.state.signed import CONTENTS, NAMED
from mdaudit.spec.state.system import System


def world(of: type[System], policy: Policy) -> list[Truth]:
    """The facts about a system that no step can change."""
    free = [fact for n, made in enumerate(of.constructors) for fact in is_free(made, n)]
    return [policy.plausible(), *named_objects_say_nothing(), *free]


def named_objects_say_nothing() -> list[Truth]:
    """What the named objects say, such as that no list names any index."""
    facts: list[Truth] = []
    for content in CONTENTS:
        sort = content.symbol.sorts[0]
        named: Any = NAMED[sort]
        constant: Any = unknown(f"{sort.__name__}: {named}", sort)
        if isinstance(content, ContentSet):
            facts.append(every(content.at(constant), lambda _: False))
        else:
            facts.append(content(constant) == getattr(named, content.attribute))
    return facts


def is_free(made: Constructor[*tuple[Any, ...], Any], number: int) -> list[Truth]:
    """Of a constructor: its results carry its number, and give each part back."""
    symbol = made.symbol
    parts = tuple(unknown(f"{symbol.name} part {n}", sort) for n, sort in enumerate(symbol.sorts))
    result: Any = made(*parts)
    kind = Symbol(f"kind of {symbol.result.__name__}", (symbol.result,), Index)
    facts: list[Any] = [Term("apply", (kind, result), Index) == Index(number)]
    for n, part in enumerate(parts):
        back = Symbol(f"{symbol.name} gives back {n}", (symbol.result,), symbol.sorts[n])
        facts.append(Term("apply", (back, result), part.sort) == part)
    return [cast("Truth", Term("forall", (parts, fact), bool)) for fact in facts]
