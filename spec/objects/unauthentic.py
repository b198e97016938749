"""The one way in which checking well-formed bytes fails."""

from __future__ import annotations


class Unauthentic(Exception):  # noqa: N818 - it names what the bytes are, as `Malformed` does
    """Well-formed bytes are not what the holder of a key made, or not in the place they claim.

    What follows from it is for the rules to say: here nobody is blamed.
    """

    def __init__(self, what: str, expected: str, got: str) -> None:
        super().__init__(what, expected, got)
        self.what = what
        """What was checked: ``patch MAC``."""
        self.expected = expected
        """What authentic bytes have there."""
        self.got = got
        """What these bytes have there; never the value that would have been right."""

    def __str__(self) -> str:
        return f"{self.what}: expected {self.expected}, got {self.got}"
