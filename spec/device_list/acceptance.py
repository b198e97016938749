"""Which list a client holds.

The server shows a list of its choice. The client holds it from then on, or refuses it.

* **LIST-1** The list is signed by the pinned primary; a key that comes along is only compared.
* **LIST-2** It continues the pinned life, or begins a new one with a strictly later time.
* **LIST-3** It is not older than the list already held.
* **LIST-4** If it is as old as the held list, it says the same; else the owner said two things.
* **LIST-5** It is not from the future: at most two clock errors ahead of the client's own clock.
* **LIST-6** It names no index above its own current index, and the client's own mark never falls.
* **LIST-7** No index returns: whatever is valid was valid before, or is above the client's mark.
* **LIST-8** Age counts from the signed time, never from receipt.
* **LIST-9** What is held is never forgotten: not by expiry, not by a restart.
* **DEV-6** A hosted device or list of an end-to-end encrypted account is never accepted silently.

Where this is stricter than what open clients do, it is so on purpose: most of them accept lists
unsigned because the connection to the server is authenticated, which trusts the server with
exactly what this chapter keeps from it.
"""

from __future__ import annotations

from mdaudit.spec.logic import both, either, every, implies, larger, negate
from mdaudit.spec.reading import part
from mdaudit.spec.registry import Actor, Blame, Deployed, rule, variant
from mdaudit.spec.sorts import (
    NO_KEY,
    PRIMARY,
    Account,
    Client,
    Duration,
    IdentityKey,
    Index,
    RawId,
    Time,
    Truth,
)
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import SignedList, current_index, list_life, list_time, lists


@rule(
    "LIST-1",
    "A list is signed by the pinned primary; an embedded key is only compared",
    source="white paper, device lists: 0602 under the primary's key; comparing is inferred",
    checked_by=Actor.CLIENT,
    deployed=Deployed.UNKNOWN,
    blame=Blame.UNKNOWN,
    expected="a list signature by the pinned {pinned}, and no other key embedded",
    got="{offered} with the embedded key {embedded}",
)
def signed_by_the_pinned_primary(
    s: State, pinned: IdentityKey, offered: SignedList, embedded: IdentityKey
) -> Truth:
    """The primary is the only authority; a list without its signature is the server's opinion."""
    return both(s.signed(pinned, offered), either(embedded == NO_KEY, embedded == pinned))


@variant(signed_by_the_pinned_primary, "trusts-the-embedded-key")
def signed_by_whoever_says_so(
    s: State, pinned: IdentityKey, offered: SignedList, embedded: IdentityKey
) -> Truth:
    """The list is signed by the key that comes along with it, if one does."""
    return either(s.signed(pinned, offered), both(embedded != NO_KEY, s.signed(embedded, offered)))


@rule(
    "LIST-2",
    "A list continues the pinned life, or begins another with a strictly later time",
    source="inferred: rawId names one life; a change drops all companions; strictness is ours",
    checked_by=Actor.CLIENT,
    deployed=Deployed.UNKNOWN,
    blame=Blame.UNKNOWN,
    expected="life {pinned}, or another life later than {held_time}",
    got="life {life} at {offered_time}",
)
def of_the_right_life(
    pinned: RawId, life: RawId, held_time: Time, offered_time: Time, begins: Truth
) -> Truth:
    """Indexes count within a life: across lives they mean different devices."""
    return either(
        both(negate(begins), life == pinned),
        both(begins, life != pinned, offered_time > held_time),
    )


def continues_life(s: State, client: Client, account: Account, offered: SignedList) -> Truth:
    """Whether the list is of the pinned life; if not, it begins another or is refused."""
    return list_life(offered) == s.pinned_life(client, account)


@rule(
    "LIST-3",
    "A held list never goes back",
    source="open clients' reading of the deployed one; equality allowed is inferred",
    checked_by=Actor.CLIENT,
    deployed=Deployed.UNKNOWN,
    blame=Blame.SERVER,
    expected="a list signed at {held} or later",
    got="one signed at {offered}",
)
def never_goes_back(held: Time, offered: Time) -> Truth:
    """An older list would give a removed companion its place again."""
    return offered >= held


@rule(
    "LIST-4",
    "Lists of the same time have the same content",
    source="inferred: follows from OWN-1",
    checked_by=Actor.CLIENT,
    deployed=Deployed.NO,
    blame=Blame.PRIMARY_KEY,
    expected="the content of the held list of that time",
    got="different content in {offered}",
)
def same_time_same_content(held: SignedList, offered: SignedList) -> Truth:
    """Two contents under one time are equivocation: both lists together prove it."""
    return implies(list_time(held) == list_time(offered), same_content(held, offered))


def same_content(one: SignedList, other: SignedList) -> Truth:
    """Both lists say the same about life, current index and every valid index."""
    return both(
        list_life(one) == list_life(other),
        current_index(one) == current_index(other),
        every(lists.at(one), lambda index: lists(other, index)),
        every(lists.at(other), lambda index: lists(one, index)),
    )


@rule(
    "LIST-5",
    "A list is not from the future",
    source="inferred: no source states a bound; 2E because two honest clocks may differ by that",
    checked_by=Actor.CLIENT,
    deployed=Deployed.UNKNOWN,
    blame=Blame.UNKNOWN,
    expected="a list signed no later than {latest}",
    got="one signed at {offered}",
    dropping="an owner can sign a list that never expires",
)
def not_from_the_future(offered: Time, latest: Time) -> Truth:
    """A list from the future would outlive its lifetime; a client may try it again later."""
    return offered <= latest


@rule(
    "LIST-6",
    "No valid index is above the list's current index, and the client's own mark never falls",
    source="inferred: public sources disagree on the current index; the client keeps its own mark",
    checked_by=Actor.CLIENT,
    deployed=Deployed.NO,
    blame=Blame.PRIMARY_KEY,
    expected="valid indexes up to the list's current index",
    got="a higher one in {offered}",
)
def no_index_above_current(offered: SignedList) -> Truth:
    """The mark decides which indexes are new; an index above it would be new forever."""
    return every(lists.at(offered), lambda index: index <= current_index(offered))


@part
def next_mark(mark: Index, offered: SignedList) -> Index:
    """The client's own mark after holding the list: it never falls (LIST-6)."""
    return larger(mark, current_index(offered))


@variant(no_index_above_current, "own-current-index-is-the-mark", replaces=next_mark)
def mark_as_the_list_says(mark: Index, offered: SignedList) -> Index:
    """The mark is whatever the newest list calls its current index, even if that is lower."""
    return current_index(offered)


@rule(
    "LIST-7",
    "No index returns: whatever is valid was valid before, or is above the client's mark",
    source="inferred: the client's side of never reusing an index",
    checked_by=Actor.CLIENT,
    deployed=Deployed.NO,
    blame=Blame.PRIMARY_KEY,
    expected="indexes valid before, or above the mark {mark}",
    got="another one in {offered}",
)
def no_index_returns(held: SignedList, mark: Index, offered: SignedList) -> Truth:
    """A dropped index that returns is a removed companion that returns."""
    return every(
        lists.at(offered),
        lambda index: either(index == PRIMARY, lists(held, index), index > mark),
    )


@rule(
    "LIST-8",
    "Age counts from the signed time, never from receipt",
    source="white paper, device lists: 35 days or less",
    checked_by=Actor.CLIENT,
    deployed=Deployed.UNKNOWN,
    blame=Blame.CLIENT,
    expected="a list younger than the lifetime {lifetime} at {clock}",
    got="one signed at {signed}",
    dropping="a list never expires",
)
def unexpired(signed: Time, received: Time, clock: Time, lifetime: Duration) -> Truth:
    """The server decides when a list is received and how often it is confirmed; the owner signs."""
    return clock - signed < lifetime


@variant(unexpired, "from-receipt")
def unexpired_since_receipt(
    signed: Time,
    received: Time,
    clock: Time,
    lifetime: Duration,
) -> Truth:
    """Age counts from the last receipt or confirmation, so a replay keeps a list alive."""
    return clock - received < lifetime


@rule(
    "LIST-9",
    "What is held survives expiry, deleted sessions and restarts",
    source="inferred: open clients delete an expired list",
    checked_by=Actor.CLIENT,
    deployed=Deployed.NO,
    blame=Blame.CLIENT,
    expected="the held list, its mark, the required time and the deadline kept",
    got="a client that forgot them",
    dropping="a client that forgot its list accepts any older one",
)
def nothing_is_forgotten(forgotten: Truth) -> Truth:
    """Expiry stops the use of a list, not the memory of it; only an identity change resets it."""
    return negate(forgotten)


@rule(
    "DEV-6",
    "A hosted device or list of an end-to-end encrypted account is not accepted silently",
    source="white paper, hosted accounts; that the change is never silent is inferred",
    checked_by=Actor.CLIENT,
    deployed=Deployed.UNKNOWN,
    blame=Blame.PRIMARY_KEY,
    expected="hosted only if the account was pinned so (pinned as hosted: {pinned})",
    got="hosted: {offered}",
)
def type_agrees(pinned: Truth, offered: Truth) -> Truth:
    """A hosted device is read by a provider; users must learn of it before it reads anything."""
    return implies(offered, pinned)
