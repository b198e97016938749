"""What has one date: things of one second, of which nobody knows what came first.

One thing that a client came to hold may as well have come last: then the state before it held. Of
two or more, there are too many orders to look at each, so that what the client held is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mdaudit.audit_cli.redact import date
from mdaudit.audit_cli.trial.judging import Completion
from mdaudit.audit_cli.trial.moments import ACTS, HOLDING, TIED, Event, Order
from mdaudit.audit_cli.trial.tables import HISTORY, PINNED, Party, rows_of, with_gaps, with_rows
from mdaudit.spec.logic import Missing
from mdaudit.spec.sorts import Account, Client
from mdaudit.spec.state import State
from mdaudit.spec.state.system import replace


@dataclass
class Second:
    """The things that have the present date and have happened so far."""

    event: Event | None = None
    """What happens now."""
    before: dict[Order, State] = field(default_factory=dict)
    """The state before the first event of each kind."""
    orders: dict[Party, list[Order]] = field(default_factory=dict)
    """Of what kinds the things are by which a client came to hold something of an account."""
    mixed: dict[Client, dict[Account, Missing]] = field(default_factory=dict)
    """The parties with two or more such things."""
    pinned: dict[Client, dict[Account, Missing]] = field(default_factory=dict)
    """Those of them among whose things is a pin."""

    def add(self, event: Event, state: State, *, first: bool) -> None:
        """Let an event happen; before the first pin of an account, nothing does."""
        self.event = event
        if event.order not in TIED or (first and event.order is Order.PIN):
            return
        self.before.setdefault(event.order, state)
        if event.order in HOLDING:
            client, account = event.scene.client, event.scene.account
            orders = self.orders.setdefault((client, account), [])
            orders.append(event.order)
            if len(orders) > 1:
                missing = Missing(_words(state))
                self.mixed.setdefault(client, {})[account] = missing
                if Order.PIN in orders:
                    self.pinned.setdefault(client, {})[account] = missing

    def reordered(self, now: State) -> Iterator[Completion]:
        """The states if what happens now came before other things; parts of a kind are in order."""
        if self.event is None:
            return
        words, own = _words(now), self.event.order
        acts = own in ACTS
        for order, state in self.before.items():
            if order is not own:
                yield Completion(state, words, acts)
                if order is Order.LIST:
                    parts = {part: getattr(state, part) for part in (*HISTORY, "saw_dropped")}
                    yield Completion(replace(now, **parts), words, acts)
        mixed = {Order.PIN: {}, Order.LIST: self.pinned}.get(own, self.mixed)
        if mixed:
            unknown = with_gaps(now, (*PINNED, *HISTORY), mixed)
            party = (self.event.scene.client, self.event.scene.account)
            yield Completion(self._mixed_up(unknown, party), words, acts)

    def _mixed_up(self, s: State, party: Party) -> State:
        """The state in which it is not known either which devices the client knew."""
        missing = Missing(_words(s))
        known: dict[Any, Any] = {
            (*party, *row): missing
            for state in (*self.before.values(), s)
            for row in rows_of(state.knows.at(*party))
            if party in self.orders
        }
        keys = {row[:3]: missing for row in known}
        return replace(s, knows=with_rows(s.knows, known), key_at=with_rows(s.key_at, keys))


def _words(s: State) -> str:
    return f"what came first at {date(s.now)}"
