"""What can come between a code and a device."""

from __future__ import annotations

from pathlib import Path


class LinkingEndedError(Exception):
    """Nobody came in time, the server did not take it, or the characters were others.

    Another attempt begins with another code.
    """

    def __init__(self, expected: str, got: str, next_step: str) -> None:
        super().__init__(f"linking: expected {expected}, got {got}; {next_step}")


class PictureError(Exception):
    """A picture cannot be written or read, or shows no code."""

    def __init__(self, file: Path, expected: str, got: str, next_step: str) -> None:
        super().__init__(f"{file}: expected {expected}, got {got}; {next_step}")
