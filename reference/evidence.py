"""What a client saw, as evidence for `mdaudit check`: the format ``mdaudit-evidence/1``.

Everything is taken from the event log. A device's number on the wire is its key index here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mdaudit.reference.log import Event
from mdaudit.reference.peer import Peer

OUTCOMES = {"done": "accepted", "refused": "refused"}
"""How the evidence says what became of a list."""


def evidence_of(peer: Peer) -> dict[str, Any]:
    """The evidence of one client, complete up to its last step."""
    return {
        "format": "mdaudit-evidence/1",
        "collected_at": peer.log[-1]["at"],
        "observers": [peer.name],
        "accounts": [
            _account(peer, name)
            for name in dict.fromkeys(
                event["arguments"]["account"] for event in _steps(peer, "pin_primary")
            )
        ],
        "messages": [
            _message(peer, event) for event in _steps(peer, "send") if event["outcome"] == "done"
        ],
    }


def _steps(peer: Peer, *names: str) -> Iterator[Event]:
    """The steps of these names that happened or were refused."""
    return (event for event in peer.log if event["step"] in names and event["outcome"] in OUTCOMES)


def _account(peer: Peer, name: str) -> dict[str, Any]:
    def about(*steps: str) -> Iterator[Event]:
        return (e for e in _steps(peer, *steps) if e["arguments"]["account"] == name)

    return {
        "account": name,
        "own": name == peer.account,
        "pins": [_pin(event) for event in about("pin_primary")],
        "lists_complete": True,
        "lists": [_list(event) for event in about("accept_list", "accept_new_life")],
        "devices": [_device(event) for event in about("accept_device")],
        "hints": [_hint(event) for event in about("hear_hint")],
    }


def _pin(event: Event) -> dict[str, Any]:
    arguments = event["arguments"]
    return {"from": event["at"], "primary_key": arguments["key"], "raw_id": arguments["life"]}


def _list(event: Event) -> dict[str, Any]:
    return {
        "received_at": event["at"],
        "signed_key_index_list": event["arguments"]["offered"],
        "outcome": OUTCOMES[event["outcome"]],
    }


def _device(event: Event) -> dict[str, Any]:
    arguments = event["arguments"]
    return {
        "device": arguments["index"],
        "identity_key": arguments["key"],
        "signed_device_identity": arguments["shown"],
        "first_seen": event["at"],
        "session": event["outcome"] == "done",
    }


def _hint(event: Event) -> dict[str, Any]:
    arguments = event["arguments"]
    return {
        "heard_at": event["at"],
        "from": {"account": arguments["speaker"], "device": arguments["index"]},
        "list_timestamp": arguments["named"],
    }


def _message(peer: Peer, event: Event) -> dict[str, Any]:
    arguments, at = event["arguments"], event["at"]
    return {
        "id": arguments["message"],
        "sent_at": at,
        "from": {"account": peer.account, "device": 0},
        "to": arguments["to"],
        "complete": True,
        "copies": [
            {
                "account": copy["account"],
                "device": copy["index"],
                "identity_key": copy["key"],
                "at": at,
                "kind": "message",
            }
            for copy in event["copies"]
        ],
    }
