"""Writing for people: colours only on a terminal, plain lines without padding elsewhere.

``NO_COLOR`` takes colours away from a terminal, ``FORCE_COLOR`` gives them to a pipe; where both
are set, there is none.
"""

from __future__ import annotations

import os
from io import StringIO
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

PIPED_WIDTH = 100
"""Columns where there is no terminal to ask."""


def console_for(stream: TextIO) -> Console:
    """A console that writes into memory as it would write to the stream."""
    from rich.console import Console

    is_terminal = stream.isatty()
    forced = bool(os.environ.get("FORCE_COLOR")) and not os.environ.get("NO_COLOR")
    width = Console(file=stream).width if is_terminal else PIPED_WIDTH
    return Console(
        file=StringIO(),
        width=width,
        force_terminal=is_terminal or forced,
        highlight=False,
        markup=False,
        emoji=False,
    )


def flush(console: Console, stream: TextIO) -> None:
    """Write what the console holds, without the blanks that only pad a line."""
    assert isinstance(console.file, StringIO)  # noqa: S101 - `console_for` made it
    lines = console.file.getvalue().splitlines()
    stream.write("".join(f"{line.rstrip()}\n" for line in lines))
