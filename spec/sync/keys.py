"""App-state keys: made by the primary, for the devices that are linked.

* **SYNC-3** A companion uses an app-state key only while its held own list, of the key's life,
  names every device that the key was made for: so the key is newer than the last removal.

A key travels with a fingerprint that says for which devices it was made. Open clients compare
epochs instead, and take the key with the highest one that they have. An epoch says which key is
newer, not which removal it is newer than: a key that was sent before a removal, and is delivered
after it, still has the highest epoch for a client that the server kept waiting.

Linking a companion therefore needs a new key as well as removing one, and a snapshot under it. That
is stricter than open clients, where a new companion is given keys that already exist.
"""

from __future__ import annotations

from mdaudit.spec.logic import both, either, every, negate
from mdaudit.spec.reading import assume, require
from mdaudit.spec.registry import Actor, Blame, Deployed, rule, step, variant
from mdaudit.spec.revocation.rotation import made_for_the_linked
from mdaudit.spec.sorts import NO_KEY, PRIMARY, Account, Client, Index, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.app_state import (
    NO_APP_STATE_KEY,
    AppStateKey,
    key_epoch,
    key_life,
    made_for,
)
from mdaudit.spec.state.signed import SignedList, list_life, lists
from mdaudit.spec.state.system import replace


@rule(
    "SYNC-3",
    "An app-state key is used only while the own list names every device that it was made for",
    source="white paper, app state: a new key per removal; using the fingerprint is inferred",
    checked_by=Actor.CLIENT,
    deployed=Deployed.UNKNOWN,
    blame=Blame.CLIENT,
    expected="a key made for devices that {held} names",
    got="{app_state_key}",
)
def made_for_the_listed(
    s: State, client: Client, held: SignedList, app_state_key: AppStateKey
) -> Truth:
    """Who holds the key of the account's settings can change them: a removed device must not."""
    return both(
        key_life(app_state_key) == list_life(held),
        every(
            made_for.at(app_state_key),
            lambda index: either(index == PRIMARY, lists(held, index)),
        ),
    )


@variant(made_for_the_listed, "highest-epoch-is-enough")
def has_the_highest_epoch(
    s: State, client: Client, held: SignedList, app_state_key: AppStateKey
) -> Truth:
    """The key is taken if no key that the client has is of a higher epoch."""
    return every(
        s.has_app_state_key.at(client),
        lambda other: key_epoch(other) <= key_epoch(app_state_key),
    )


@step(Actor.PRIMARY, "The primary of {account} makes {app_state_key}.")
def make_app_state_key(s: State, account: Account, app_state_key: AppStateKey) -> State:
    """A new key, of a higher epoch, for the companions that are linked now."""
    primary = s.primary_of(account)
    newest = s.app_state_key_of(primary)
    unused = every(s.given.at(app_state_key), lambda _primary, _index: False)
    assume(app_state_key != NO_APP_STATE_KEY, "there is a key")
    assume(both(primary != NO_KEY, negate(s.corrupt(primary))), "the primary is honest")
    assume(both(unused, key_epoch(app_state_key) > key_epoch(newest)), "the key is new")
    require(made_for_the_linked, s, primary, app_state_key)
    return replace(s, app_state_key_of=s.app_state_key_of.but(primary, becomes=app_state_key))


@step(Actor.PRIMARY, "The primary of {account} gives its app-state key to device {index}.")
def give_app_state_key(s: State, account: Account, index: Index) -> State:
    """The newest key goes to a companion that it was made for, over the pairwise session."""
    primary = s.primary_of(account)
    newest = s.app_state_key_of(primary)
    assume(both(newest != NO_APP_STATE_KEY, made_for(newest, index)), "the key is for the device")
    assume(negate(s.corrupt(primary)), "the primary is honest")
    require(made_for_the_linked, s, primary, newest)
    return replace(s, given=s.given.but(newest, primary, index, becomes=True))
