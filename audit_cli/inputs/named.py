"""Names in evidence: how they are spelled, and that what they name is there once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import Annotated

from msgspec import Meta

Name = Annotated[str, Meta(min_length=1, max_length=200)]

UserPart = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^[^@:+\s]+$")]
"""An account without its server, its device number and a plus sign: one spelling for each."""


def repeats(names: Iterable[Hashable]) -> bool:
    """Whether something is named twice."""
    return max(Counter(names).values(), default=0) > 1
