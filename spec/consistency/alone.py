"""A primary that says it has no companions.

* **ICDC-5** "No companions", said by device 0, empties the companion fan-out until a list at least
  that new is held. It is never kept as a list.
"""

from __future__ import annotations

from mdaudit.spec.device_list.hints import hear, hint_counts
from mdaudit.spec.device_list.owner import is_near
from mdaudit.spec.logic import either, larger
from mdaudit.spec.reading import assume, require
from mdaudit.spec.registry import Actor, Blame, Deployed, rule, step
from mdaudit.spec.sorts import PRIMARY, Account, Client, Index, Time, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import list_time
from mdaudit.spec.state.system import replace


@rule(
    "ICDC-5",
    "After the primary said that it has no companions, none is served under an older list",
    source="an open client: a time without a hash, from device 0, drops the companions; that a "
    "list of that very time is enough is inferred",
    checked_by=Actor.CLIENT,
    deployed=Deployed.UNKNOWN,
    blame=Blame.CLIENT,
    expected="a list of {account} at least as new as that word",
    got="an older one",
)
def not_said_to_be_alone(s: State, client: Client, account: Account, index: Index) -> Truth:
    """Encrypted, from the primary itself: it needs no list to be believed in this direction."""
    said = s.alone_since(client, account)
    return either(index == PRIMARY, said <= list_time(s.held(client, account)))


@step(Actor.CLIENT, "{client} hears from the primary of {account} that it is alone at {named}.")
def hear_alone(s: State, client: Client, account: Account, named: Time, clock: Time) -> State:
    """Device 0 says that it has no companions; that is word of a list of that time, too."""
    assume(is_near(s, clock), "the client's clock is near true time")
    believed = s.knows(client, account, PRIMARY, s.pin(client, account))
    require(hint_counts, believed, named, s.policy.latest(clock))
    said = larger(s.alone_since(client, account), named)
    return replace(
        hear(s, client, account, named, clock),
        alone_since=s.alone_since.but(client, account, becomes=said),
    )
