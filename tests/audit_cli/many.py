"""Evidence about ever more accounts, each with a list, a companion, and a message to it."""

from tests.audit_cli.honest import (
    Evidence,
    bob,
    companion,
    copy,
    honest,
    listed,
    message,
    pin,
    shown,
)
from tests.audit_cli.signing import KeyPair


def contact(number: int, *, complete: bool) -> Evidence:
    """Return an account with a phone and a laptop of its own."""
    phone, laptop = (KeyPair.named(f"{name} {number}") for name in ("phone", "laptop"))
    return {
        "account": f"1555010{number:04}",
        "pins": [pin(phone, number)],
        "lists_complete": complete,
        "lists": [shown(300 + number, listed(10, (0, 1), owner=phone))],
        "devices": [companion(3, laptop, 1, 600 + number, owner=phone)],
        "hints": [],
        "notices": [],
    }


def about(count: int, *, complete: bool) -> Evidence:
    """Return a document in which Bob writes to each of so many accounts."""
    contacts = [contact(number, complete=complete) for number in range(3, count + 3)]
    messages = [
        message(f"to {number}", 900, copy(900, 3, KeyPair.named(f"laptop {number}"), to["account"]))
        | {"to": to["account"]}
        for number, to in enumerate(contacts, 3)
    ]
    own = bob(honest())
    return honest() | {"accounts": [own, *contacts], "messages": messages, "received": []}
