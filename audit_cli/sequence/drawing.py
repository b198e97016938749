"""A sequence diagram: a lifeline for each party on the left, the sentences on the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap
from typing import Final

from mdaudit.audit_cli.sequence.parties import Event

NARROWEST_TEXT: Final = 32
"""Columns that sentences need; where there are fewer, the events are listed without lifelines."""
NARROWEST_LANE: Final = 8
"""Columns of a lifeline: an arrow between neighbours needs them."""


def drawn(happened: Sequence[Event], width: int) -> list[str]:
    """The lines of a diagram that is at most so many columns wide."""
    parties = list(dict.fromkeys(name for each in happened for name in (each.by, each.to)))
    lanes = [max(NARROWEST_LANE, *(len(word) + 2 for word in name.split())) for name in parties]
    room = width - sum(lanes) - 1
    if room < NARROWEST_TEXT:
        return [line for each in happened for line in _told(each.says, width)]
    lines = [*_heads(parties, lanes)]
    for each in happened:
        first, last = sorted((parties.index(each.by), parties.index(each.to)))
        row = _row(lanes, first, last, forward=parties.index(each.by) <= parties.index(each.to))
        bare = _row(lanes)
        said = _told(each.says, room)
        lines += [f"{row if n == 0 else bare} {text}".rstrip() for n, text in enumerate(said)]
    return lines


def _told(says: str, room: int) -> list[str]:
    """The sentence in lines; those after the first are indented below its words."""
    number, _, _ = says.partition(" ")
    return wrap(says, room, subsequent_indent=" " * (len(number) + 1), break_on_hyphens=False) or [
        ""
    ]


def _heads(parties: Sequence[str], lanes: Sequence[int]) -> Iterator[str]:
    """The names, a word a line, above their lifelines."""
    stacks = [name.split() for name in parties]
    tallest = max(map(len, stacks), default=0)
    padded = [[""] * (tallest - len(stack)) + stack for stack in stacks]
    for words in zip_longest(*padded, fillvalue=""):
        cells = (word.center(lane) for word, lane in zip(words, lanes, strict=True))
        yield "".join(cells).rstrip()


def _row(lanes: Sequence[int], first: int = -1, last: int = -1, *, forward: bool = True) -> str:
    """Lifelines, with an arrow from one to another, or a star on the one that acts for itself."""
    middles = [sum(lanes[:n]) + (lane - 1) // 2 for n, lane in enumerate(lanes)]
    row = [" "] * sum(lanes)
    for middle in middles:
        row[middle] = "|"
    if first < 0:
        return "".join(row)
    if first == last:
        row[middles[first]] = "*"
        return "".join(row)
    start, end = middles[first], middles[last]
    row[start + 1 : end] = "-" * (end - start - 1)
    if forward:
        row[end - 1] = ">"
    else:
        row[start + 1] = "<"
    return "".join(row)
