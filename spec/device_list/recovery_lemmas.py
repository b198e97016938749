"""Why no rule locks an honest owner out: how its lists and a client's mark fit together."""

from __future__ import annotations

from mdaudit.spec.device_list.holding import fits_the_owner
from mdaudit.spec.logic import both, either, every, implies
from mdaudit.spec.registry import lemma
from mdaudit.spec.sorts import NEVER, PRIMARY, IdentityKey, Index, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import (
    NO_LIST,
    SignedList,
    current_index,
    list_life,
    list_time,
    lists,
)


@lemma("9")
def honest_lists_are_well_formed(s: State) -> Truth:
    """A list of an honest owner has a time, and names no index above its current one."""
    return every(
        s.signed,
        lambda key, signed: either(
            s.corrupt(key),
            both(
                list_time(signed) > NEVER,
                every(lists.at(signed), lambda index: index <= current_index(signed)),
                current_index(signed) <= s.high_water(key, list_life(signed)),
            ),
        ),
    )


@lemma("9")
def linked_indexes_have_a_first_list(s: State) -> Truth:
    """A linked index was first named by a list that is not later than the owner's last one."""
    return every(
        s.linked,
        lambda key, life, index: both(
            s.given_by(key, life, index) > NEVER,
            s.given_by(key, life, index) <= s.last_list_time(key),
        ),
    )


@lemma("9")
def newer_lists_name_what_is_linked(s: State) -> Truth:
    """A linked index is named by every list since its first, and is above all earlier ones."""

    def is_named(signed: SignedList, key: IdentityKey, index: Index) -> Truth:
        since = s.given_by(key, list_life(signed), index)
        return both(
            implies(list_time(signed) >= since, lists(signed, index)),
            implies(list_time(signed) < since, index > current_index(signed)),
        )

    return every(
        s.signed,
        lambda key, signed: either(
            s.corrupt(key),
            every(s.linked.at(key, list_life(signed)), lambda index: is_named(signed, key, index)),
        ),
    )


@lemma("9")
def newest_lists_name_only_what_is_linked(s: State) -> Truth:
    """The last list of an honest owner names nothing but index 0 and what is linked."""
    return every(
        s.signed,
        lambda key, signed: either(
            s.corrupt(key),
            list_time(signed) < s.last_list_time(key),
            list_life(signed) != s.life_of(key),
            every(
                lists.at(signed),
                lambda index: either(index == PRIMARY, s.linked(key, list_life(signed), index)),
            ),
        ),
    )


@lemma("9b")
def later_lives_have_later_lists(s: State) -> Truth:
    """Every list of a life that an honest owner left is older than its last list."""
    return every(
        s.signed,
        lambda key, signed: either(
            s.corrupt(key),
            list_life(signed) == s.life_of(key),
            list_time(signed) < s.last_list_time(key),
        ),
    )


@lemma("9")
def marks_are_of_held_lists(s: State) -> Truth:
    """The mark was given out, and what was linked after the held list is above it."""
    return every(
        s.held,
        lambda client, account: either(
            s.misled(client, account),
            s.corrupt(s.pin(client, account)),
            fits_the_owner(
                s,
                s.pin(client, account),
                s.pinned_life(client, account),
                s.held(client, account),
                s.mark(client, account),
            ),
        ),
    )


@lemma("9")
def without_a_list_there_is_no_mark(s: State) -> Truth:
    """A client that holds no list has no mark."""
    return every(s.mark, lambda client, account: s.held(client, account) != NO_LIST)


@lemma("9c")
def honest_hints_name_signed_times(s: State) -> Truth:
    """A required time is one that the owner's lists had reached, unless a hint lied."""
    return every(
        s.required_time,
        lambda client, account: either(
            s.misled(client, account),
            s.required_time(client, account) <= s.last_list_time(s.pin(client, account)),
        ),
    )


@lemma("9c")
def deadlines_have_a_reason(s: State) -> Truth:
    """A deadline runs only while the required time is not met."""
    return every(
        s.deadline,
        lambda client, account: (
            list_time(s.held(client, account)) < s.required_time(client, account)
        ),
    )
