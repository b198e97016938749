"""How evidence is written: parts of a JSON document, and bytes as text."""

from base64 import b64encode
from typing import Any

Evidence = dict[str, Any]
"""A document, or a part of one."""


def base64(octets: bytes) -> str:
    """Return the bytes as evidence writes them."""
    return b64encode(octets).decode("ascii")
