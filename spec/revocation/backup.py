"""A primary that comes back from a backup.

A backup is a memory of the past: it does not know which indexes were given out or removed since.

* **OWN-3** State restored from a backup starts a new life, without any companion.

The time of the last list needs no memory: restoring takes longer than clocks can differ, so the
clock alone meets OWN-1 (inferred).
"""

from __future__ import annotations

from mdaudit.spec.device_list.owner import publish
from mdaudit.spec.logic import EVERY, both, choose, implies, negate
from mdaudit.spec.reading import assume, require
from mdaudit.spec.registry import Actor, Blame, Deployed, rule, step
from mdaudit.spec.sorts import NO_LIFE, Account, RawId, Time, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import SignedList, list_time
from mdaudit.spec.state.system import replace


@rule(
    "OWN-3",
    "State restored from a backup starts a new life",
    source="inferred: follows from OWN-2; no source says what a restored primary does",
    checked_by=Actor.PRIMARY,
    deployed=Deployed.UNKNOWN,
    blame=Blame.PRIMARY_KEY,
    expected="another life than {backed_up}",
    got="life {life}",
    dropping="the life in the backup goes on from an older state",
)
def restored_starts_a_life(life: RawId, backed_up: RawId) -> Truth:
    """In the old life, an index would be given twice and a removed device would be back."""
    return life != backed_up


@step(Actor.PRIMARY, "The primary of {account} makes a backup.")
def back_up(s: State, account: Account) -> State:
    """The present high-water mark and the linked companions are put aside."""
    key = s.primary_of(account)
    life = s.life_of(key)
    emptied = s.backup_linked.but(key, life, EVERY, becomes=False)
    linked = s.linked.at(key, life)
    return replace(
        s,
        backed_up=s.backed_up.but(key, life, becomes=True),
        backup_mark=s.backup_mark.but(key, life, becomes=s.high_water(key, life)),
        backup_linked=emptied.but_each(key, life, rows=linked, becomes=True),
    )


@step(
    Actor.PRIMARY,
    "{account} restores a backup and goes on in life {life}; its primary signs {signed}.",
)
def restore_backup(
    s: State, account: Account, life: RawId, signed: SignedList, clock: Time
) -> State:
    """The primary's memory is that of the backup; its key came with it."""
    key = s.primary_of(account)
    old = s.life_of(key)
    goes_on = life == old
    assume(s.backed_up(key, old), "there is a backup")
    assume(life != NO_LIFE, "there is a life")
    assume(implies(negate(goes_on), negate(s.used_life(key, life))), "another life is a new one")
    require(restored_starts_a_life, life, old)
    linked = s.linked.at(key, old)
    remembered = s.backup_linked.at(key, old).where(lambda _: goes_on)
    lost = linked.where(lambda index: negate(both(goes_on, s.backup_linked(key, old, index))))
    mark = choose(goes_on, s.backup_mark(key, old), s.high_water(key, old))
    restored = replace(
        s,
        life_of=s.life_of.but(key, becomes=life),
        used_life=s.used_life.but(key, life, becomes=True),
        high_water=s.high_water.but(key, old, becomes=mark),
        linked=s.linked.but(key, old, EVERY, becomes=False).but_each(
            key, old, rows=remembered, becomes=True
        ),
        removal_true_time=s.removal_true_time.but_each(key, old, rows=lost, becomes=s.now),
        removal_list_time=s.removal_list_time.but_each(
            key, old, rows=lost, becomes=list_time(signed)
        ),
    )
    return publish(restored, key, life, signed, clock)
