"""What a log says about what the client took from others: messages, keys, own-account data."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Final

from mdaudit.reference.evidence.recorded import Recorded, address, number_of
from mdaudit.reference.parties.log import Event

APP_STATE: Final = "app_state"

KINDS: Final = {
    "show": "message",
    "show_own": "device_sent",
    "take_history": "history",
    "take_app_state_key": "key_share",
    "begin_app_state_again": APP_STATE,
}
"""The steps by which a client takes something from a device, and how evidence calls it."""

KEY_ID_LENGTH: Final = 6
"""Bytes in the id of an app-state key."""


def received(log: Recorded) -> list[dict[str, Any]]:
    """Everything that came over a session and was shown, taken or refused."""
    return [_received(log, number, event) for number, event in enumerate(log.steps(*KINDS))]


def _received(log: Recorded, number: int, event: Event) -> dict[str, Any]:
    arguments = event["arguments"]
    account = arguments.get("session_account", arguments.get("account"))
    under = {}
    if KINDS[event["step"]] == APP_STATE:
        under = {"app_state_key": _key_id(log.says(arguments["app_state_key"]))}
    return {
        "id": arguments.get("message", f"received-{number}"),
        "from": address(account, arguments["index"]),
        "identity_key": arguments["key"],
        "kind": KINDS[event["step"]],
        "at": event["at"],
        "shown": event["outcome"] == "done",
        **under,
    }


def sender_keys(log: Recorded) -> list[dict[str, Any]]:
    """The client's own sender keys, and those that others gave it."""
    return [*_own_sender_keys(log), *_inbound_sender_keys(log)]


def _own_sender_keys(log: Recorded) -> Iterator[dict[str, Any]]:
    made = list(log.done("make_sender_key"))
    for number, event in enumerate(made):
        group = event["arguments"]["group"]
        later = (e["at"] for e in made[number + 1 :] if e["arguments"]["group"] == group)
        yield {
            "group": group,
            **address(log.account, log.index),
            "direction": "out",
            "id": number_of(event["arguments"]["chain"]),
            "created_at": event["at"],
            "deleted_at": next(later, None),
        }


def _inbound_sender_keys(log: Recorded) -> Iterator[dict[str, Any]]:
    keys: dict[tuple[Any, ...], dict[str, Any]] = {}
    for event in log.done("receive_sender_key", "forget_sender_keys"):
        for function, place, value in event["changes"]:
            if function == "inbound":
                _, group, account, index, _, chain = place
                known = {
                    "group": group,
                    **address(account, index),
                    "direction": "in",
                    "id": number_of(chain),
                    "created_at": event["at"],
                    "deleted_at": None,
                }
                key = keys.setdefault(tuple(place), known)
                key["deleted_at"] = None if value else event["at"]
    yield from keys.values()


def app_state_keys(log: Recorded) -> list[dict[str, Any]]:
    """The app-state keys that the client made or took."""
    steps = log.done("make_app_state_key", "take_app_state_key")
    return [_app_state_key(log, event) for event in steps]


def _app_state_key(log: Recorded, event: Event) -> dict[str, Any]:
    said = log.says(event["arguments"]["app_state_key"])
    return {
        "id": _key_id(said),
        "epoch": said["key_epoch"],
        "created_at": event["at"],
        "raw_id": said["key_life"],
        "key_indexes": sorted(said["key_indexes"]),
    }


def _key_id(said: dict[str, Any]) -> str:
    return b64encode(sha256(said["name"].encode()).digest()[:KEY_ID_LENGTH]).decode("ascii")
