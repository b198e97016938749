"""Evidence as somebody else may have collected it: with gaps."""

from copy import deepcopy
from random import Random
from typing import Any

from tests.generated.diary import Evidence

CHANCE = 1 / 8
"""How likely each gap is."""

OF_ACCOUNTS = ("devices", "hints")
OF_DEVICES = ("signed_device_identity", "session")
OF_DOCUMENTS = ("collected_at", "messages", "received")


def thinned(whole: Evidence, random: Random) -> Evidence:
    """Return the evidence without some of its parts."""
    evidence = deepcopy(whole)
    for account in evidence["accounts"]:
        for device in account["devices"]:
            _perhaps_drop(device, OF_DEVICES, random)
        _perhaps_drop(account, OF_ACCOUNTS, random)
    for message in evidence["messages"]:
        message["copies"] = [copy for copy in message["copies"] if random.random() > CHANCE]
        message["complete"] = False
    for part in [copy for m in evidence["messages"] for copy in m["copies"]] + evidence["received"]:
        _perhaps_drop(part, ("identity_key",), random)
    _perhaps_drop(evidence, OF_DOCUMENTS, random)
    return evidence


def without_dates_and_lists(whole: Evidence, random: Random) -> Evidence:
    """Return the evidence without some of what tells when a life or an identity began."""
    evidence = deepcopy(whole)
    for account in evidence["accounts"]:
        for device in account["devices"]:
            _perhaps_drop(device, ("first_seen",), random)
        for shown in account["lists"]:
            _perhaps_drop(shown, ("outcome",), random)
        for pin in account["pins"]:
            _perhaps_drop(pin, ("raw_id",), random)
        _perhaps_drop(account, ("pins", "lists"), random)
    return evidence


def _perhaps_drop(part: dict[str, Any], members: tuple[str, ...], random: Random) -> None:
    for member in members:
        if random.random() < CHANCE:
            part.pop(member, None)
