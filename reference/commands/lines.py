"""Lines of a chat, for people and for programs."""

from __future__ import annotations

import json
from dataclasses import asdict

from mdaudit.reference.client.messages.conversation import Line, Origin
from mdaudit.reference.commands.columns import GAP
from mdaudit.reference.commands.printable import printable
from mdaudit.reference.parties.words import date
from mdaudit.spec.sorts import Time


def spelled(line: Line, *, as_json: bool) -> str:
    """A line as JSON, or in words."""
    if as_json:
        return json.dumps(asdict(line) | {"origin": line.origin.value})
    return GAP.join(cells_of(line))


def cells_of(line: Line) -> tuple[str, str, str, str]:
    """A line in words: when, in which chat, whose, what."""
    whose = "notice" if line.origin is Origin.NOTICE else f"{line.account}/{line.index}"
    return date(Time(line.at)), line.chat, whose, printable(line.text)
