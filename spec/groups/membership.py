"""Who is in a group, as the server tells it.

The list of members is the server's word. It may tell each client something else, and change it at
any time. No rule of this chapter asks who may say so: there is nothing that could be checked.
"""

from __future__ import annotations

from mdaudit.spec.fanout.sending import is_served
from mdaudit.spec.logic import both, either
from mdaudit.spec.reading import holds
from mdaudit.spec.registry import Actor, step
from mdaudit.spec.sorts import Account, Client, Group, IdentityKey, Index, Time, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.system import replace
from mdaudit.spec.verification.marks import change_is_confirmed


@step(Actor.SERVER, "The server tells {client} that {account} is in {group}.")
def add_member(s: State, client: Client, group: Group, account: Account) -> State:
    """Any account, for any reason; the client believes it."""
    return replace(s, member=s.member.but(client, group, account, becomes=True))


@step(Actor.SERVER, "The server tells {client} that {account} left {group}.")
def remove_member(s: State, client: Client, group: Group, account: Account) -> State:
    """From now on the account's devices are outside the client's fan-out for the group."""
    return replace(s, member=s.member.but(client, group, account, becomes=False))


def in_fan_out(
    s: State,
    client: Client,
    group: Group,
    account: Account,
    index: Index,
    key: IdentityKey,
    clock: Time,
) -> Truth:
    """Whether the device is in the client's present fan-out for the group.

    It belongs to a member or to the client's own account, the client has a session with it, it
    passes FAN-1 to FAN-3 and ICDC-5 at this moment; no change of the account's identity waits
    for the client's user (VER-3).
    """
    return both(
        either(s.member(client, group, account), account == s.own_account(client)),
        s.knows(client, account, index, key),
        is_served(s, client, account, index, key, clock),
        holds(change_is_confirmed, s, client, account),
    )
