"""The event log of a party: one dictionary a step, ready to be written as JSON.

A line holds ``step``, ``at`` (the party's clock, Unix seconds), ``arguments`` by the names of the
step's parameters, and ``outcome``: ``done``, ``refused`` or ``not possible``. Bytes are standard
base64; a list or certificate is its bytes as received; null stands for none. A refusal adds
``refusal``: ``rule``, ``title``, ``blame``, ``expected``, ``got``. What is not possible adds
``because``.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from mdaudit.reference.words import in_words
from mdaudit.spec.reading import Judgement
from mdaudit.spec.sorts import NO_KEY
from mdaudit.spec.state.signed import NO_CERTIFICATE, Certificate, SignedList

Event = dict[str, Any]
"""One line of the log."""

Signed = SignedList | Certificate
"""An object whose bytes a party keeps."""


def base64(octets: bytes) -> str:
    """Bytes as the log and evidence spell them."""
    return b64encode(octets).decode("ascii")


def plain_arguments(arguments: Mapping[str, Any], octets: Mapping[Signed, bytes]) -> dict[str, Any]:
    """The arguments of a step as JSON values; `octets` has the bytes of signed objects."""
    return {name: _plain(value, octets) for name, value in arguments.items()}


def _plain(value: Any, octets: Mapping[Signed, bytes]) -> Any:
    if value in (NO_KEY, NO_CERTIFICATE):
        return None
    if isinstance(value, Signed):
        return base64(octets[value])
    return base64(value) if isinstance(value, bytes) else value


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
