"""Two views of one list.

* **ICDC-3** A device that names another key for an index than the client knows raises an alarm. A
  key that the client does not know leaves it undecided.

On the wire a hash speaks of all keys of a list at once, and is compared if the list times are equal
and the stated indexes the same. Here one index is compared at a time; within a life its key never
changes, so the list times need not be looked at.
"""

from __future__ import annotations

from mdaudit.spec.logic import both, choose, either, negate
from mdaudit.spec.reading import assume, holds
from mdaudit.spec.registry import Actor, Blame, Deployed, rule, step
from mdaudit.spec.sorts import (
    NO_KEY,
    PRIMARY,
    Account,
    Client,
    IdentityKey,
    Index,
    RawId,
    Truth,
)
from mdaudit.spec.state import State
from mdaudit.spec.state.system import replace


@rule(
    "ICDC-3",
    "Lists of one time name the same keys; if not, the client raises an alarm",
    source="inferred: open clients carry the hash and do not compare it",
    checked_by=Actor.CLIENT,
    deployed=Deployed.NO,
    blame=Blame.UNKNOWN,
    expected="the key {known} for that index",
    got="the key {said}",
    dropping="two views of one list go unnoticed",
)
def views_agree(known: IdentityKey, said: IdentityKey) -> Truth:
    """Two views prove that the owner signed two things, or that the speaker lies."""
    return either(known == NO_KEY, known == said)


@step(Actor.CLIENT, "{client} says which key it knows for index {index} of {account}.")
def say_view(s: State, client: Client, account: Account, index: Index) -> State:
    """An honest device states what it knows."""
    key, known = s.own_key(client), s.key_at(client, account, index)
    assume(both(key != NO_KEY, negate(s.corrupt(key))), "the device is honest")
    assume(both(known != NO_KEY, index > PRIMARY), "it knows a companion")
    pin, life = s.pin(client, account), s.pinned_life(client, account)
    return replace(s, stated=s.stated.but(key, pin, life, index, known, becomes=True))


@step(
    Actor.ADVERSARY,
    "With the key {speaker}, the adversary says that {pin} gave index {index} to the key {said}.",
)
def forge_view(
    s: State, speaker: IdentityKey, pin: IdentityKey, life: RawId, index: Index, said: IdentityKey
) -> State:
    """Any view, under a corrupt key."""
    assume(s.corrupt(speaker), "the key is corrupt")
    return replace(s, stated=s.stated.but(speaker, pin, life, index, said, becomes=True))


@step(
    Actor.CLIENT,
    "{client} hears from the device {speaker} that index {index} of {account} has the key {said}.",
)
def hear_view(
    s: State,
    client: Client,
    account: Account,
    speaker: IdentityKey,
    index: Index,
    said: IdentityKey,
) -> State:
    """A device speaks of the list that the client holds, too."""
    pin, life = s.pin(client, account), s.pinned_life(client, account)
    known = s.key_at(client, account, index)
    assume(both(said != NO_KEY, index > PRIMARY), "a companion's key is named")
    assume(s.stated(speaker, pin, life, index, said), "the device says so")
    differs = both(known != NO_KEY, known != said)
    alarm = negate(holds(views_agree, known, said))
    last = s.speaker_of_other_view(client, account)
    return replace(
        s,
        alarmed=s.alarmed.but(client, account, becomes=either(alarm, s.alarmed(client, account))),
        saw_two_views=s.saw_two_views.but(
            client, account, becomes=either(differs, s.saw_two_views(client, account))
        ),
        speaker_of_other_view=s.speaker_of_other_view.but(
            client, account, becomes=choose(differs, speaker, last)
        ),
    )
