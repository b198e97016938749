"""Evidence as somebody else may have collected it: with gaps of every kind, and from two sides."""

from copy import deepcopy
from random import Random
from typing import Any

from tests.generated.written import Evidence

CHANCE = 1 / 6
"""How likely each gap is."""

OF_ACCOUNTS = (
    *("own", "pins", "lists", "devices", "hints"),
    *("verified", "comparisons", "confirmations", "notices", "removals"),
)
OF_PARTS = {
    "devices": ("signed_device_identity", "session", "first_seen"),
    "pins": ("raw_id", "how", "shown_to_user"),
    "lists": ("outcome", "signed_at"),
    "notices": ("device", "effect"),
    "hints": ("key_hash", "key_indexes"),
    "removals": ("shown_done_at", "list_timestamp"),
}
"""Members of the parts of an account."""
OF_MESSAGES = ("identity_key", "kind", "app_state_key", "shown")
"""Members of copies, and of what arrived."""
OF_KEYS = ("raw_id", "key_indexes")
OF_DOCUMENTS = ("collected_at", "messages", "received", "sender_keys", "app_state")


def thinned(whole: Evidence, random: Random) -> Evidence:
    """Return the evidence without some of its parts."""
    evidence = deepcopy(whole)
    for account in evidence["accounts"]:
        _thin_out(account, random)
    evidence["messages"], evidence["messages_complete"] = _some_of(evidence["messages"], random)
    for message in evidence["messages"]:
        message["copies"], message["complete"] = _some_of(message["copies"], random)
        _perhaps_drop(message.get("group", {}), ("sender_key_id",), random)
    for part in [copy for m in evidence["messages"] for copy in m["copies"]] + evidence["received"]:
        _perhaps_drop(part, OF_MESSAGES, random)
    for part in evidence["sender_keys"]:
        _perhaps_drop(part, ("deleted_at",), random)
    for part in evidence["app_state"]["keys"]:
        _perhaps_drop(part, OF_KEYS, random)
    _perhaps_drop(evidence, OF_DOCUMENTS, random)
    evidence["messages_complete"] &= "messages" in evidence
    return evidence


def _thin_out(account: Evidence, random: Random) -> None:
    """Forget some of what was collected of an account."""
    for name, members in OF_PARTS.items():
        for part in account.get(name, ()):
            _perhaps_drop(part, members, random)
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


SHARED = ("pins", "devices", "hints", "notices")
"""What an account has of both observers, without their names."""


def put_together(first: Evidence, second: Evidence) -> Evidence:
    """Return one document of what two observers collected; what one of them lacks is a gap."""
    names = [*first["observers"], *second["observers"]]
    whole: Evidence = {"format": first["format"], "observers": names}
    about = dict.fromkeys(a["account"] for part in (first, second) for a in part["accounts"])
    whole["accounts"] = [_account(name, first, second) for name in about]
    for member in ("messages", "received"):
        if member in first and member in second:
            whole[member] = _observed(first[member], names[0]) + _observed(second[member], names[1])
    return whole


def _account(name: str, first: Evidence, second: Evidence) -> Evidence:
    told = [_about(name, part) for part in (first, second)]
    merged: Evidence = {"account": name, "own": any(account.get("own") for account in told)}
    merged["lists_complete"] = all(a.get("lists_complete") and "lists" in a for a in told)
    merged["lists"] = [
        part
        for by, account in zip((first, second), told, strict=True)
        for part in _observed(account.get("lists", []), by["observers"][0])
    ]
    for member in SHARED:
        if all(member in account for account in told):
            merged[member] = told[0][member] + told[1][member]
    return merged | ({"pins": _by_key(merged["pins"])} if "pins" in merged else {})


def _about(name: str, part: Evidence) -> Evidence:
    """Return what one observer says of an account, perhaps nothing."""
    return next((deepcopy(a) for a in part["accounts"] if a["account"] == name), {})


def _by_key(pins: list[Evidence]) -> list[Evidence]:
    """Return the earliest pin of each key."""
    earliest: dict[str, Evidence] = {}
    for pin in sorted(pins, key=lambda pin: int(pin["from"])):
        earliest.setdefault(pin["primary_key"], pin)
    return list(earliest.values())


def _observed(parts: list[Evidence], observer: str) -> list[Evidence]:
    return [part | {"observer": observer} for part in parts]
