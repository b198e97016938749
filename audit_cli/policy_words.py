"""The bounds of a policy in words, and promises with the numbers of a policy in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mdaudit.spec.policy import Policy

UNITS: Final = ((86400, "day"), (3600, "h"), (60, "min"), (1, "s"))
"""Seconds of each unit, the largest first."""

BOUND: Final = re.compile(r"\b(lifetime|deadline)\b(?: \+ (\d+)E\b)?")
"""A bound in a promise's sentence, and how many clock errors are added to it."""


def in_words(seconds: int) -> str:
    """A duration: ``35 days 2 h``."""
    parts = []
    for size, unit in UNITS:
        number, seconds = divmod(seconds, size)
        if number:
            parts.append(f"{number} {unit}{'s' if unit == 'day' and number > 1 else ''}")
    return " ".join(parts) or "0 s"


def with_numbers(sentence: str, policy: Policy) -> str:
    """The sentence with this policy's bounds in place of their names."""

    def numbers(found: re.Match[str]) -> str:
        bound = getattr(policy, found[1])
        if found[2] is None:
            return in_words(bound)
        total = bound + int(found[2]) * policy.clock_error
        error = in_words(policy.clock_error)
        return f"{in_words(bound)} + {found[2]} x {error} ({in_words(total)})"

    return BOUND.sub(numbers, sentence)


def statements(policy: Policy) -> dict[str, str]:
    """The promises that speak of a bound, by number, with this policy's numbers."""
    from mdaudit.spec.chapters import PROMISES

    said = {number: with_numbers(p.title, policy) for number, p in PROMISES.items()}
    return {number: text for number, text in said.items() if text != PROMISES[number].title}


def policy_lines(policy: Policy) -> list[str]:
    """What the proofs are about with this policy."""
    bounds = {
        "lifetime": policy.lifetime,
        "deadline": policy.deadline,
        "clock error E": policy.clock_error,
    }
    told = ", ".join(f"{name} {in_words(seconds)}" for name, seconds in bounds.items())
    return [
        f"With {told}:",
        *(f"  promise {number}: {text}" for number, text in statements(policy).items()),
    ]
