"""Numbers on the command line, and what the errors call them."""

from __future__ import annotations

import math
from typing import Any

import click


class WholeNumber(click.IntRange):
    """A whole number within bounds."""

    name = "whole number"

    def __init__(self, lowest: int, highest: int | None = None) -> None:
        super().__init__(lowest, highest)


class Seconds(click.FloatRange):
    """Seconds from a shortest time to a day. *Not a number* is below no bound, and no time."""

    name = "number of seconds"

    def __init__(self, shortest: float) -> None:
        super().__init__(shortest, 86_400)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number; fails if it is none, or outside the range."""
        seconds: float = super().convert(value, param, ctx)
        if math.isnan(seconds):
            self.fail(f"{value!r} is not a number", param, ctx)
        return seconds
