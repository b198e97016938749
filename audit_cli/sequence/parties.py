"""Who acts in a sentence of a story, and towards whom.

A sentence is a step's own story with its arguments filled in. So it is read back by the step: who
takes it, and which of its parameters name a party.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mdaudit.spec.registry import Step

_SENTENCE: Final = re.compile(r"\d+\. (?:Day \d+: )?(?P<says>.*?)(?: \[.*| Copies go to: .*)?")
_PARAMETER: Final = re.compile(r"\{(\w+)\}")
_OWNERS: Final = ("account", "primary", "owner", "key")
"""Parameters that name whose primary it is, the best first."""


@dataclass(frozen=True)
class Event:
    """One step of a run."""

    by: str
    """The party that acts."""
    to: str
    """The party that it acts towards; the same one if it acts for itself."""
    says: str
    """The sentence, with its number."""


def events(story: Iterable[str]) -> list[Event]:
    """The events of a story, in order; a sentence that no step tells is by nobody."""
    sentences = list(story)
    clients = _clients(sentences)
    return [Event(*_parties(sentence, clients), sentence) for sentence in sentences]


def _clients(sentences: Iterable[str]) -> tuple[str, ...]:
    """The clients that are set up: elsewhere a name of two words could end after the first."""
    told = (_told_by(sentence, ()) for sentence in sentences)
    names = (words["client"] for step, words in filter(None, told) if step.name == "set_up")
    return tuple(dict.fromkeys(names))


def _parties(sentence: str, clients: tuple[str, ...]) -> tuple[str, str]:
    told = _told_by(sentence, clients)
    return ("nobody", "nobody") if told is None else _acting(*told)


def _acting(step: Step[...], words: dict[str, str]) -> tuple[str, str]:
    """Who acts, and towards whom, by who takes the step and what its parameters are called."""
    client = words.get("client")
    match step.by.value:
        case "server":
            return "server", client or "server"
        case "client" if client is not None and "speaker" in words:
            return words["speaker"], client
        case "client" if client is not None:
            return client, words.get("to", client)
        case "primary":
            owner = next((words[name] for name in _OWNERS if name in words), "primary")
            return owner, owner
        case party:
            return party, party


def _told_by(sentence: str, clients: tuple[str, ...]) -> tuple[Step[...], dict[str, str]] | None:
    """The step that tells this sentence, with its arguments; of several, the most particular."""
    numbered = _SENTENCE.fullmatch(sentence)
    says = "" if numbered is None else numbered["says"]
    matches = ((step, pattern.fullmatch(says)) for step, pattern in _patterns(clients))
    told = [(step, found.groupdict()) for step, found in matches if found is not None]
    return min(told, key=lambda each: sum(map(len, each[1].values())), default=None)


@cache
def _patterns(clients: tuple[str, ...]) -> tuple[tuple[Step[...], re.Pattern[str]], ...]:
    from mdaudit.spec.chapters import STEPS

    return tuple(
        (step, re.compile("".join(_pattern(step.story, clients)))) for step in STEPS.values()
    )


def _pattern(story: str, clients: tuple[str, ...]) -> Iterator[str]:
    """A step's story as a pattern; a parameter that is named again is the same."""
    named: set[str] = set()
    for number, part in enumerate(_PARAMETER.split(story)):
        if number % 2 == 0:
            yield re.escape(part)
        elif part in named:
            yield f"(?P={part})"
        else:
            is_known = part == "client" and clients
            yield f"(?P<{part}>{'|'.join(map(re.escape, clients)) if is_known else '.+?'})"
            named.add(part)
