"""The two ways in which an audit does not happen. A finding is neither: it is a result."""

from __future__ import annotations

from collections.abc import Sequence


class CannotLookError(Exception):
    """An input could not be audited: unreadable, or not what it claims to be.

    The message names the place, what was expected, what was there, and what to do next; it is one
    line, whatever the input contained.
    """

    def __init__(self, where: str, expected: str, got: str, advice: str) -> None:
        self.where = _one_line(where)
        super().__init__(
            f"{self.where}: expected {_one_line(expected)}, got {_one_line(got)}; {advice}"
        )

    @property
    def lines(self) -> tuple[str, ...]:
        """A line for each input that could not be audited."""
        return (str(self),)


class SeveralUnreadableError(CannotLookError):
    """Some parts of an input could not be audited: files of a folder, or lines of a stream.

    The message is that of the first part; `lines` has all.
    """

    def __init__(self, problems: Sequence[CannotLookError]) -> None:
        Exception.__init__(self, str(problems[0]))
        self.where = problems[0].where
        self.problems = problems

    @property
    def lines(self) -> tuple[str, ...]:
        """A line for each."""
        return tuple(map(str, self.problems))


class WrongUsageError(Exception):
    """An option, a key or the policy file is wrong; the caller can mend it. One line."""

    def __init__(self, message: str) -> None:
        super().__init__(_one_line(message, LONGEST_USAGE))


LONGEST = 200
"""Characters of foreign text that an error message repeats."""

LONGEST_USAGE = 1000
"""Characters of a message about usage: the next step is at its end."""


def _one_line(text: str, longest: int = LONGEST) -> str:
    printable = "".join(c if c.isprintable() else "?" for c in text)
    return printable if len(printable) <= longest else f"{printable[:longest]}..."
