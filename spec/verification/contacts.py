"""What a new companion is told about its account's contacts.

A companion that asked the server for every contact would start with pins that the server chose,
and with no list to compare an old one with.

* **VER-6** A companion takes contacts over from its own primary: pins, verified marks, held lists
  with marks, required times. A pin that it learned otherwise is never marked as verified unless its
  own user compares.

The deadline is not handed over: a required time that the list does not meet starts the companion's
own, so a companion may be later than its primary by one deadline.
"""

from __future__ import annotations

from mdaudit.spec.device_list.acceptance import (
    no_index_above_current,
    not_from_the_future,
    signed_by_the_pinned_primary,
    type_agrees,
)
from mdaudit.spec.device_list.hints import hear
from mdaudit.spec.device_list.holding import fits_the_owner, hold, set_pin
from mdaudit.spec.device_list.owner import is_near
from mdaudit.spec.logic import both, either, larger, negate
from mdaudit.spec.reading import assume, require
from mdaudit.spec.registry import Actor, Blame, Deployed, rule, step
from mdaudit.spec.sorts import NO_KEY, NO_LIFE, PRIMARY, Client, IdentityKey, Index, Time, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import (
    NO_CONTACT,
    NO_LIST,
    Contact,
    contact_account,
    contact_is_verified,
    contact_life,
    contact_list,
    contact_mark,
    contact_pin,
    contact_required_time,
    current_index,
    list_is_hosted,
    list_life,
    list_time,
)
from mdaudit.spec.state.system import replace


@rule(
    "VER-6",
    "A companion takes its contacts over from its own primary",
    source="inferred: open companions learn contacts' keys from the server; the bundle could say",
    checked_by=Actor.COMPANION,
    deployed=Deployed.NO,
    blame=Blame.DEVICE_KEY,
    expected="the record from the own primary",
    got="one from device {index} with the key {key}",
)
def comes_from_own_primary(s: State, client: Client, index: Index, key: IdentityKey) -> Truth:
    """Another companion, or a stranger, could vouch for keys of its choice."""
    return both(index == PRIMARY, key == s.pin(client, s.own_account(client)))


def describes(s: State, giver: Client, contact: Contact) -> Truth:
    """The record says what the giver keeps of the contact."""
    about = contact_account(contact)
    return both(
        contact_pin(contact) == s.pin(giver, about),
        contact_life(contact) == s.pinned_life(giver, about),
        contact_is_verified(contact) == s.verified(giver, about),
        contact_list(contact) == s.held(giver, about),
        contact_mark(contact) == s.mark(giver, about),
        contact_required_time(contact) == s.required_time(giver, about),
    )


@step(Actor.PRIMARY, "{giver} hands over {contact} to its companions.")
def hand_over_contact(s: State, giver: Client, contact: Contact) -> State:
    """A primary tells its companions what it knows of a contact."""
    key = s.own_key(giver)
    assume(both(key != NO_KEY, s.own_index(giver) == PRIMARY), "the giver is a primary")
    assume(negate(s.corrupt(key)), "the primary is honest")
    assume(contact != NO_CONTACT, "there is a record")
    assume(describes(s, giver, contact), "the record says what the giver keeps")
    waits = s.unconfirmed(giver, contact_account(contact))
    assume(negate(waits), "no change of its identity waits for the user")
    return replace(s, handed_over=s.handed_over.but(key, contact, becomes=True))


@step(Actor.ADVERSARY, "The adversary hands over {contact} with the key {key}.")
def forge_contact(s: State, key: IdentityKey, contact: Contact) -> State:
    """Any record, under a corrupt key."""
    assume(both(s.corrupt(key), contact != NO_CONTACT), "the key is corrupt")
    return replace(s, handed_over=s.handed_over.but(key, contact, becomes=True))


@step(Actor.COMPANION, "{client} takes over {contact} from device {index} of its account.")
def take_over_contact(
    s: State, client: Client, contact: Contact, index: Index, key: IdentityKey, clock: Time
) -> State:
    """A new companion starts with what its primary knows; the list is checked like any other."""
    about, offered, pinned = contact_account(contact), contact_list(contact), contact_pin(contact)
    assume(is_near(s, clock), "the client's clock is near true time")
    assume(s.own_index(client) > PRIMARY, "the client is a companion")
    assume(s.knows(client, s.own_account(client), index, key), "the record came over a session")
    assume(both(s.handed_over(key, contact), contact != NO_CONTACT), "the device sent it")
    assume(about != s.own_account(client), "the record is about somebody else")
    assume(both(s.pin(client, about) == NO_KEY, offered != NO_LIST), "the contact is new")
    assume(both(pinned != NO_KEY, contact_life(contact) != NO_LIFE), "a key and a life are named")
    assume(list_life(offered) == contact_life(contact), "the list is of that life")
    require(comes_from_own_primary, s, client, index, key)
    require(signed_by_the_pinned_primary, s, pinned, offered, NO_KEY)
    require(type_agrees, False, list_is_hosted(offered))
    require(not_from_the_future, list_time(offered), s.policy.latest(clock))
    require(no_index_above_current, offered)
    known = hold(
        set_pin(s, client, about, pinned, contact_life(contact), False),
        client,
        about,
        offered,
        clock,
    )
    told = hear(known, client, about, contact_required_time(contact), clock)
    mark = larger(contact_mark(contact), current_index(offered))
    fits = fits_the_owner(s, pinned, contact_life(contact), offered, mark)
    misled = either(told.misled(client, about), negate(fits))
    return replace(
        told,
        misled=told.misled.but(client, about, becomes=misled),
        mark=told.mark.but(client, about, becomes=mark),
        verified=told.verified.but(client, about, becomes=contact_is_verified(contact)),
    )
