"""How the story is told: in lines, each said after what it says was seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from mdaudit.reference.demo.process import Answer
from mdaudit.reference.demo.town import lines

RULE: Final = re.compile(r"\b[A-Z]+-\d+\b")
"""A rule's id, as refusals print it."""


class UnexpectedError(Exception):
    """The story went otherwise."""

    def __init__(self, what: str, expected: object, got: object) -> None:
        super().__init__(f"{what}: expected {expected}, got {got}")


@dataclass(frozen=True)
class Telling:
    """Says lines, and checks what they stand on."""

    say: Callable[[str], None]
    """Takes a line."""

    def act(self, title: str) -> None:
        """Begin another part."""
        self.say("")
        self.say(title)

    def tell(self, line: str) -> None:
        """Say what has happened."""
        self.say(f"   {line}")

    def expect(self, what: str, expected: object, got: object) -> None:
        """What follows stands on this.

        Raises:
            UnexpectedError: they differ.
        """
        if expected != got:
            raise UnexpectedError(what, expected, got)

    def done(self, what: str, answer: Answer) -> Answer:
        """A command did what it was asked for.

        Raises:
            UnexpectedError: it did not.
        """
        self.expect(what, 0, answer.code if answer.code == 0 else answer)
        return answer


def copies(answer: Answer) -> set[tuple[str, int]]:
    """Account and device of each copy of a message that was sent."""
    (sent,) = lines(answer)
    return {(one["account"], one["device"]) for one in sent["copies"]}


def texts(answer: Answer) -> list[str]:
    """The texts that a device showed, notices left out."""
    return [line["text"] for line in lines(answer) if line["origin"] != "notice"]


def rules(said: Iterable[Any]) -> list[str]:
    """The ids of rules in these words, each once."""
    found = (rule for words in said for rule in RULE.findall(str(words)))
    return list(dict.fromkeys(found))
