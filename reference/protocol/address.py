"""A device, as the server names it."""

from __future__ import annotations

from mdaudit.reference.protocol.part import Name, Number, Part


class Address(Part, frozen=True, order=True):
    """One device of one account."""

    account: Name
    """The account."""
    device: Number
    """The device's number, which is its key index here: 0 is the primary."""
