"""Groups: the server keeps the members, and whoever is one may change them. Nobody signs."""

from __future__ import annotations

from mdaudit.reference.protocol.part import Name, Part


class Members(Part, frozen=True):
    """Who is in a group."""

    members: tuple[Name, ...]
