"""What a client does with a list.

The rules of the section before become steps: a client pins a primary at first contact or after an
identity change, holds lists, begins a new life, hears that nothing changed, restarts.
"""

from __future__ import annotations

from mdaudit.spec.device_list.acceptance import (
    never_goes_back,
    next_mark,
    no_index_above_current,
    no_index_returns,
    not_from_the_future,
    nothing_is_forgotten,
    of_the_right_life,
    same_time_same_content,
    signed_by_the_pinned_primary,
    type_agrees,
)
from mdaudit.spec.device_list.owner import is_near
from mdaudit.spec.logic import EVERY, both, choose, either, every, negate
from mdaudit.spec.reading import assume, holds, require
from mdaudit.spec.registry import Actor, step
from mdaudit.spec.sorts import (
    NEVER,
    NO_KEY,
    NO_LIFE,
    PRIMARY,
    Account,
    Client,
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
    SignedList,
    current_index,
    list_is_hosted,
    list_life,
    list_time,
    lists,
)
from mdaudit.spec.state.system import replace
from mdaudit.spec.verification.marks import (
    mark_belongs,
    mark_outlives_lists,
    own_account_is_intact,
)


@step(Actor.CLIENT, "{client} is set up as device {index} of {account} with the key {key}.")
def set_up(s: State, client: Client, account: Account, key: IdentityKey, index: Index) -> State:
    """A client learns which account and which device of it it is."""
    assume(both(key != NO_KEY, s.own_key(client) == NO_KEY), "the client is new and has a key")
    return replace(
        s,
        own_account=s.own_account.but(client, becomes=account),
        own_key=s.own_key.but(client, becomes=key),
        own_index=s.own_index.but(client, becomes=index),
    )


@step(Actor.SERVER, "The server shows {client} the primary key {key} of {account}.")
def pin_primary(
    s: State,
    client: Client,
    account: Account,
    key: IdentityKey,
    life: RawId,
    hosted: Truth,
) -> State:
    """First contact or identity change: the client pins what it is shown and starts from nothing.

    The server may show any key. That the user is told, and may compare keys, belongs to the
    chapter on verification.
    """
    assume(both(key != NO_KEY, life != NO_LIFE), "a key and a life are shown")
    assume(key != s.pin(client, account), "the key is not the pinned one")
    require(own_account_is_intact, s, client, account, key)
    return set_pin(s, client, account, key, life, hosted)


def set_pin(
    s: State, client: Client, account: Account, key: IdentityKey, life: RawId, hosted: Truth
) -> State:
    """The client pins a key and starts from nothing; a mark stays with the key it belongs to."""
    marked = with_mark_of(s, client, account, key, life)
    blank = without_companions(marked, client, account)
    return replace(
        blank,
        pin=s.pin.but(client, account, becomes=key),
        pinned_life=s.pinned_life.but(client, account, becomes=life),
        pinned_hosted=s.pinned_hosted.but(client, account, becomes=hosted),
        held=s.held.but(client, account, becomes=NO_LIST),
        received_at=s.received_at.but(client, account, becomes=NEVER),
        mark=s.mark.but(client, account, becomes=PRIMARY),
        required_time=s.required_time.but(client, account, becomes=NEVER),
        deadline=s.deadline.but(client, account, becomes=NEVER),
        alone_since=s.alone_since.but(client, account, becomes=NEVER),
        misled=s.misled.but(client, account, becomes=False),
        query_wanted=s.query_wanted.but(client, account, becomes=True),
        knows=blank.knows.but(client, account, PRIMARY, key, becomes=True),
        key_at=blank.key_at.but(client, account, PRIMARY, becomes=key),
    )


def with_mark_of(
    s: State, client: Client, account: Account, key: IdentityKey, life: RawId
) -> State:
    """A mark that does not belong to the identity goes, and the user has to confirm (VER-3)."""
    marked = s.verified(client, account)
    belongs = holds(mark_belongs, s.pin(client, account), s.pinned_life(client, account), key, life)
    lost = both(marked, negate(belongs))
    unconfirmed = either(lost, s.unconfirmed(client, account))
    return replace(
        s,
        verified=s.verified.but(client, account, becomes=both(marked, belongs)),
        unconfirmed=s.unconfirmed.but(client, account, becomes=unconfirmed),
    )


def without_companions(s: State, client: Client, account: Account) -> State:
    """The client forgets every device of the account, and what its pin stood for."""
    return replace(
        s,
        knows=s.knows.but(client, account, EVERY, EVERY, becomes=False),
        evidence=s.evidence.but(client, account, EVERY, EVERY, becomes=NO_CERTIFICATE),
        key_at=s.key_at.but(client, account, EVERY, becomes=NO_KEY),
        admitted=s.admitted.but(client, account, EVERY, EVERY, becomes=NO_LIST),
        admitted_at=s.admitted_at.but(client, account, EVERY, EVERY, becomes=NEVER),
        held_since_pin=s.held_since_pin.but(client, account, EVERY, becomes=False),
        saw_dropped=s.saw_dropped.but(client, account, EVERY, becomes=False),
        told_at=s.told_at.but(client, account, EVERY, becomes=NEVER),
        alarmed=s.alarmed.but(client, account, becomes=False),
        saw_two_views=s.saw_two_views.but(client, account, becomes=False),
        speaker_of_other_view=s.speaker_of_other_view.but(client, account, becomes=NO_KEY),
    )


@step(Actor.SERVER, "The server shows {client} {offered} of {account}, and it is accepted.")
def accept_list(
    s: State,
    client: Client,
    account: Account,
    offered: SignedList,
    embedded: IdentityKey,
    clock: Time,
) -> State:
    """The server shows a list of its choice; the client holds it from now on, or refuses it."""
    held = s.held(client, account)
    mark = s.mark(client, account)
    life = s.pinned_life(client, account)
    assume(is_near(s, clock), "the client's clock is near true time")
    require(signed_by_the_pinned_primary, s, s.pin(client, account), offered, embedded)
    require(of_the_right_life, life, list_life(offered), list_time(held), list_time(offered), False)
    require(never_goes_back, list_time(held), list_time(offered))
    require(same_time_same_content, held, offered)
    require(not_from_the_future, list_time(offered), s.policy.latest(clock))
    require(no_index_above_current, offered)
    require(no_index_returns, held, mark, offered)
    require(type_agrees, s.pinned_hosted(client, account), list_is_hosted(offered))
    stays = both(s.verified(client, account), holds(mark_outlives_lists, life, list_life(offered)))
    gone = lists.at(held).where(lambda index: both(index > PRIMARY, negate(lists(offered, index))))
    return replace(
        hold(s, client, account, offered, clock),
        mark=s.mark.but(client, account, becomes=next_mark(mark, offered)),
        verified=s.verified.but(client, account, becomes=stays),
        saw_dropped=s.saw_dropped.but_each(client, account, rows=gone, becomes=True),
    )


@step(Actor.SERVER, "The server shows {client} {offered}: {account} began another life.")
def accept_new_life(
    s: State,
    client: Client,
    account: Account,
    offered: SignedList,
    embedded: IdentityKey,
    clock: Time,
) -> State:
    """The same primary begins another life: every companion is dropped, the mark starts over.

    List time, required time and deadline stay: a new life is no way to go back in time.
    """
    held = s.held(client, account)
    life = s.pinned_life(client, account)
    assume(is_near(s, clock), "the client's clock is near true time")
    require(signed_by_the_pinned_primary, s, s.pin(client, account), offered, embedded)
    require(of_the_right_life, life, list_life(offered), list_time(held), list_time(offered), True)
    require(not_from_the_future, list_time(offered), s.policy.latest(clock))
    require(no_index_above_current, offered)
    require(type_agrees, s.pinned_hosted(client, account), list_is_hosted(offered))
    key = s.pin(client, account)
    marked = with_mark_of(s, client, account, key, list_life(offered))
    blank = without_companions(marked, client, account)
    begun = replace(
        blank,
        pinned_life=s.pinned_life.but(client, account, becomes=list_life(offered)),
        mark=s.mark.but(client, account, becomes=current_index(offered)),
        knows=blank.knows.but(client, account, PRIMARY, key, becomes=True),
        key_at=blank.key_at.but(client, account, PRIMARY, becomes=key),
    )
    return hold(begun, client, account, offered, clock)


def hold(s: State, client: Client, account: Account, offered: SignedList, clock: Time) -> State:
    """The client holds the list; a deadline that it meets is cleared."""
    met = list_time(offered) >= s.required_time(client, account)
    first = s.first_held(client, offered)
    return replace(
        s,
        held=s.held.but(client, account, becomes=offered),
        received_at=s.received_at.but(client, account, becomes=clock),
        deadline=s.deadline.but(
            client, account, becomes=choose(met, NEVER, s.deadline(client, account))
        ),
        first_held=s.first_held.but(client, offered, becomes=choose(first == NEVER, s.now, first)),
        held_since_pin=s.held_since_pin.but(client, account, offered, becomes=True),
    )


@step(Actor.SERVER, "The server tells {client} that the list of {account} is unchanged.")
def confirm_unchanged(s: State, client: Client, account: Account, clock: Time) -> State:
    """The server omits a list that it says is unchanged; nothing is signed, nothing is renewed."""
    assume(is_near(s, clock), "the client's clock is near true time")
    return replace(s, received_at=s.received_at.but(client, account, becomes=clock))


@step(Actor.CLIENT, "{client} restarts, or its list of {account} expires.")
def restart(
    s: State,
    client: Client,
    account: Account,
    forgotten: Truth,
) -> State:
    """Expiry, deleted sessions and restarts: the client must come back with what it held."""
    require(nothing_is_forgotten, forgotten)
    return replace(
        s,
        held=s.held.but(
            client, account, becomes=choose(forgotten, NO_LIST, s.held(client, account))
        ),
        mark=s.mark.but(
            client, account, becomes=choose(forgotten, PRIMARY, s.mark(client, account))
        ),
        required_time=s.required_time.but(
            client, account, becomes=choose(forgotten, NEVER, s.required_time(client, account))
        ),
        deadline=s.deadline.but(
            client, account, becomes=choose(forgotten, NEVER, s.deadline(client, account))
        ),
    )


def fits_the_owner(s: State, key: IdentityKey, life: RawId, held: SignedList, mark: Index) -> Truth:
    """List and mark are ones that a client can have come to honestly, under this owner."""
    return both(
        mark <= s.high_water(key, life),
        every(s.linked.at(key, life), lambda index: either(lists(held, index), index > mark)),
    )
