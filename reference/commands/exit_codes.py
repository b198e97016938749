"""Exit codes of `mdref`."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the exit code says; the string below each member is the line of the documentation."""

    DONE = 0
    """Everything was done."""
    OTHERWISE = 1
    """`mdref demo`: its story went otherwise than it is told."""
    USAGE = 2
    """The command line is wrong, or names a file that cannot be read or written."""
    UNUSABLE = 3
    """The store or the server could not be used, the server said no, or output was not written."""
    REFUSED = 10
    """A rule refused: somebody lied, or asked for too much."""
    INTERNAL = 70
    """A defect of this program."""
    INTERRUPTED = 130
    """It was interrupted before it was done."""
