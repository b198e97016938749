"""The one way in which the server does not do what was asked."""

from __future__ import annotations

from mdaudit.reference.protocol.access import Problem

MOST_WORDS = 80
"""Characters of a text in a `Problem`."""


class Refusal(Exception):  # noqa: N818 - a refusal is an outcome, not a defect
    """The request is not done, and nothing of it is kept."""

    def __init__(self, status: int, problem: str, next_step: str = "") -> None:
        super().__init__(problem)
        self.status = status
        """The HTTP status, as `mdaudit.reference.protocol.paths` says what each means."""
        self.problem = Problem(problem[:MOST_WORDS], next_step[:MOST_WORDS])
        """What the client is told."""
