"""What a log says about messages that the client sent: each copy, when, and for whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mdaudit.reference.evidence.recorded import Recorded, address, number_of
from mdaudit.reference.log import Event


def messages(log: Recorded) -> list[dict[str, Any]]:
    """Every message that was sent, to an account or to a group."""
    to_accounts = (_message(log, event) for event in log.done("send"))
    return [*to_accounts, *_to_groups(log)]


def _message(log: Recorded, event: Event) -> dict[str, Any]:
    name = event["arguments"]["message"]
    unreached = event["unreached"]
    copies = [copy for copy in event["copies"] if copy not in unreached]
    first = [_copy(log, copy, event["at"]) for copy in copies]
    again = [
        _copy(log, later["arguments"], later["at"]) | {"kind": "retry"}
        for later in log.done("send_again")
        if later["arguments"]["message"] == name
    ]
    return _sent(log, name, event) | {"to": event["arguments"]["to"], "copies": [*first, *again]}


def _to_groups(log: Recorded) -> Iterator[dict[str, Any]]:
    """Messages to groups; whoever was given the sender key by then can read them."""
    members: dict[str, dict[str, None]] = {}
    holders: dict[str, dict[tuple[str, int, str], None]] = {}
    steps = ("add_member", "remove_member", "give_sender_key", "send_to_group")
    for event in log.done(*steps):
        for function, place, value in event["changes"]:
            if function == "member":
                _remember(members.setdefault(place[1], {}), place[2], value)
            elif function == "given_from":
                _remember(holders.setdefault(place[0], {}), tuple(place[1:]), value >= 0)
        if event["step"] == "send_to_group":
            yield _group_message(log, event, members, holders)


def _remember(among: dict[Any, None], one: Any, is_in: bool) -> None:  # noqa: FBT001 - a value
    if is_in:
        among[one] = None
    else:
        among.pop(one, None)


def _group_message(
    log: Recorded,
    event: Event,
    members: dict[str, dict[str, None]],
    holders: dict[str, dict[tuple[str, int, str], None]],
) -> dict[str, Any]:
    group = event["arguments"]["group"]
    chain = next(place[0] for name, place, _ in event["changes"] if name == "chain_position")
    copies = [
        {"account": account, "device": index, "identity_key": key, "at": event["at"]}
        | {"kind": "sender_key"}
        for account, index, key in holders.get(chain, {})
    ]
    described = {
        "id": group,
        "members": list(members.get(group, {})),
        "sender_key_id": number_of(chain),
    }
    sent = _sent(log, event["arguments"]["message"], event)
    return sent | {"group": described, "copies": copies}


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
