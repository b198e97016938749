"""Rows whose columns stand below each other, on a terminal and in a pipe: nothing is cut off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size

GAP = "  "
"""What stands between two columns."""


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Each row as a line. All have as many cells; a column without a word in it is left out.

    >>> list(aligned([("0", "phone", "listed"), ("1", "my laptop", "listed")]))
    ['0  phone      listed', '1  my laptop  listed']
    """
    columns = [column for column in zip(*rows, strict=True) if any(column)]
    widths = [max(map(cell_len, column)) for column in columns]
    for *cells, last in zip(*columns, strict=True):
        padded = map(set_cell_size, cells, widths)
        yield GAP.join((*padded, last))
