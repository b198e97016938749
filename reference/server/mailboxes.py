"""Mailboxes: what waits for a device, in order, until the device says that it has it.

Each device counts its own deliveries, inside the transaction that stores them: a higher number was
stored later, so that a reader who goes by numbers misses nothing. What is not fetched in 30 days is
forgotten.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlalchemy import delete, insert, select, update

from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.envelope import Envelope, Told
from mdaudit.reference.protocol.part import spelled
from mdaudit.reference.server.call import Call
from mdaudit.reference.server.tables import DEVICES, ENVELOPES_SEEN, MAILBOX, of_device
from mdaudit.spec.policy import DAY

KEPT: Final = 30 * DAY
"""For so long a delivery waits."""

AT_ONCE: Final = 100
"""So many deliveries are read at once."""


SEQUENCES: Final = 2**63
"""One more than the largest number that the database can count to."""


def put(call: Call, to: Address, numbered: Callable[[int], Envelope | Told]) -> bool:
    """Put something into a device's mailbox; `numbered` makes it with its number.

    Returns whether there is such a mailbox.
    """
    next_one = (
        update(DEVICES)
        .where(*of_device(DEVICES, to))
        .values(last_sequence=DEVICES.c.last_sequence + 1)
        .returning(DEVICES.c.last_sequence)
    )
    sequence = call.connection.scalar(next_one)
    if sequence is None:
        return False
    row = {
        "account": to.account,
        "device": to.device,
        "sequence": sequence,
        "delivery": spelled(numbered(sequence)),
        "stored_at": call.now,
    }
    call.connection.execute(insert(MAILBOX).values(row))
    call.rung.add(to)
    return True


def waiting(call: Call, after: int) -> list[tuple[int, bytes]]:
    """The next deliveries for the asking device, with their numbers, as JSON."""
    forget_expired(call)
    rows = call.connection.execute(
        select(MAILBOX.c.sequence, MAILBOX.c.delivery)
        .where(*of_device(MAILBOX, call.sender), MAILBOX.c.sequence > after)
        .order_by(MAILBOX.c.sequence)
        .limit(AT_ONCE)
    )
    return [(row.sequence, row.delivery) for row in rows]


def acknowledge(call: Call, sequence: int) -> None:
    """The asking device has stored what had this number; it does not come again."""
    if not 0 < sequence < SEQUENCES:
        return
    call.connection.execute(
        delete(MAILBOX).where(*of_device(MAILBOX, call.sender), MAILBOX.c.sequence == sequence)
    )


def forget_expired(call: Call) -> None:
    """Forget what has waited too long, and which envelopes that long ago were taken."""
    for table in (MAILBOX, ENVELOPES_SEEN):
        call.connection.execute(delete(table).where(table.c.stored_at < call.now - KEPT))
