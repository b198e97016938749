"""Whether a held list may be used, on sending as on receipt.

* **FAN-2** Without a list, or with an expired one, only the account's primary is served. A
  companion whose own list is missing or expired neither sends nor shows anything.
"""

from __future__ import annotations

from mdaudit.spec.device_list.acceptance import unexpired
from mdaudit.spec.logic import both, either
from mdaudit.spec.reading import holds
from mdaudit.spec.registry import Actor, Blame, Deployed, rule
from mdaudit.spec.sorts import PRIMARY, Account, Client, Index, Time, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import NO_LIST, list_time


@rule(
    "FAN-2",
    "With a missing or expired list, only the account's primary is served",
    source="white paper, device lists: expired means primary only; the own list is inferred",
    checked_by=Actor.CLIENT,
    deployed=Deployed.YES,
    blame=Blame.CLIENT,
    expected="an unexpired list of {account} at {clock}",
    got="none",
)
def list_is_usable(s: State, client: Client, account: Account, index: Index, clock: Time) -> Truth:
    """The lifetime bounds how long a withheld removal can work."""
    held = s.held(client, account)
    received = s.received_at(client, account)
    return either(
        index == PRIMARY,
        both(
            held != NO_LIST,
            holds(unexpired, list_time(held), received, clock, s.policy.lifetime),
        ),
    )
