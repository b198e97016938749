"""Labels or bullets with texts, the texts wrapped in a column of their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import RenderableType

LABEL_WIDTH = 14


def grid(rows: Iterable[tuple[str, str]]) -> RenderableType:
    """One row for each label and text."""
    from rich.table import Table

    made = Table.grid(padding=(0, 1))
    made.add_column(min_width=LABEL_WIDTH, no_wrap=True, style="dim")
    made.add_column(overflow="fold")
    for label, text in rows:
        made.add_row(f"  {label}", text)
    return made


def bullets(items: Iterable[str]) -> RenderableType:
    """One row for each text."""
    from rich.table import Table

    made = Table.grid(padding=(0, 1))
    made.add_column()
    made.add_column(overflow="fold")
    for item in items:
        made.add_row("-", item)
    return made
