"""The form of an answer: a sentence, what it rests on, and what the store cannot tell.

For whoever renders it: `question` is the headline, `answer` the sentence below it, `points` a list
(each with its places in the input, which are already redacted), `cannot_tell` a list of limits.
All of it is plain text on one line each. `points` may be empty, `cannot_tell` never is.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """One thing in the store that the answer rests on."""

    words: str
    """What is there, in words."""
    pointers: tuple[str, ...]
    """Where it stands in the input, like the pointers of a finding."""


@dataclass(frozen=True)
class DirectAnswer:
    """The answer to one question about one store."""

    source: str
    """The input, by the name that `Input.name` has."""
    question: str
    """The question, ending with a question mark."""
    answer: str
    """The answer in one sentence."""
    points: tuple[Point, ...]
    """What it rests on, the weightiest first."""
    cannot_tell: tuple[str, ...]
    """What a store of this kind cannot tell about it, a sentence each."""
