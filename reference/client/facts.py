"""The state of a device in its store: a row for each place where a function is not its default."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from mdaudit.reference.client.store import Store
from mdaudit.reference.parties.plain import plain, restored
from mdaudit.reference.parties.rows import changes
from mdaudit.reference.parties.seen import Memory
from mdaudit.spec.logic import Table
from mdaudit.spec.policy import Policy
from mdaudit.spec.state import State, beginning
from mdaudit.spec.state.system import functions


def load_objects(store: Store, memory: Memory) -> None:
    """Remember the objects that were seen before."""
    for name, spelled, octets in store.objects():
        memory.restore(memory.read(name, json.loads(spelled), octets))


def load_state(store: Store, memory: Memory, policy: Policy) -> State:
    """The state as it was stored; the objects that it names are in the memory."""
    known = functions(State)
    rows: dict[str, dict[tuple[Any, ...], Any]] = {}
    for name, place, value in store.facts():
        symbol, _ = known[name]
        spelled = zip(json.loads(place), symbol.sorts, strict=True)
        here = tuple(restored(one, sort, memory.find) for one, sort in spelled)
        rows.setdefault(name, {})[here] = restored(json.loads(value), symbol.result, memory.find)
    tables: dict[str, Any] = {
        name: Table(known[name][0].sorts, known[name][1], found) for name, found in rows.items()
    }
    return replace(beginning(policy), **tables)


def save_state(store: Store, before: State, after: State) -> None:
    """Store what is different now. Called inside a transaction."""
    known = functions(State)
    for name, rows in changes(before, after).items():
        _, default = known[name]
        for place, value in rows.items():
            spelled = None if value == default else json.dumps(plain(value))
            store.put_fact(name, json.dumps(list(map(plain, place))), spelled)
