"""Attempts at linking: a companion without an account waits, and a primary names it by a reference.

An attempt ends with its one success, or 60 seconds after its last code was shown (LINK-6). Until
then each of its references is good, as its secret is.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Row, delete, func, insert, select, update

from mdaudit.reference.protocol.linking import Approval, Attempt, PrimaryHello, Progress
from mdaudit.reference.protocol.part import read
from mdaudit.reference.server.call import Call
from mdaudit.reference.server.refusal import Refusal
from mdaudit.reference.server.tables import ATTEMPTS, REFERENCES

SECONDS_SHOWN: Final = (60, 20, 20, 20, 20, 20)
"""For how long each code is shown; source: open clients."""

SECONDS_AFTER: Final = 60
"""For how long an attempt is still good after its last code."""

SECONDS_KEPT: Final = 600
"""For how long its companion can still ask about an attempt that has ended."""

MOST_ATTEMPTS: Final = 1024
"""So many attempts the server keeps at once."""

ATTEMPT_LENGTH: Final = 32
"""Random bytes of an attempt's token."""

REFERENCE_LENGTH: Final = 16
"""Random bytes of a reference."""


def begin(call: Call) -> Attempt:
    """A companion begins an attempt.

    Raises:
        Refusal: too many companions are trying.
    """
    call.connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.ends < call.now - SECONDS_KEPT))
    kept = call.connection.scalar(select(func.count()).select_from(ATTEMPTS))
    if (kept or 0) >= MOST_ATTEMPTS:
        raise Refusal(429, "too many attempts", "try again in a few minutes")
    attempt = call.randomness(ATTEMPT_LENGTH).hex()
    references = tuple(call.randomness(REFERENCE_LENGTH).hex() for _ in SECONDS_SHOWN)
    ends = call.now + sum(SECONDS_SHOWN) + SECONDS_AFTER
    call.connection.execute(insert(ATTEMPTS).values(attempt=attempt, ends=ends))
    rows = [{"reference": reference, "attempt": attempt} for reference in references]
    call.connection.execute(insert(REFERENCES), rows)
    return Attempt(attempt, references, SECONDS_SHOWN)


def progress(call: Call) -> Progress:
    """Tell a companion how far its attempt is.

    Raises:
        Refusal: there is no such attempt.
    """
    row = own_attempt(call)
    approval = None if row.approval is None else read(row.approval, Approval)
    hello = None if row.primary_hello is None else read(row.primary_hello, PrimaryHello)
    return Progress(
        primary_hello=hello,
        account=row.account,
        device=row.device,
        payload=None if approval is None else approval.payload,
        ended=_has_ended(call, row),
    )


def own_attempt(call: Call) -> Row[Any]:
    """The attempt whose token stands in the path.

    Raises:
        Refusal: there is no such attempt.
    """
    found = select(ATTEMPTS).where(ATTEMPTS.c.attempt == call.name("attempt"))
    row = call.connection.execute(found).one_or_none()
    if row is None:
        raise Refusal(404, "unknown attempt", "begin another one")
    return row


def referred_attempt(call: Call, reference: str) -> Row[Any]:
    """The attempt that a reference names, for the asking primary.

    Raises:
        Refusal: there is none, it has ended, or it waits for another account.
    """
    account = call.primary()
    found = select(ATTEMPTS).join(REFERENCES, REFERENCES.c.attempt == ATTEMPTS.c.attempt)
    named = found.where(REFERENCES.c.reference == reference)
    row = call.connection.execute(named).one_or_none()
    if row is None:
        raise Refusal(404, "unknown reference", "scan the code that is shown now")
    if {row.wanted_account or account, row.account or account} != {account}:
        raise Refusal(403, "not allowed", "the companion waits for another account")
    return row


def check_open(call: Call, row: Row[Any]) -> None:
    """Check that an attempt has not ended.

    Raises:
        Refusal: it has.
    """
    if _has_ended(call, row):
        raise Refusal(409, "attempt ended", "begin another one")


def remember(call: Call, row: Row[Any], **values: Any) -> None:
    """Note what one side said in an attempt."""
    of_the_attempt = ATTEMPTS.c.attempt == row.attempt
    call.connection.execute(update(ATTEMPTS).where(of_the_attempt).values(values))


def said_before(call: Call, row: Row[Any], what: str, said: bytes) -> bool:
    """Whether one side says the same again, because it got no answer; each side speaks once.

    Raises:
        Refusal: it says something else than before, or the attempt has ended.
    """
    before = getattr(row, what)
    if before == said:
        return True
    if before is not None:
        raise Refusal(409, "said before", "an attempt has one try: begin another one")
    check_open(call, row)
    return False


def _has_ended(call: Call, row: Row[Any]) -> bool:
    return row.completion is not None or call.now > row.ends
