"""What an honest owner signs.

The owner decides, the primary signs. All that peers are promised about honest owners rests on two
habits of the primary.

* **OWN-1** Each list is dated by the primary's own clock and strictly later than the one before.
* **OWN-2** A new companion gets the index above every index ever given out; the mark is durable
  before anything is signed.

The primary may publish as *current index* anything from its highest valid index to its high-water
mark: sources disagree on which, and everything here is proved for all of them.
"""

from __future__ import annotations

from mdaudit.spec.linking.primary import few_enough
from mdaudit.spec.logic import EVERY, both, either, every, negate
from mdaudit.spec.reading import assume, require
from mdaudit.spec.registry import Actor, Blame, Deployed, rule, step
from mdaudit.spec.sorts import (
    NO_KEY,
    NO_LIFE,
    PRIMARY,
    Account,
    Count,
    IdentityKey,
    Index,
    RawId,
    Time,
    Truth,
)
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import (
    NO_CERTIFICATE,
    NO_LIST,
    Certificate,
    SignedList,
    certificate_index,
    certificate_key,
    certificate_life,
    certificate_time,
    current_index,
    list_life,
    list_time,
    lists,
)
from mdaudit.spec.state.system import replace


@rule(
    "OWN-1",
    "A list is dated by the primary's own clock, strictly later than its last list",
    source="white paper, device lists: a new timestamp per list; strictness is inferred",
    checked_by=Actor.PRIMARY,
    deployed=Deployed.UNKNOWN,
    blame=Blame.PRIMARY_KEY,
    expected="a list dated {clock}, later than {last}",
    got="a list dated {signed}",
)
def dated_later(signed: Time, clock: Time, last: Time) -> Truth:
    """If two lists carried one time, peers could not tell which of them is the newer."""
    return both(signed == clock, signed > last)


@rule(
    "OWN-2",
    "A new companion's index is one above the high-water mark",
    source="white paper through published analyses: indexes are fresh and never reused; exactly "
    "one above the mark is an open client's",
    checked_by=Actor.PRIMARY,
    deployed=Deployed.YES,
    blame=Blame.PRIMARY_KEY,
    expected="the index after {high_water}",
    got="index {index}",
)
def index_is_fresh(index: Index, high_water: Index) -> Truth:
    """A reused index would make a removed companion's certificate valid again."""
    return index == high_water + 1


def is_near(s: State, clock: Time) -> Truth:
    """An honest clock: within the clock error of true time, and not before time began."""
    return both(
        clock >= 0,
        clock <= s.now + s.policy.clock_error,
        clock >= s.now - s.policy.clock_error,
    )


def publish(s: State, key: IdentityKey, life: RawId, signed: SignedList, clock: Time) -> State:
    """The primary signs a list of exactly the companions that its owner wants linked."""
    assume(is_near(s, clock), "the primary's clock is near true time")
    assume(negate(s.corrupt(key)), "the primary is honest")
    assume(both(key != NO_KEY, signed != NO_LIST), "there is a primary and a list")
    require(dated_later, list_time(signed), clock, s.last_list_time(key))
    assume(negate(s.signed(key, signed)), "the list is a new object")
    assume(list_life(signed) == life, "the list names this life")
    assume(says_what_is_linked(s, key, life, signed), "the list says what is linked")
    return replace(
        s,
        signed=s.signed.but(key, signed, becomes=True),
        last_list_time=s.last_list_time.but(key, becomes=list_time(signed)),
        newest=s.newest.but(key, becomes=signed),
    )


def says_what_is_linked(s: State, key: IdentityKey, life: RawId, signed: SignedList) -> Truth:
    """The list names the linked companions, perhaps index 0, and a permitted current index."""
    linked = s.linked.at(key, life)
    return both(
        every(lists.at(signed), lambda index: either(index == PRIMARY, linked(index))),
        every(linked, lambda index: lists(signed, index)),
        every(lists.at(signed), lambda index: index <= current_index(signed)),
        current_index(signed) <= s.high_water(key, life),
        current_index(signed) >= PRIMARY,
    )


@step(Actor.PRIMARY, "{account} registers with the primary key {key}.")
def register(s: State, account: Account, key: IdentityKey, life: RawId) -> State:
    """The account gets a new primary: the first one, or after a re-installation."""
    assume(key != NO_KEY, "there is a key")
    assume(both(negate(s.used_key(key)), negate(s.corrupt(key))), "the key is new")
    assume(life != NO_LIFE, "there is a life")
    return replace(
        s,
        primary_of=s.primary_of.but(account, becomes=key),
        was_primary=s.was_primary.but(account, key, becomes=True),
        used_key=s.used_key.but(key, becomes=True),
        life_of=s.life_of.but(key, becomes=life),
        used_life=s.used_life.but(key, life, becomes=True),
    )


@step(
    Actor.PRIMARY,
    "{account} approves {certificate}; its primary signs it, and {signed}.",
)
def approve(
    s: State, account: Account, certificate: Certificate, signed: SignedList, clock: Time
) -> State:
    """The owner scanned a companion's code: the primary signs its certificate and a new list."""
    key = s.primary_of(account)
    life = s.life_of(key)
    index = certificate_index(certificate)
    companion = certificate_key(certificate)
    companions = Count(s.companions(key, life) + 1)
    require(index_is_fresh, index, s.high_water(key, life))
    require(few_enough, companions)
    assume(
        both(certificate != NO_CERTIFICATE, companion != NO_KEY), "there is a certificate for a key"
    )
    assume(negate(s.certified(key, certificate)), "the certificate is a new object")
    assume(certificate_life(certificate) == life, "the certificate names this life")
    assume(certificate_time(certificate) == clock, "the certificate is dated by the clock")
    linked = replace(
        s,
        high_water=s.high_water.but(key, life, becomes=index),
        linked=s.linked.but(key, life, index, becomes=True),
        companions=s.companions.but(key, life, becomes=companions),
        approved=s.approved.but(key, certificate, becomes=True),
        approved_at=s.approved_at.but(key, certificate, becomes=s.now),
        given_to=s.given_to.but(key, life, index, becomes=companion),
        given_by=s.given_by.but(key, life, index, becomes=list_time(signed)),
        certified=s.certified.but(key, certificate, becomes=True),
        vouched=s.vouched.but(companion, certificate, key, becomes=True),
    )
    return publish(linked, key, life, signed, clock)


@step(
    Actor.PRIMARY,
    "{account} removes index {index}; its primary signs {signed}.",
)
def unlink(s: State, account: Account, index: Index, signed: SignedList, clock: Time) -> State:
    """The owner removes a companion: the primary signs a list without it."""
    key = s.primary_of(account)
    life = s.life_of(key)
    assume(s.linked(key, life, index), "the companion is linked")
    removed = replace(
        s,
        linked=s.linked.but(key, life, index, becomes=False),
        companions=s.companions.but(key, life, becomes=Count(s.companions(key, life) - 1)),
        removal_true_time=s.removal_true_time.but(key, life, index, becomes=s.now),
        removal_list_time=s.removal_list_time.but(key, life, index, becomes=list_time(signed)),
    )
    return publish(removed, key, life, signed, clock)


@step(Actor.PRIMARY, "{account} renews its list: its primary signs {signed}.")
def refresh(s: State, account: Account, signed: SignedList, clock: Time) -> State:
    """The primary renews its list before the old one expires."""
    key = s.primary_of(account)
    return publish(s, key, s.life_of(key), signed, clock)


@step(Actor.PRIMARY, "{account} begins life {life}; its primary signs {signed}.")
def begin_life(s: State, account: Account, life: RawId, signed: SignedList, clock: Time) -> State:
    """The primary starts over under its key, for example after a restored backup.

    Every companion of the old life is gone with it.
    """
    key = s.primary_of(account)
    old = s.life_of(key)
    assume(both(life != NO_LIFE, negate(s.used_life(key, life))), "the life is new")
    linked = s.linked.at(key, old)
    begun = replace(
        s,
        life_of=s.life_of.but(key, becomes=life),
        used_life=s.used_life.but(key, life, becomes=True),
        linked=s.linked.but(key, old, EVERY, becomes=False),
        companions=s.companions.but(key, old, becomes=Count(0)),
        removal_true_time=s.removal_true_time.but_each(key, old, rows=linked, becomes=s.now),
        removal_list_time=s.removal_list_time.but_each(
            key, old, rows=linked, becomes=list_time(signed)
        ),
    )
    return publish(begun, key, life, signed, clock)
