"""Evidence as somebody else may have collected it: with gaps of every kind, all combined."""

from copy import deepcopy
from random import Random
from typing import Any

from tests.generated.diary import Evidence

CHANCE = 1 / 6
"""How likely each gap is."""

OF_ACCOUNTS = ("own", "pins", "lists", "devices", "hints")
OF_DEVICES = ("signed_device_identity", "session", "first_seen")
OF_DOCUMENTS = ("collected_at", "messages", "received")


def thinned(whole: Evidence, random: Random) -> Evidence:
    """Return the evidence without some of its parts."""
    evidence = deepcopy(whole)
    for account in evidence["accounts"]:
        _thin_out(account, random)
    for message in evidence["messages"]:
        message["copies"], complete = _some_of(message["copies"], random)
        message["complete"] = complete
    for part in [copy for m in evidence["messages"] for copy in m["copies"]] + evidence["received"]:
        _perhaps_drop(part, ("identity_key",), random)
    _perhaps_drop(evidence, OF_DOCUMENTS, random)
    return evidence


def _thin_out(account: Evidence, random: Random) -> None:
    """Forget some of what was collected of an account."""
    for device in account["devices"]:
        _perhaps_drop(device, OF_DEVICES, random)
    for pin in account["pins"]:
        _perhaps_drop(pin, ("raw_id",), random)
    for shown in account["lists"]:
        _perhaps_drop(shown, ("outcome",), random)
    account["lists"], account["lists_complete"] = _some_of(account["lists"], random)
    _perhaps_drop(account, OF_ACCOUNTS, random)


def _some_of(parts: list[Evidence], random: Random) -> tuple[list[Evidence], bool]:
    """Return all of the parts, or some of them, and whether it is all."""
    if random.random() > 2 * CHANCE:
        return parts, True
    return [part for part in parts if random.random() > CHANCE], False


def _perhaps_drop(part: dict[str, Any], members: tuple[str, ...], random: Random) -> None:
    for member in members:
        if random.random() < CHANCE:
            part.pop(member, None)
