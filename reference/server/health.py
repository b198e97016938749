"""Health: whether the server can do its work."""

from __future__ import annotations

from sqlalchemy import select

from mdaudit.reference.server.call import Call


def health(call: Call) -> dict[str, str]:
    """Answer ``ok`` after asking the database something."""
    call.connection.scalar(select(1))
    return {"status": "ok"}
