"""The rules of the specification, all of them and in reading order."""

from __future__ import annotations

from functools import cache

from mdaudit.spec.chapters import CHAPTERS
from mdaudit.spec.registry import RULES, Rule


@cache
def all_rules() -> dict[str, Rule[...]]:
    """Every rule by its id, in the order in which the chapters read."""
    sections = [part for chapter, parts in CHAPTERS.items() for part in (chapter, *parts)]
    places = {section.__name__: place for place, section in enumerate(sections)}
    ordered = sorted(RULES.values(), key=lambda rule: places[rule.predicate.__module__])
    return {rule.id: rule for rule in ordered}
