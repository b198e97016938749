"""From the wish to the published list.

The owner asks for a removal, or the companion logs out. The primary remembers the wish, signs a
list without the device (`unlink`), hands the list to the server, and only then shows the device as
gone.

* **REV-2** A removal is shown as done only when the newest signed list excludes the device and was
  handed to the server. Wish and list are durable, so that an unfinished publication resumes after a
  crash.

Handing a list over may be repeated: it is the same list.
"""

from __future__ import annotations

from mdaudit.spec.logic import EVERY, both, choose, negate
from mdaudit.spec.reading import assume, part, require
from mdaudit.spec.registry import Actor, Blame, Deployed, rule, step, variant
from mdaudit.spec.sorts import Account, IdentityKey, Index, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import NO_LIST, SignedList, lists
from mdaudit.spec.state.system import replace


@rule(
    "REV-2",
    "A removal is shown as done only when the newest list excludes the device and was handed over",
    source="white paper, removal: a new signed list; the order and durability are inferred",
    checked_by=Actor.PRIMARY,
    deployed=Deployed.UNKNOWN,
    blame=Blame.PRIMARY_KEY,
    expected="a newest list without index {index}, handed to the server",
    got="{newest}",
)
def removal_is_published(s: State, primary: IdentityKey, newest: SignedList, index: Index) -> Truth:
    """Until peers can learn of a removal it has not happened; the owner must not rely on it."""
    return both(
        newest != NO_LIST,
        negate(lists(newest, index)),
        s.confirmed(primary, newest),
    )


@variant(removal_is_published, "shown-before-publication")
def removal_is_signed(s: State, primary: IdentityKey, newest: SignedList, index: Index) -> Truth:
    """The removal is shown once a list without the device is signed, published or not."""
    return both(newest != NO_LIST, negate(lists(newest, index)))


@part
def crash_is_harmless(lost: Truth) -> Truth:
    """Whether a crash of this kind can happen: wish and list are durable, so none loses them."""
    return negate(lost)


@variant(removal_is_published, "wishes-are-not-durable", replaces=crash_is_harmless)
def crash_may_lose_wishes(lost: Truth) -> Truth:
    """A crash may lose the wish and the newest list."""
    return True


@step(Actor.PRIMARY, "{account} asks its primary to remove index {index}.")
def ask_removal(s: State, account: Account, index: Index) -> State:
    """The owner picks a companion; from now on the primary knows that it has to go."""
    return wished(s, account, index)


@step(Actor.SERVER, "The server tells the primary of {account} that device {index} logged out.")
def hear_log_out(s: State, account: Account, index: Index) -> State:
    """A companion logs out, and the server passes it on. Nothing is signed.

    A server that makes it up costs the account a companion, and nothing else.
    """
    return wished(s, account, index)


def wished(s: State, account: Account, index: Index) -> State:
    """The primary remembers that the companion has to go."""
    key = s.primary_of(account)
    life = s.life_of(key)
    assume(s.linked(key, life, index), "the companion is linked")
    return replace(
        s,
        wanted_gone=s.wanted_gone.but(key, life, index, becomes=True),
        asked_gone=s.asked_gone.but(key, life, index, becomes=True),
    )


@step(Actor.PRIMARY, "The primary of {account} hands its newest list to the server.")
def hand_over(s: State, account: Account) -> State:
    """The server confirmed that it has the list. After a crash this is how publication resumes."""
    key = s.primary_of(account)
    newest = s.newest(key)
    assume(newest != NO_LIST, "there is a list")
    return replace(
        s,
        confirmed=s.confirmed.but(key, newest, becomes=True),
        handed=s.handed.but(key, newest, becomes=True),
    )


@step(Actor.PRIMARY, "The primary of {account} crashes and restarts.")
def restart_primary(s: State, account: Account, lost: Truth) -> State:
    """The primary comes back and does not know any more whether the server has its newest list."""
    key = s.primary_of(account)
    life = s.life_of(key)
    assume(crash_is_harmless(lost), "wish and list are durable")
    gone = s.wanted_gone.at(key, life).where(lambda _: lost)
    return replace(
        s,
        confirmed=s.confirmed.but(key, EVERY, becomes=False),
        newest=s.newest.but(key, becomes=choose(lost, NO_LIST, s.newest(key))),
        wanted_gone=s.wanted_gone.but_each(key, life, rows=gone, becomes=False),
    )


@step(Actor.PRIMARY, "The primary of {account} shows its owner that index {index} is removed.")
def show_removal(s: State, account: Account, index: Index) -> State:
    """The owner reads that the device is gone."""
    key = s.primary_of(account)
    life = s.life_of(key)
    assume(s.wanted_gone(key, life, index), "the removal was asked for")
    require(removal_is_published, s, key, s.newest(key), index)
    return replace(
        s,
        wanted_gone=s.wanted_gone.but(key, life, index, becomes=False),
        shown_gone_by=s.shown_gone_by.but(key, life, index, becomes=s.newest(key)),
    )
