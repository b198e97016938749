"""A tiny honest world as evidence, for tests to deviate from in one point."""

from copy import deepcopy
from functools import cache
from typing import Any

from tests.audit_cli.signing import KeyPair, base64, certificate, device_list

DAY = 24 * 3600
START = 1_795_300_000
"""When Bob's phone pinned Alice."""

ALICE, BOB = "15550100001", "15550100002"
PHONE, LAPTOP, TABLET = (KeyPair.named(name) for name in ("phone", "laptop", "tablet"))
"""Alice's devices: number 0, number 3 with index 1, number 5 with index 2."""
BOB_PHONE, BOB_LAPTOP = (KeyPair.named(name) for name in ("bob's phone", "bob's laptop"))
"""Bob's devices: number 0, and number 1 with index 1."""
MALLORY = KeyPair.named("mallory")

Evidence = dict[str, Any]


def shown(at: int, signed: bytes, outcome: str | None = "accepted") -> Evidence:
    """Return a list that the server showed; without an outcome, nobody noted one."""
    part = {"received_at": START + at, "signed_key_index_list": base64(signed)}
    return part if outcome is None else part | {"outcome": outcome}


def listed(at: int, valid: tuple[int, ...], **changes: Any) -> bytes:
    """Return a list that Alice's phone signed."""
    return device_list(changes.pop("owner", PHONE), START + at, valid, **changes)


def device(number: int, key: KeyPair, signed: bytes | None, at: int = 200) -> Evidence:
    """Return a device with which Bob's phone has a session."""
    return {
        "device": number,
        "identity_key": base64(key.public),
        "signed_device_identity": None if signed is None else base64(signed),
        "first_seen": START + at,
        "session": True,
    }


def companion(number: int, key: KeyPair, index: int, at: int = 200, **changes: Any) -> Evidence:
    """Return a companion of Alice's."""
    time = START + changes.pop("time", 0)
    owner = changes.pop("owner", PHONE)
    return device(number, key, certificate(owner, key, index, time=time, **changes), at)


def hint(at: int, named: int, *, account: str = ALICE, number: int = 0) -> Evidence:
    """Return word of a list of Alice's."""
    return {
        "heard_at": START + at,
        "from": {"account": account, "device": number},
        "list_timestamp": START + named,
    }


def copy(at: int, number: int, key: KeyPair, account: str = ALICE) -> Evidence:
    """Return a copy for a device."""
    return {
        "account": account,
        "device": number,
        "identity_key": base64(key.public),
        "at": START + at,
        "kind": "message",
    }


def message(name: str, at: int, *copies: Evidence, number: int = 0) -> Evidence:
    """Return a message of Bob's to Alice."""
    return {
        "id": name,
        "sent_at": START + at,
        "from": {"account": BOB, "device": number},
        "to": ALICE,
        "complete": True,
        "copies": list(copies),
    }


def received(name: str, at: int, number: int, key: KeyPair, **changes: Any) -> Evidence:
    """Return a message from Alice that was shown."""
    return {
        "id": name,
        "from": {"account": ALICE, "device": number},
        "identity_key": base64(key.public),
        "kind": "message",
        "at": START + at,
        "shown": True,
    } | changes


def pin(key: KeyPair, at: int = 0, life: int = 7) -> Evidence:
    """Return a pin."""
    return {"from": START + at, "primary_key": base64(key.public), "raw_id": life}


@cache
def _honest() -> Evidence:
    alice = {
        "account": ALICE,
        "pins": [pin(PHONE)],
        "verified": None,
        "lists_complete": True,
        "lists": [shown(100, listed(10, (0, 1, 2)))],
        "devices": [companion(3, LAPTOP, 1), companion(5, TABLET, 2)],
        "hints": [hint(300, 10)],
        "notices": [],
    }
    laptop = certificate(BOB_PHONE, BOB_LAPTOP, 1, time=START, life=9)
    bob = {
        "account": BOB,
        "own": True,
        "pins": [pin(BOB_PHONE, life=9)],
        "verified": None,
        "lists_complete": True,
        "lists": [shown(100, device_list(BOB_PHONE, START + 20, (0, 1), life=9))],
        "devices": [device(1, BOB_LAPTOP, laptop)],
        "hints": [],
        "notices": [],
        "removals": [],
        "linking": [],
    }
    copies = (
        copy(400, 0, PHONE),
        copy(400, 3, LAPTOP),
        copy(400, 5, TABLET),
        copy(400, 1, BOB_LAPTOP, BOB),
    )
    return {
        "format": "mdaudit-evidence/1",
        "collected_at": START + 10_000,
        "observers": ["bobs-phone"],
        "accounts": [alice, bob],
        "messages": [message("m1", 400, *copies)],
        "received": [received("r1", 500, 3, LAPTOP)],
        "sender_keys": [],
        "app_state": {"keys": []},
    }


def honest() -> Evidence:
    """Return evidence of which every rule that it decides passes; change it at will."""
    return deepcopy(_honest())


def alice(evidence: Evidence) -> Any:
    """Return Alice's account."""
    return evidence["accounts"][0]


def bob(evidence: Evidence) -> Any:
    """Return Bob's account."""
    return evidence["accounts"][1]
