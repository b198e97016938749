"""Who may speak on the own-account channel.

* **SYNC-1** History, app-state keys and other own-account data are taken only from the own account:
  from its primary, or from a verified device that the held, unexpired own list names. History is
  taken from the primary alone.
"""

from __future__ import annotations

from mdaudit.spec.device_list.devices import named_by_the_held_list
from mdaudit.spec.device_list.owner import is_near
from mdaudit.spec.logic import both, either, negate
from mdaudit.spec.reading import assume, holds, require
from mdaudit.spec.registry import Actor, Blame, Deployed, rule, step
from mdaudit.spec.sorts import (
    NO_KEY,
    PRIMARY,
    Account,
    Client,
    IdentityKey,
    Index,
    Time,
    Truth,
)
from mdaudit.spec.state import State
from mdaudit.spec.state.app_state import NO_APP_STATE_KEY, AppStateKey
from mdaudit.spec.state.system import replace


@rule(
    "SYNC-1",
    "Own-account data comes from listed devices of the own account, history from its primary",
    source="white paper, history; public advisories on data from strangers; listed is inferred",
    checked_by=Actor.CLIENT,
    deployed=Deployed.UNKNOWN,
    blame=Blame.CLIENT,
    expected="a listed device of the own account; its primary for what only it may send",
    got="device {index} of {account}",
)
def from_the_own_account(
    s: State,
    client: Client,
    account: Account,
    index: Index,
    clock: Time,
    primary_only: Truth,
) -> Truth:
    """A stranger's history bundle is a past that never was."""
    return both(
        account == s.own_account(client),
        either(index == PRIMARY, negate(primary_only)),
        holds(named_by_the_held_list, s, client, account, index, clock),
    )


@step(Actor.CLIENT, "{client} takes a history bundle from device {index} of {account}.")
def take_history(
    s: State, client: Client, account: Account, index: Index, key: IdentityKey, clock: Time
) -> State:
    """After linking, the primary sends a bundle of recent messages."""
    taken = own_data(s, client, account, index, key, clock, primary_only=True)
    return replace(
        taken, history_from=s.history_from.but(client, account, index, key, becomes=True)
    )


@step(Actor.CLIENT, "{client} takes {app_state_key} from device {index} of {account}.")
def take_app_state_key(
    s: State,
    client: Client,
    account: Account,
    index: Index,
    key: IdentityKey,
    app_state_key: AppStateKey,
    clock: Time,
) -> State:
    """A device sends an app-state key; an honest one only to whom the primary gave it."""
    assume(app_state_key != NO_APP_STATE_KEY, "there is an app-state key")
    was_given = s.given(app_state_key, s.pin(client, account), s.own_index(client))
    assume(either(s.corrupt(key), was_given), "an honest device passes on what was given")
    taken = own_data(s, client, account, index, key, clock, primary_only=False)
    return replace(
        taken, has_app_state_key=s.has_app_state_key.but(client, app_state_key, becomes=True)
    )


def own_data(
    s: State,
    client: Client,
    account: Account,
    index: Index,
    key: IdentityKey,
    clock: Time,
    *,
    primary_only: Truth,
) -> State:
    """The client takes something over the own-account channel; what it was based on is recorded."""
    assume(is_near(s, clock), "the client's clock is near true time")
    assume(s.own_key(client) != NO_KEY, "the client is set up")
    assume(s.knows(client, account, index, key), "it came over a session")
    require(from_the_own_account, s, client, account, index, clock, primary_only)
    shown = s.evidence(client, account, index, key)
    held = s.held(client, account)
    return replace(
        s,
        own_data_at=s.own_data_at.but(client, account, index, key, becomes=s.now),
        own_data_pin=s.own_data_pin.but(
            client, account, index, key, becomes=s.pin(client, account)
        ),
        own_data_list=s.own_data_list.but(client, account, index, key, becomes=held),
        own_data_evidence=s.own_data_evidence.but(client, account, index, key, becomes=shown),
    )
