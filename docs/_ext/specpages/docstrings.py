"""What autodoc shows: sections such as ``Raises:`` as lists, dataclasses without signature."""

from __future__ import annotations

from dataclasses import is_dataclass
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.ext.napoleon.docstring import GoogleDocstring

PLAIN: Final = ("attribute", "data", "property")
"""What has a sentence below it. Napoleon would take ``Ghost: when ...`` for a type and its text."""


def sections(
    _app: Sphinx, what: Any, name: str, documented: Any, options: Any, lines: list[str]
) -> None:
    """Rewrite the sections of a docstring that has any."""
    if what not in PLAIN:
        read = GoogleDocstring(lines, None, None, what, name, documented, options)
        lines[:] = read.lines()


def signature(
    _app: Sphinx, _what: str, _name: str, documented: Any, _options: Any, text: str, result: str
) -> tuple[str, str]:
    """Leave out the signature of a dataclass: its fields follow with their docstrings."""
    fields_follow = isinstance(documented, type) and is_dataclass(documented)
    return ("", "") if fields_follow else (text, result)


def setup(app: Sphinx) -> None:
    """Listen to autodoc."""
    app.setup_extension("sphinx.ext.autodoc")
    app.connect("autodoc-process-docstring", sections)
    app.connect("autodoc-process-signature", signature)
