"""Why the promises about removals hold."""

from __future__ import annotations

from mdaudit.spec.logic import both, either, every
from mdaudit.spec.registry import lemma
from mdaudit.spec.sorts import NEVER, NO_KEY, IdentityKey, Index, RawId, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import NO_LIST, list_life, list_time, lists


@lemma("12")
def the_newest_list_says_what_is_linked(s: State) -> Truth:
    """The newest list is the last signed one, of the present life, and names all linked."""
    return every(
        s.newest,
        lambda key: both(
            key != NO_KEY,
            s.signed(key, s.newest(key)),
            list_time(s.newest(key)) == s.last_list_time(key),
            list_life(s.newest(key)) == s.life_of(key),
            every(
                s.linked.at(key, s.life_of(key)),
                lambda index: lists(s.newest(key), index),
            ),
        ),
    )


@lemma("12")
def confirmed_lists_were_handed_over(s: State) -> Truth:
    """What the primary remembers to have handed over, it handed over."""
    return every(s.confirmed, lambda key, signed: s.handed(key, signed))


@lemma("12")
def wishes_are_about_given_indexes(s: State) -> Truth:
    """A companion that has to go is linked, or its removal is signed."""
    return every(
        s.wanted_gone,
        lambda key, life, index: either(
            s.linked(key, life, index), s.removal_list_time(key, life, index) != NEVER
        ),
    )


@lemma("12")
def shown_removals_are_dated(s: State) -> Truth:
    """A removal shown as done was signed, no later than the list by which it was shown."""

    def is_dated(key: IdentityKey, life: RawId, index: Index) -> Truth:
        shown_by = s.shown_gone_by(key, life, index)
        return both(
            shown_by != NO_LIST,
            s.signed(key, shown_by),
            s.handed(key, shown_by),
            s.removal_list_time(key, life, index) != NEVER,
            s.removal_list_time(key, life, index) <= list_time(shown_by),
        )

    return every(s.shown_gone_by, is_dated)
