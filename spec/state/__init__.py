"""The state: everything that rules, steps and promises speak about.

A field is a function that starts out with its default everywhere. Its files are groups of fields:
what owners and companions did and saw of linking, who holds and signed with which key, what each
client keeps, what people compared, what messages say of lists, what a message's copies were based
on, who can read a group message, what was shown, how far removals got, and what devices of one
account tell each other. A field called a *ghost* is a record that only promises and
lemmas read. It records what happened; it never copies a value that a rule guards, so a promise
cannot become true by definition.
"""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.spec.policy import Policy
from mdaudit.spec.sorts import Time
from mdaudit.spec.state.clients import Clients
from mdaudit.spec.state.copies import Copies
from mdaudit.spec.state.groups import Groups
from mdaudit.spec.state.keys import Keys
from mdaudit.spec.state.linking import Linking
from mdaudit.spec.state.marks import Marks
from mdaudit.spec.state.own_channel import OwnChannel
from mdaudit.spec.state.owners import Owners
from mdaudit.spec.state.receipts import Receipts
from mdaudit.spec.state.removals import Removals
from mdaudit.spec.state.system import begin
from mdaudit.spec.state.views import Views


@dataclass(frozen=True, kw_only=True)
class State(
    Groups, OwnChannel, Removals, Receipts, Views, Marks, Copies, Clients, Linking, Keys, Owners
):
    """One moment of accounts, their devices and lists, and everybody's clients."""


def beginning(policy: Policy, now: Time = Time(0)) -> State:
    """The state before anything happened."""
    return begin(State, policy, now)
