"""Whether a log tells rightly for whom something was encrypted.

Whom a step serves, and whom a rule leaves out, is the model's answer. That there was no session to
encrypt in is the client's word; nobody can have been reached whom the step does not serve.
"""

from __future__ import annotations

from typing import Any

from mdaudit.reference.parties.fan_out import Copy, sent
from mdaudit.reference.parties.log import Event
from mdaudit.reference.parties.rows import rows_of
from mdaudit.spec.groups.giving import fan_out_for_group
from mdaudit.spec.reading import Enforcing
from mdaudit.spec.state import State

Told = dict[str, list[dict[str, Any]]]
"""What a line adds to its step: lists of devices, by the names of the line's members."""


def should_tell(event: Event, after: State, reading: Enforcing) -> Told:
    """What the line should add to a step that was taken in this reading; nothing for most steps.

    Raises:
        KeyError: the line says nothing of its own.
    """
    match event["step"]:
        case "send":
            return _of_message(event, after, reading)
        case "give_sender_key":
            return {"given": [one for one in _served(event, after) if one in event["given"]]}
        case _:
            return {}


def differs(event: Event, told: Told) -> list[str]:
    """The members of the line that say something else; the order of devices says nothing."""
    return [name for name, rows in told.items() if _sorted(event[name]) != _sorted(rows)]


def _of_message(event: Event, after: State, reading: Enforcing) -> Told:
    arguments, unreached = event["arguments"], event["unreached"]
    parties = (arguments["to"], after.own_account(arguments["client"]))
    made = sent(
        after,
        arguments["message"],
        parties,
        reading,
        lambda copy: copy.event() not in unreached,
    )
    return made.event()


def _served(event: Event, after: State) -> list[dict[str, Any]]:
    arguments = event["arguments"]
    group = (arguments["client"], arguments["group"], arguments["clock"])
    return [Copy(*row).event() for row in rows_of(fan_out_for_group(after, *group))]


def _sorted(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=repr)
