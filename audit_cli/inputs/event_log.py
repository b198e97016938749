"""The event log of a reference client (``mdref log``): replayed in the model, then evidence.

The replay says whether the client did what the specification says and nothing else. What it saw and
did is then judged like any other evidence. A log that the model does not follow is a problem as
well: after that line nothing is known of the client's state.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from mdaudit.audit_cli.cannot_look import CannotLookError
from mdaudit.audit_cli.inputs.document import Document, evidence_document
from mdaudit.audit_cli.inputs.mismatch import mismatch

if TYPE_CHECKING:
    from mdaudit.checks.refine.replay import Replay
    from mdaudit.reference.parties.log import Event

KIND: Final = "mdref-log/1"
"""How the first line of a log calls the format."""

HEAD: Final = json.dumps({"format": KIND}).encode()
"""The first line of a log."""


def is_event_log(first_line: bytes) -> bool:
    """Whether a file with this first line is an event log."""
    return first_line.strip() == HEAD


def log_documents(name: str, text: bytes) -> Iterator[Document]:
    """What the client saw, as one document.

    Raises:
        CannotLookError: the text is no log of a client, or the model does not follow it.
    """
    from mdaudit.checks.refine.replay import replay

    log = _events(name, text)
    replayed = replay(log)
    yield replace(
        _evidence(name, [event for _, event in log], replayed),
        digest=sha256(text).hexdigest(),
        kind=KIND,
        remarks=tuple(_remarks(replayed)),
        replayed=replayed.divergence is None,
    )
    parted = replayed.divergence
    if parted is not None:
        by = f" ({parted.rule})" if parted.rule else ""
        raise CannotLookError(
            f"{name}, line {parted.line}, step {parted.step}",
            f"what the specification's step does: {parted.expected}{by}",
            parted.got,
            "the log was changed, or its client does not follow the specification",
        )


def _events(name: str, text: bytes) -> list[tuple[int, Event]]:
    from mdaudit.checks.refine.reading import NotALogError, events

    try:
        return list(events(text.split(b"\n")))
    except NotALogError as problem:
        found = mismatch(problem)
        raise CannotLookError(
            found.within(name), found.expected, found.got, "export it again"
        ) from None


def _evidence(name: str, log: list[Event], replayed: Replay) -> Document:
    from mdaudit.reference.evidence import NoClientError, evidence_of

    try:
        evidence = evidence_of(log)
    except NoClientError as problem:
        refused = f"; refused in it: {_counted(replayed.refused_by) or 'nothing'}"
        step = "name the log of one that was linked"
        raise CannotLookError(
            name, "the log of a client", f"one of no client: {problem}{refused}", step
        ) from None
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as problem:
        raise CannotLookError(
            name, "events as a client writes them", repr(problem), "export the log again"
        ) from None
    return evidence_document(name, json.dumps(evidence).encode())


def _remarks(replayed: Replay) -> Iterator[str]:
    """What the replay showed: whether the model was followed, then numbers."""
    if replayed.divergence is None:
        yield "After every event the client's state was the model's."
    told = {
        "Events replayed in the model": replayed.events,
        "Refusals in the log, all as the model refuses": replayed.refused_by,
        "Facts proved again from the bytes in the log": replayed.proved,
        "Facts that are the client's word": replayed.taken,
    }
    yield " ".join(f"{what}: {_counted(counts) or 'none'}." for what, counts in told.items())


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{what} {number}" for what, number in sorted(counts.items()))
