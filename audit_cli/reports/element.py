"""HTML and SVG elements that cannot be broken out of: text is escaped unless it is an element."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

EMPTY: Final = frozenset({"meta", "input", "rect", "line", "path", "circle"})
"""Elements without content."""


class Markup(str):
    """Text that is markup already. Only `element` and `together` make it."""

    __slots__ = ()


def element(name: str, /, *content: str, **attributes: object) -> Markup:
    """An element; `class_` spells class, `aria_label` spells aria-label, None leaves one out.

    >>> element("p", "1 < 2 ", element("b", "yes"), class_="note")
    '<p class="note">1 &lt; 2 <b>yes</b></p>'
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in EMPTY:
        return Markup(f"<{name}{given}/>")
    return Markup(f"<{name}{given}>{together(content)}</{name}>")


def together(content: Iterable[str]) -> Markup:
    """Elements and texts, one after the other; texts are escaped."""
    return Markup("".join(each if isinstance(each, Markup) else escape(each) for each in content))
