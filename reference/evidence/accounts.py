"""What a log says about each account: pins, lists, devices, hints, notices, removals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from mdaudit.reference.evidence.recorded import OUTCOMES, Recorded, address
from mdaudit.reference.parties.log import Event
from mdaudit.spec.sorts import PRIMARY
from mdaudit.spec.state.signed import NO_CERTIFICATE

OF_PINS: Final = ("pin_primary", "take_over_contact")
"""The steps that pin a primary."""
OF_MARKS: Final = (*OF_PINS, "compare_codes", "accept_list", "accept_new_life")
"""The steps that may change a mark, or the key that it is on."""


def account_names(log: Recorded) -> list[str]:
    """The accounts that the client ever pinned, in that order."""
    pinned = (_about(log, event) for event in log.done("pin_primary", "take_over_contact"))
    return list(dict.fromkeys(pinned))


def evidence_about(log: Recorded, name: str) -> dict[str, Any]:
    """Everything about one account."""

    def about(*steps: str) -> Iterator[Event]:
        return (event for event in log.steps(*steps) if _about(log, event) == name)

    is_own = name == log.account
    evidence = {
        "account": name,
        "own": is_own,
        "pins": list(_pins(log, about(*OF_PINS))),
        "verified": _verified(log, about(*OF_MARKS)),
        "comparisons": list(_comparisons(about("compare_codes", "take_over_contact"))),
        "confirmations": [e["at"] for e in about("confirm_change") if e["outcome"] == "done"],
        "lists_complete": True,
        "lists": [
            listed
            for event in about("accept_list", "accept_new_life", "take_over_contact")
            if (listed := _list(log, event)) is not None
        ],
        "devices": [_device(log, event) for event in about("accept_device")],
        "hints": [_hint(event) for event in about("hear_hint")],
        "notices": _notices(about("notice_removal", "end_session")),
    }
    if is_own:
        evidence["removals"] = list(_removals(log))
        # What a companion adopted its primary by is not in its log: it holds the secret.
        evidence |= {"linking": []} if log.index == PRIMARY else {}
    return evidence


def _about(log: Recorded, event: Event) -> str:
    """The account that a step is about."""
    arguments = event["arguments"]
    if event["step"] == "take_over_contact":
        return str(log.says(arguments["contact"])["contact_account"])
    return str(arguments["account"])


def _pins(log: Recorded, steps: Iterator[Event]) -> Iterator[dict[str, Any]]:
    how = "first_contact"
    for event in steps:
        if event["outcome"] == "done":
            key, life = _pinned(log, event)
            synced = event["step"] == "take_over_contact"
            yield {
                "from": event["at"],
                "primary_key": key,
                "raw_id": life,
                "how": "synced" if synced else how,
                "shown_to_user": True,
            }
            how = "changed"


def _pinned(log: Recorded, event: Event) -> tuple[str, int]:
    arguments = event["arguments"]
    if event["step"] == "pin_primary":
        return arguments["key"], arguments["life"]
    said = log.says(arguments["contact"])
    return said["contact_pin"], said["contact_life"]


def _verified(log: Recorded, steps: Iterator[Event]) -> dict[str, Any] | None:
    """The mark as it is at the end, on the key that is pinned then."""
    key, mark = "", None
    for event in steps:
        if event["outcome"] == "done":
            key = _pinned(log, event)[0] if event["step"] in OF_PINS else key
            marks = [row[2] for row in event["changes"] if row[0] == "verified"]
            if marks:
                mark = {"primary_key": key, "at": event["at"]} if marks[-1] else None
            elif mark is not None:
                mark = mark | {"primary_key": key}
    return mark


def _comparisons(steps: Iterator[Event]) -> Iterator[int]:
    """When a user compared codes, here or on the primary that handed the contact over."""
    for event in steps:
        if event["outcome"] == "done":
            marked = any(name == "verified" and mark for name, _, mark in event["changes"])
            if marked or event["step"] == "compare_codes":
                yield event["at"]


def _list(log: Recorded, event: Event) -> dict[str, Any] | None:
    arguments = event["arguments"]
    if event["step"] == "take_over_contact":
        name = log.says(arguments["contact"])["contact_list"]
    else:
        name = arguments["offered"]
    octets = log.octets(name)
    if octets is None:
        return None
    listed = {
        "received_at": event["at"],
        "signed_key_index_list": octets,
        "outcome": OUTCOMES[event["outcome"]],
    }
    clock = log.signed_at(name)
    return listed if clock is None else listed | {"signed_at": clock}


def _device(log: Recorded, event: Event) -> dict[str, Any]:
    arguments = event["arguments"]
    shown = arguments["shown"]
    return {
        "device": arguments["index"],
        "identity_key": arguments["key"],
        "signed_device_identity": None if shown == NO_CERTIFICATE.name else log.octets(shown),
        "first_seen": event["at"],
        "session": event["outcome"] == "done",
    }


def _hint(event: Event) -> dict[str, Any]:
    arguments = event["arguments"]
    return {
        "heard_at": event["at"],
        "from": address(arguments["speaker"], arguments["index"]),
        "list_timestamp": arguments["named"],
    }


def _notices(steps: Iterator[Event]) -> list[dict[str, Any]]:
    """The word of removals; if the client kept a device, which one, and when it was answered.

    Nothing but a notice makes a client try to end a session that its list does not end.
    """
    notices: list[dict[str, Any]] = []
    for event in steps:
        if event["step"] == "notice_removal":
            notices.append({"received_at": event["at"], "kind": "remove", "effect": "queried"})
        elif event["outcome"] == "refused":
            kept = {"device": event["arguments"]["index"], "answered_at": event["at"]}
            notices += [dict(notices[-1])] if "device" in notices[-1] else []
            notices[-1] |= kept
    return notices


def _removals(log: Recorded) -> Iterator[dict[str, Any]]:
    """The removals that the owner asked for, with the list by which they were shown as done."""
    for asked in log.done("ask_removal", "hear_log_out"):
        index, at = asked["arguments"]["index"], asked["at"]
        signed, shown = _done(log, "unlink", index, at), _done(log, "show_removal", index, at)
        yield {
            "key_index": index,
            "requested_at": at,
            "shown_done_at": None if shown is None else shown["at"],
            "list_timestamp": None if signed is None else _list_time(log, signed),
        }


def _done(log: Recorded, step: str, index: int, since: int) -> Event | None:
    events = (e for e in log.done(step) if e["arguments"]["index"] == index and e["at"] >= since)
    return next(events, None)


def _list_time(log: Recorded, event: Event) -> int:
    return int(log.says(event["arguments"]["signed"])["list_time"])
