"""What a log says about messages that the client sent: each copy, when, and for whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from mdaudit.reference.evidence.recorded import Recorded, address, number_of
from mdaudit.reference.parties.log import Event

OF_GROUPS: Final = (
    "add_member",
    "remove_member",
    "make_sender_key",
    "give_sender_key",
    "send_to_group",
)
"""The steps that say who is in a group, who has the sender key, and what is written under it."""


def messages(log: Recorded) -> list[dict[str, Any]]:
    """Every message that was sent, to an account or to a group, or refused to an account."""
    to_accounts = (_message(log, event) for event in log.steps("send"))
    return [*to_accounts, *_to_groups(log)]


def _message(log: Recorded, event: Event) -> dict[str, Any]:
    name, to = event["arguments"]["message"], event["arguments"]["to"]
    if event["outcome"] == "refused":
        return _sent(log, name, event) | {"to": to, "outcome": "refused"}
    unreached = event["unreached"]
    copies = [copy for copy in event["copies"] if copy not in unreached]
    first = [_copy(log, copy, event["at"]) for copy in copies]
    return _sent(log, name, event) | {"to": to, "copies": [*first, *_again(log, name)]}


def _again(log: Recorded, name: str) -> Iterator[dict[str, Any]]:
    """The copies of a message that were made because a device could not read it."""
    for later in log.done("send_again"):
        if later["arguments"]["message"] == name:
            yield _copy(log, later["arguments"], later["at"]) | {"kind": "retry"}


def _to_groups(log: Recorded) -> Iterator[dict[str, Any]]:
    """Messages to groups; whoever was given the sender key by then can read them."""
    groups: dict[str, _Group] = {}
    for event in log.done(*OF_GROUPS):
        name = event["arguments"]["group"]
        group = groups.setdefault(name, _Group(name))
        group.follow(event)
        if event["step"] == "send_to_group":
            message = event["arguments"]["message"]
            copies = [*group.copies(event["at"]), *_again(log, message)]
            yield _sent(log, message, event) | {"group": group.described(), "copies": copies}


@dataclass
class _Group:
    """A group as the client knows it: who is in it, and who has the present sender key."""

    name: str
    members: dict[str, None] = field(default_factory=dict)
    """In the order in which they came."""
    chain: str = ""
    """The name of the present sender key."""
    holders: list[dict[str, Any]] = field(default_factory=list)
    """The devices that it was encrypted for."""

    def follow(self, event: Event) -> None:
        """What becomes of the group by a step."""
        arguments = event["arguments"]
        match event["step"]:
            case "add_member":
                self.members[arguments["account"]] = None
            case "remove_member":
                self.members.pop(arguments["account"], None)
            case "make_sender_key":
                self.chain, self.holders = arguments["chain"], []
            case "give_sender_key":
                self.holders += [one for one in event["given"] if one not in self.holders]

    def described(self) -> dict[str, Any]:
        """The group, as a message under the present key names it."""
        members = list(self.members)
        return {"id": self.name, "members": members, "sender_key_id": number_of(self.chain)}

    def copies(self, at: int) -> Iterator[dict[str, Any]]:
        """The devices that can read a message now."""
        for one in self.holders:
            place = {"account": one["account"], "device": one["index"], "identity_key": one["key"]}
            yield place | {"at": at, "kind": "sender_key"}


def _sent(log: Recorded, name: str, event: Event) -> dict[str, Any]:
    return {
        "id": name,
        "sent_at": event["at"],
        "from": address(log.account, log.index),
        "complete": True,
    }


def _copy(log: Recorded, to: dict[str, Any], at: int) -> dict[str, Any]:
    return {
        "account": to["account"],
        "device": to["index"],
        "identity_key": to["key"],
        "at": at,
        "kind": "device_sent" if to["account"] == log.account else "message",
    }
