"""What a client saw, as evidence for `mdaudit check`: the format ``mdaudit-evidence/1``.

Everything is taken from the event log. A device's number on the wire is its key index here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from mdaudit.reference.log import Event
from mdaudit.spec.state.signed import NO_CERTIFICATE

OUTCOMES = {"done": "accepted", "refused": "refused"}
"""How the evidence says what became of a list."""


def evidence_of(log: Sequence[Event]) -> dict[str, Any]:
    """The evidence of one client, complete up to the last step in its log."""
    return _Log(log).evidence()


class _Log:
    """A log, with the bytes of the objects that it names."""

    def __init__(self, log: Sequence[Event]) -> None:
        self._log = log
        self._octets = {
            name: spelled.get("octets")
            for event in log
            for name, spelled in event["objects"].items()
        }
        begun = next(self._steps("set_up"))["arguments"]
        self.name, self.account, self.index = begun["client"], begun["account"], begun["index"]

    def evidence(self) -> dict[str, Any]:
        names = dict.fromkeys(e["arguments"]["account"] for e in self._steps("pin_primary"))
        sent = [self._message(e) for e in self._steps("send") if e["outcome"] == "done"]
        return {
            "format": "mdaudit-evidence/1",
            "collected_at": self._log[-1]["at"],
            "observers": [self.name],
            "accounts": [self._account(name) for name in names],
            "messages": sent,
        }

    def _steps(self, *names: str) -> Iterator[Event]:
        """The steps of these names that happened or were refused."""
        return (e for e in self._log if e["step"] in names and e["outcome"] in OUTCOMES)

    def _account(self, name: str) -> dict[str, Any]:
        def about(*steps: str) -> Iterator[Event]:
            return (e for e in self._steps(*steps) if e["arguments"]["account"] == name)

        return {
            "account": name,
            "own": name == self.account,
            "pins": [_pin(event) for event in about("pin_primary")],
            "lists_complete": True,
            "lists": [self._list(event) for event in about("accept_list", "accept_new_life")],
            "devices": [self._device(event) for event in about("accept_device")],
            "hints": [_hint(event) for event in about("hear_hint")],
        }

    def _list(self, event: Event) -> dict[str, Any]:
        return {
            "received_at": event["at"],
            "signed_key_index_list": self._octets[event["arguments"]["offered"]],
            "outcome": OUTCOMES[event["outcome"]],
        }

    def _device(self, event: Event) -> dict[str, Any]:
        arguments = event["arguments"]
        shown = arguments["shown"]
        return {
            "device": arguments["index"],
            "identity_key": arguments["key"],
            "signed_device_identity": None if shown == NO_CERTIFICATE.name else self._octets[shown],
            "first_seen": event["at"],
            "session": event["outcome"] == "done",
        }

    def _message(self, event: Event) -> dict[str, Any]:
        arguments, at = event["arguments"], event["at"]
        return {
            "id": arguments["message"],
            "sent_at": at,
            "from": {"account": self.account, "device": self.index},
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


def _pin(event: Event) -> dict[str, Any]:
    arguments = event["arguments"]
    return {"from": event["at"], "primary_key": arguments["key"], "raw_id": arguments["life"]}


def _hint(event: Event) -> dict[str, Any]:
    arguments = event["arguments"]
    return {
        "heard_at": event["at"],
        "from": {"account": arguments["speaker"], "device": arguments["index"]},
        "list_timestamp": arguments["named"],
    }
