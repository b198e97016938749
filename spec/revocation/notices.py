"""What the server says about a removal.

* **REV-1** A removal takes effect by a signed list, by expiry or by an identity change. An unsigned
  notice only makes the client ask for the list.
* **REV-4** An honest server refuses the connection of a removed device.

REV-4 is functional: nothing here is promised because of it. A server that lets a removed device
connect gives it nothing that the fan-out did not encrypt for it.
"""

from __future__ import annotations

from mdaudit.spec.logic import both, either, negate
from mdaudit.spec.reading import assume, require
from mdaudit.spec.registry import Actor, Blame, Deployed, rule, step
from mdaudit.spec.sorts import PRIMARY, Account, Client, IdentityKey, Index, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import NO_LIST, SignedList, lists
from mdaudit.spec.state.system import replace


@rule(
    "REV-1",
    "A removal takes effect by a signed list; an unsigned notice only triggers a query",
    source="open clients: such notices carry nothing signed; that they decide nothing is inferred",
    checked_by=Actor.CLIENT,
    deployed=Deployed.UNKNOWN,
    blame=Blame.CLIENT,
    expected="a held list of {account} that does not name index {index}",
    got="none; a notice alone",
)
def removed_by_a_signed_list(s: State, client: Client, account: Account, index: Index) -> Truth:
    """If a notice were enough, the server would decide who gets no copies."""
    held = s.held(client, account)
    return both(held != NO_LIST, negate(lists(held, index)))


@rule(
    "REV-4",
    "An honest server refuses the connection of a removed device",
    source="white paper, removal: the server drops routing for the device",
    checked_by=Actor.SERVER,
    deployed=Deployed.YES,
    blame=Blame.SERVER,
    expected="an index that {newest} names",
    got="index {index}",
    dropping="a removed device stays connected, and gets nothing for that",
    needless="Functional: a removed device that stays connected gets nothing that the fan-out did "
    "not encrypt for it.",
)
def connection_is_of_a_listed_device(newest: SignedList, index: Index) -> Truth:
    """A courtesy to the network and to the user; secrecy never rests on it."""
    return either(index == PRIMARY, lists(newest, index))


@step(Actor.SERVER, "The server tells {client} that {account} removed a device.")
def notice_removal(s: State, client: Client, account: Account) -> State:
    """An unsigned notice: the client will ask for the list, and does nothing else."""
    return replace(s, query_wanted=s.query_wanted.but(client, account, becomes=True))


@step(Actor.CLIENT, "{client} ends its session with device {index} of {account}.")
def end_session(
    s: State, client: Client, account: Account, index: Index, key: IdentityKey
) -> State:
    """A client drops what it needs to write to a device that is gone.

    Which key the index had and by which certificate is kept: an index has one key in one life.
    """
    assume(index > PRIMARY, "the primary stays")
    require(removed_by_a_signed_list, s, client, account, index)
    return replace(s, knows=s.knows.but(client, account, index, key, becomes=False))
