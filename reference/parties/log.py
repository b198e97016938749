"""The event log of a party: one dictionary a step, ready to be written as one line of JSON.

A line holds ``step``, ``at`` (the party's clock, Unix seconds), ``arguments`` by the names of the
step's parameters, and ``outcome``: ``done``, ``refused`` or ``not possible``.

* Bytes are standard base64, a list, certificate or other object is its name. ``objects`` describes
  those that the log names for the first time, with their bytes as received.
* ``facts`` are what the party came to know since the last line and no step brings about: what bytes
  prove, what a session decrypted. Each is the function, the place and the value.
* ``changes`` is what became of the party's state, spelled like facts. Ghosts are not in it.
* A refusal adds ``refusal``: ``rule``, ``title``, ``blame``, ``expected``, ``got``; what is not
  possible adds ``because``.

Two kinds of lines have no step; it is null. What is noted and no step comes after has the outcome
``noted``. A refusal by a rule about what is in no party's state has the rule's ``arguments``.

Two steps say for whom something was encrypted. ``send`` adds ``copies``, whom the step serves,
``unreached``, those of them without a session, and ``left_out``, whom a rule left out.
``give_sender_key`` adds ``given``.

No line holds a private key, a session or the text of a message.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mdaudit.reference.parties.plain import plain
from mdaudit.reference.parties.rows import Changes
from mdaudit.reference.parties.words import in_words
from mdaudit.spec.reading import Judgement

Event = dict[str, Any]
"""One line of the log."""

FORMAT = "mdref-log/1"
"""How the first line of a log file calls itself."""


def plain_arguments(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a step as JSON values."""
    return {name: plain(value) for name, value in arguments.items()}


def plain_changes(changes: Changes) -> list[list[Any]]:
    """Changed places, each as the function, the place and the new value; in a fixed order."""
    return [
        [name, list(map(plain, place)), plain(rows[place])]
        for name, rows in sorted(changes.items())
        for place in sorted(rows, key=repr)
    ]


def refusal(judgement: Judgement) -> dict[str, str]:
    """Why a rule refused, or left something out."""
    expected, got = judgement.words(in_words)
    return {
        "rule": judgement.rule.id,
        "title": judgement.rule.title,
        "blame": judgement.rule.blame.value,
        "expected": expected,
        "got": got,
    }
