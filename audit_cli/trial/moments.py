"""What happened when, for the timeline of a report: the replay writes it down as it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from mdaudit.spec.logic import Missing
from mdaudit.spec.sorts import Account, Client, Index
from mdaudit.spec.state.signed import SignedList


class Order(IntEnum):
    """What is taken to come first of the things that the evidence dates to one second."""

    PIN = 0
    LIST = 1
    COMPARISON = 2
    DEVICE = 3
    LINKING = 4
    NOTICE = 5
    HINT = 6
    RECEIVED = 7
    FIRST_SENDING = 8
    COPY = 9
    GROUP_MESSAGE = 10


TOLD = frozenset({Order.PIN, Order.LIST, Order.DEVICE, Order.LINKING, Order.HINT})
"""What has words here, or changes what is held; a timeline takes the rest from the evidence."""

TIED = frozenset({Order.PIN, Order.LIST, Order.COMPARISON})
"""What may as well have come after other things of its second, which are judged by it."""

HOLDING = frozenset({Order.PIN, Order.LIST})
"""What changes by which list and devices a client goes."""

ACTS = frozenset(
    {Order.NOTICE, Order.RECEIVED, Order.FIRST_SENDING, Order.COPY, Order.GROUP_MESSAGE}
)
"""What the client does by what it holds: right in one order alone, it is not known to be right."""


@dataclass(frozen=True)
class Scene:
    """What an event is about, known before it happens."""

    client: Client
    account: Account
    pointer: str
    what: str = ""
    """In words; of a message, the finding about it has them."""
    outcome: str = ""
    """What the client did with it, where the evidence says so."""
    device: int | None = None
    """The number of the device, if it is about one."""
    index: Index | Missing | None = None
    """The key index of that device, where the event itself says so."""


@dataclass(frozen=True)
class Event:
    """Something that happened at an observer."""

    at: int
    order: Order
    happen: Callable[[], None]
    """Hand it to the step of the specification that it is an instance of."""
    scene: Scene


@dataclass(frozen=True)
class Moment:
    """An event that happened, and what the client held then."""

    at: int
    order: Order
    scene: Scene
    held: SignedList | Missing
    """The list of the account that the client holds from then on."""
