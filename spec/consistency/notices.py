"""What the server says by itself: hashes and notices without a signature.

The server compares the participant hash of a message with its own, acknowledges, and notifies of
changed lists. All of it can be withheld and invented, so a client does one thing with it: it asks
for the list. Promise 11 says that nothing else comes of it.
"""

from __future__ import annotations

from mdaudit.spec.registry import Actor, step
from mdaudit.spec.sorts import Account, Client
from mdaudit.spec.state import State
from mdaudit.spec.state.system import replace


@step(Actor.SERVER, "The server tells {client} that its view of {account} is outdated.")
def report_hash(s: State, client: Client, account: Account) -> State:
    """A participant hash that differs, or an unsigned notice: the client will ask for the list."""
    return replace(s, query_wanted=s.query_wanted.but(client, account, becomes=True))
