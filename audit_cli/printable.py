"""Foreign text made harmless to look at: no control characters, no change of direction."""

from __future__ import annotations

from typing import Final

INSTEAD: Final = "\N{REPLACEMENT CHARACTER}"


def printable(text: str) -> str:
    r"""The text with a mark in place of everything that a terminal or page would act on.

    >>> printable("a\x1b[31mb")
    'a�[31mb'
    """
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else INSTEAD for each in text)
