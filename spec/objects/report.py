"""What a decoder lets pass but does not pass over in silence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Report:
    """Something odd in unsigned framing, or an odd spelling of an unambiguous value."""

    what: str
    """The message, or the field of it, that is odd: ``ADVSignedDeviceIdentity.details``."""

    remark: str
    """What is odd about it, and how it was read."""

    where: int
    """Byte offset, counted from the first byte of the message that `what` names."""
