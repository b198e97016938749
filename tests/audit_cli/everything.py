"""Evidence in which every member that has a time occurs, each at a time of its own."""

import json
from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

from msgspec import Struct

from mdaudit.audit_cli.inputs import evidence as form
from mdaudit.audit_cli.inputs.document import evidence_document
from tests.audit_cli.honest import (
    ALICE,
    BOB,
    BOB_LAPTOP,
    DAY,
    LAPTOP,
    PHONE,
    START,
    Evidence,
    alice,
    bob,
    copy,
    honest,
    listed,
    message,
    received,
    shown,
)
from tests.audit_cli.signing import base64

Moment = tuple[str, str, int]
"""A struct of the format, its member, and the time there."""


def everything() -> Evidence:
    """Return Bob's phone's evidence; in the end a removed device has the group's key."""
    evidence = honest()
    alice(evidence)["verified"] = {"primary_key": base64(PHONE.public), "at": START + 310}
    alice(evidence)["comparisons"] = [START + 310, START + 312]
    alice(evidence)["confirmations"] = [START + 314]
    alice(evidence)["notices"] = list(_notices())
    alice(evidence)["lists"].append(shown(450, listed(440, (0, 2))))
    bob(evidence)["removals"] = [
        {
            "key_index": 1,
            "requested_at": START + 320,
            "shown_done_at": START + 330,
            "list_timestamp": START + 325,
        }
    ]
    bob(evidence)["linking"] = [
        {"hmac_object": base64(b"?"), "at": START + 10, "attempt_closed_at": START + 11}
    ]
    evidence["messages"] += list(_messages())
    evidence["received"] += list(_received())
    evidence["sender_keys"] = list(_sender_keys())
    made = {"id": base64(b"key"), "epoch": 4, "created_at": START + 350}
    evidence["app_state"] = {"keys": [made]}
    evidence["collected_at"] = START + 40 * DAY
    return evidence


def _notices() -> Iterator[Evidence]:
    effects = ("ignored", "queried", "removed", "added", None)
    for number, (kind, effect) in enumerate(
        (kind, effect) for kind in ("add", "remove", "update") for effect in effects
    ):
        notice: Evidence = {"received_at": START + 210 + number, "kind": kind}
        notice |= {} if effect is None else {"effect": effect}
        yield notice | ({"device": 5} if number % 2 else {})
    yield {"received_at": START + 230, "kind": "remove", "device": 3} | {
        "effect": "queried",
        "answered_at": START + 231,
    }


def _messages() -> Iterator[Evidence]:
    group = {"id": "g1", "members": [ALICE, BOB], "sender_key_id": 7}
    given = copy(420, 3, LAPTOP) | {"kind": "sender_key"}
    for name, at, copies in (("m2", 420, [given]), ("m3", 460, [])):
        sent = message(name, at, *copies) | {"group": group}
        yield {member: value for member, value in sent.items() if member != "to"}
    kinds = ("device_sent", "retry", "backfill", "message")
    yield message(
        "m4", 470, *(copy(471 + n, 0, PHONE) | {"kind": kind} for n, kind in enumerate(kinds))
    )


def _received() -> Iterator[Evidence]:
    kinds = ("message", "device_sent", "history", "app_state", "key_share")
    for number, kind in enumerate(kinds):
        own = received(f"r{number + 2}", 520 + number, 1, BOB_LAPTOP, kind=kind)
        yield own | {"from": {"account": BOB, "device": 1}, "shown": number != 4}


def _sender_keys() -> Iterator[Evidence]:
    for number, (account, direction) in enumerate(((ALICE, "in"), (BOB, "out"))):
        at = START + 360 + 10 * number
        key = {"group": "g1", "account": account, "device": 0, "direction": direction, "id": 7}
        yield key | {"created_at": at, "deleted_at": at + 5}


def moments(evidence: Evidence) -> set[Moment]:
    """Return every time in evidence, by the member that holds it."""
    text = json.dumps(evidence).encode()
    return set(_times(evidence_document("evidence.json", text).evidence))


def _times(part: Any) -> Iterator[Moment]:
    if isinstance(part, tuple):
        for each in part:
            yield from _times(each)
    if isinstance(part, Struct):
        for member in part.__struct_fields__:
            value = getattr(part, member)
            if member in times_of(type(part)):
                values = value if isinstance(value, tuple) else (value,)
                yield from ((type(part).__name__, member, v) for v in values if isinstance(v, int))
            yield from _times(value)


def times_of(struct: type[Struct]) -> set[str]:
    """Return the members of a struct of the format that hold a time, or several."""
    hints = get_type_hints(struct, include_extras=True)
    return {member for member, hint in hints.items() if form.Seconds in _parts_of(hint)}


def _parts_of(hint: Any) -> Iterator[Any]:
    yield hint
    for part in get_args(hint) if hint != form.Seconds else ():
        yield from _parts_of(part)


def structs() -> list[type[Struct]]:
    """Return every struct of the format."""
    found = (each for each in vars(form).values() if isinstance(each, type))
    return [each for each in found if issubclass(each, Struct) and each is not Struct]
