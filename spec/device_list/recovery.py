"""Strictness that never locks out: an honest owner's newest list is always accepted.

Every rule about lists refuses something. If one of them refused the newest list of an honest owner,
a client would be stuck with an old list until it expires, and the rule would do the server's work.
So here the question is turned round: under a premise, no guard of a step refuses.

The exceptions are lies that a client has no way to see through: a device that named a time which
the owner's lists had not reached makes the client wait for a list that does not exist.
"""

from __future__ import annotations

from mdaudit.spec.device_list.holding import accept_list, accept_new_life
from mdaudit.spec.logic import both, either, every, implies, negate
from mdaudit.spec.registry import promise, recoverable
from mdaudit.spec.sorts import NO_KEY, Account, Client, IdentityKey, Time, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import SignedList, list_is_hosted, list_life, list_time


def is_newest(s: State, client: Client, account: Account, offered: SignedList) -> Truth:
    """The last list of the pinned, honest primary, hosted only if it was pinned so; nobody lied."""
    pinned = s.pin(client, account)
    return both(
        both(pinned != NO_KEY, negate(s.corrupt(pinned))),
        both(s.signed(pinned, offered), list_time(offered) == s.last_list_time(pinned)),
        list_life(offered) == s.life_of(pinned),
        implies(list_is_hosted(offered), s.pinned_hosted(client, account)),
        negate(s.misled(client, account)),
    )


@recoverable("9", "No rule refuses the newest list of an honest owner", accept_list)
def newest_list_is_accepted(
    s: State,
    client: Client,
    account: Account,
    offered: SignedList,
    embedded: IdentityKey,
    clock: Time,
) -> Truth:
    """Offered as it is, to a client that has the owner's present life pinned."""
    return both(
        is_newest(s, client, account, offered),
        embedded == NO_KEY,
        list_life(offered) == s.pinned_life(client, account),
    )


@recoverable("9b", "No rule refuses the first list of an honest owner's new life", accept_new_life)
def new_life_is_accepted(
    s: State,
    client: Client,
    account: Account,
    offered: SignedList,
    embedded: IdentityKey,
    clock: Time,
) -> Truth:
    """Offered as it is, to a client that has an earlier life pinned."""
    return both(
        is_newest(s, client, account, offered),
        embedded == NO_KEY,
        list_life(offered) != s.pinned_life(client, account),
    )


@promise("9c", "Who holds an honest owner's newest list waits for no newer one, unless a hint lied")
def newest_list_clears_the_deadline(s: State) -> Truth:
    """So no hint keeps a client that is offered the newest list from serving all companions."""
    return every(
        s.deadline,
        lambda client, account: implies(
            negate(s.corrupt(s.pin(client, account))),
            either(
                s.misled(client, account),
                list_time(s.held(client, account)) < s.last_list_time(s.pin(client, account)),
            ),
        ),
    )
