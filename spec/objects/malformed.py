"""The one way in which reading bytes fails."""

from __future__ import annotations


class Malformed(Exception):  # noqa: N818 - it names what the bytes are, as rule ids name what failed
    """Received bytes are not a well-formed message of the expected kind (WIRE-2).

    Every decoder of this package raises this and nothing else, whatever the bytes.
    """

    rule = "WIRE-2"
    """Id of the rule that the bytes break."""

    def __init__(self, what: str, expected: str, got: str, where: int) -> None:
        super().__init__(what, expected, got, where)
        self.what = what
        """The message, or the field of it, that could not be read: ``ADVDeviceIdentity.rawId``."""
        self.expected = expected
        """What a well-formed message has there."""
        self.got = got
        """What these bytes have there."""
        self.where = where
        """Byte offset, counted from the first byte of the message that `what` names."""

    def __str__(self) -> str:
        return f"{self.what}: expected {self.expected}, got {self.got} (byte {self.where})"
