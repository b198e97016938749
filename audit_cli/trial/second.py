"""What has one date: things of one second, of which nobody knows what came first.

A thing that a client came to hold may as well have come last: then the state before it held. Parts
of one kind are in order. Of pins and lists together, or of very many, there are too many orders to
look at each, so that what the client held is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mdaudit.audit_cli.redact import date
from mdaudit.audit_cli.trial.judging import Completion
from mdaudit.audit_cli.trial.moments import ACTS, HOLDING, TIED, Event, Order
from mdaudit.audit_cli.trial.tables import (
    HISTORY,
    PINNED,
    Gaps,
    Party,
    rows_of,
    with_gaps,
    with_rows,
)
from mdaudit.spec.logic import Missing
from mdaudit.spec.sorts import Account, Client
from mdaudit.spec.state import State
from mdaudit.spec.state.system import replace

FEW = 4
"""So many lists, or pins, of an account in one second are looked at one by one."""

GOES_BY = (*PINNED, "held", "mark")
"""What a client goes by, and a list that comes again leaves as it is."""

Came = tuple[Order, State]
"""Something of a kind came to be held, and the state before it."""


@dataclass
class Second:
    """The things that have the present date and have happened so far."""

    in_doubt: bool = True
    """What is right in one order may have been wrong in the one that was."""
    event: Event | None = None
    """What happens now."""
    before: dict[Order, State] = field(default_factory=dict)
    """The state before the first event of each kind."""
    came: dict[Party, list[Came]] = field(default_factory=dict)
    """What each client came to hold of each account before what happens now."""
    several: dict[Client, dict[Account, Missing]] = field(default_factory=dict)
    """The parties with two or more such things."""
    pinned: dict[Client, dict[Account, Missing]] = field(default_factory=dict)
    """Those of them among whose things is a pin."""
    _doubted: dict[Party, tuple[tuple[int, ...], State, tuple[Any, Any]]] = field(
        default_factory=dict
    )
    """The devices of each party, none of which is sure; and what they were worked out from."""
    _next: Came | None = None
    """What comes to be held by what happens now."""

    def add(self, event: Event, state: State, *, first: bool) -> None:
        """Let an event happen; before the first pin of an account, nothing does."""
        self._count(state)
        self.event = event
        if event.order in TIED and not (first and event.order is Order.PIN):
            self.before.setdefault(event.order, state)
            self._next = (event.order, state) if event.order in HOLDING else None

    def _count(self, now: State) -> None:
        """What happened until now came to be held, unless it was a list that was held already."""
        if self.event is None or self._next is None:
            return
        client, account = self.event.scene.client, self.event.scene.account
        if all(_unchanged(part, self._next[1], now, (client, account)) for part in GOES_BY):
            return
        came = self.came.setdefault((client, account), [])
        came.append(self._next)
        if len(came) > 1:
            missing = Missing(_words(self._next[1]))
            self.several.setdefault(client, {})[account] = missing
            if Order.PIN in (order for order, _ in came):
                self.pinned.setdefault(client, {})[account] = missing
        self._next = None

    def reordered(self, now: State) -> Iterator[Completion]:
        """The states if what happens now came before other things."""
        if self.event is None:
            return
        own, scene = self.event.order, self.event.scene
        party = (scene.client, scene.account)
        came = self.came.get(party, [])
        is_in_order = len({order for order, _ in came}) == 1 and len(came) <= FEW
        earlier = [*self.before.items(), *(came[1:] if is_in_order else ())]
        states = [s for each in earlier if each[0] is not own for s in _before(now, *each)]
        mixed: Gaps = {Order.PIN: {}, Order.LIST: self.pinned}.get(own, self.several)
        states += self._mixed_up(now, mixed, party, known=is_in_order)
        for state in states:
            yield Completion(state, _words(now), self.in_doubt and own in ACTS)

    def _mixed_up(self, s: State, mixed: Gaps, party: Party, *, known: bool) -> Iterator[State]:
        """The state in which it is not known what was held; of one party, perhaps it is."""
        client, account = party
        here = account in mixed.get(client, {})
        if sum(map(len, mixed.values())) == (here and known):
            return
        parts = (*PINNED, *HISTORY)
        unknown = with_gaps(s, parts, mixed)
        if known:
            kept: dict[str, Any] = {
                part: getattr(unknown, part).but(*party, becomes=getattr(s, part)(*party))
                for part in parts
            }
            yield replace(unknown, **kept)
        else:
            yield self._without_devices(unknown, party)

    def _without_devices(self, s: State, party: Party) -> State:
        """The state in which it is not known either which devices the client knew."""
        came = self.came.get(party, [])
        if not came:
            return s
        since = (len(came), id(s.knows), id(s.key_at))
        if party not in self._doubted or self._doubted[party][0] != since:
            self._doubted[party] = since, s, self._devices_in_doubt(s, party)
        knows, key_at = self._doubted[party][-1]
        return replace(s, knows=knows, key_at=key_at)

    def _devices_in_doubt(self, s: State, party: Party) -> tuple[Any, Any]:
        """Which devices the client knows, and under which index, none of which is sure."""
        missing = Missing(_words(s))
        tables = {id(state.knows): state.knows for _, state in self.came[party]}
        tables[id(s.knows)] = s.knows
        known: dict[Any, Any] = {
            (*party, *row): missing
            for table in tables.values()
            for row in rows_of(table.at(*party))
        }
        keys = {row[:3]: missing for row in known}
        return with_rows(s.knows, known), with_rows(s.key_at, keys)


def _unchanged(part: str, before: State, now: State, party: Party) -> bool:
    """Whether the client held the same before; what is not known may be anything."""
    held, holds = getattr(before, part)(*party), getattr(now, part)(*party)
    return (held == holds) is True


def _before(now: State, order: Order, state: State) -> Iterator[State]:
    """The state before something came, or if it was a list, before that alone."""
    yield state
    if order is Order.LIST:
        parts = {part: getattr(state, part) for part in (*HISTORY, "saw_dropped")}
        yield replace(now, **parts)


def _words(s: State) -> str:
    return f"what came first at {date(s.now)}"
