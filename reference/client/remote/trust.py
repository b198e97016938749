"""Whom TLS trusts: loaded once a process, since that takes longer than most answers."""

from __future__ import annotations

from functools import cache
from ssl import SSLContext

import httpx


def trusted_by(server: str) -> SSLContext | None:
    """What a connection to this server verifies; None for plain HTTP, which verifies nothing."""
    return _authorities() if server.startswith("https:") else None


@cache
def _authorities() -> SSLContext:
    return httpx.create_ssl_context()
