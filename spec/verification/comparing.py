"""Comparing codes, and confirming a change.

* **VER-4** Two security codes agree only if they were made of the same keys: every end-to-end
  device key of both users, from lists refreshed before. 60 digits.

How the digits come out of the keys is shown on bytes (`objects`). Here a comparison is a step that
both sides take together: it succeeds only if the client's pin is the primary that the account has.
"""

from __future__ import annotations

from mdaudit.spec.logic import both
from mdaudit.spec.reading import assume, require
from mdaudit.spec.registry import Actor, Blame, Deployed, rule, step
from mdaudit.spec.sorts import NO_KEY, Account, Client, IdentityKey, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.system import replace


@rule(
    "VER-4",
    "Two security codes agree only if they are made of the same keys",
    source="white paper, verifying keys: all device keys of both users; the input is inferred",
    checked_by=Actor.CLIENT,
    deployed=Deployed.YES,
    blame=Blame.SERVER,
    expected="the code of the pinned primary {pinned}",
    got="the code of {present}",
    dropping="users confirm whatever they see",
)
def codes_agree(pinned: IdentityKey, present: IdentityKey) -> Truth:
    """The owner's code has the owner's keys in it, the client's code what the server showed."""
    return both(pinned == present, pinned != NO_KEY)


@step(Actor.CLIENT, "The users of {client} and of {account} compare their security codes.")
def compare_codes(s: State, client: Client, account: Account) -> State:
    """Two people compare; the client marks the contact as verified."""
    require(codes_agree, s.pin(client, account), s.primary_of(account))
    return replace(
        s,
        verified=s.verified.but(client, account, becomes=True),
        unconfirmed=s.unconfirmed.but(client, account, becomes=False),
    )


@step(Actor.CLIENT, "The user of {client} confirms that {account} has another identity.")
def confirm_change(s: State, client: Client, account: Account) -> State:
    """The user was told and goes on, without comparing; the contact is not marked."""
    assume(s.unconfirmed(client, account), "there is a change to confirm")
    return replace(s, unconfirmed=s.unconfirmed.but(client, account, becomes=False))
