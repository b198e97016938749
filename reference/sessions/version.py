"""The byte that every encrypted message begins with."""

from __future__ import annotations

from mdaudit.spec.objects.malformed import Malformed

VERSION = b"\x33"
"""The message's version and the newest that its sender knows, both 3: four bits each."""


def after_version(octets: bytes, what: str, trailer: int = 0) -> tuple[bytes, bytes]:
    """The bytes between the version and the last `trailer` bytes, and those last bytes.

    Raises:
        Malformed: there is another version, or the bytes are too few.
    """
    least = len(VERSION) + trailer
    if len(octets) < least:
        raise Malformed(what, f"at least {least} bytes", f"{len(octets)}", 0)
    if not octets.startswith(VERSION):
        raise Malformed(what, f"version {VERSION.hex()}", octets[:1].hex(), 0)
    end = len(octets) - trailer
    return octets[len(VERSION) : end], octets[end:]
