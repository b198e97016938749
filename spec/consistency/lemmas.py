"""Why the promises about views hold: an honest owner gives each index to one key."""

from __future__ import annotations

from mdaudit.spec.logic import both, either, every, implies
from mdaudit.spec.registry import lemma
from mdaudit.spec.sorts import NO_KEY, PRIMARY, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import certificate_index, certificate_key, certificate_life


@lemma("4c")
def honest_indexes_have_one_key(s: State) -> Truth:
    """Every certificate of an honest owner names the key that its index was given to."""
    return every(
        s.certified,
        lambda key, shown: either(
            s.corrupt(key),
            both(
                s.given_to(key, certificate_life(shown), certificate_index(shown))
                == certificate_key(shown),
                certificate_index(shown) <= s.high_water(key, certificate_life(shown)),
            ),
        ),
    )


@lemma("4c")
def known_keys_were_given(s: State) -> Truth:
    """The key that a client knows for an index is the one that an honest owner gave it to."""
    return every(
        s.key_at,
        lambda client, account, index: either(
            index == PRIMARY,
            s.corrupt(s.pin(client, account)),
            s.key_at(client, account, index)
            == s.given_to(s.pin(client, account), s.pinned_life(client, account), index),
        ),
    )


@lemma("4c")
def stated_keys_were_given(s: State) -> Truth:
    """What an honest device says of an honest owner's index is so."""
    return every(
        s.stated,
        lambda speaker, pin, life, index, said: either(
            s.corrupt(speaker),
            s.corrupt(pin),
            both(said != NO_KEY, said == s.given_to(pin, life, index)),
        ),
    )


@lemma("4c")
def given_indexes_are_below_the_mark(s: State) -> Truth:
    """An index that was given to somebody lies between 1 and the high-water mark."""
    return every(
        s.given_to,
        lambda key, life, index: both(
            index > PRIMARY, index <= s.high_water(key, life), key != NO_KEY
        ),
    )


@lemma("4c", "1b")
def indexes_are_not_negative(s: State) -> Truth:
    """What a client knows stands at index 0 or above, and device 0 has the pinned key."""
    return every(
        s.key_at,
        lambda client, account, index: both(
            index >= PRIMARY,
            s.pin(client, account) != NO_KEY,
            implies(index == PRIMARY, s.key_at(client, account, index) == s.pin(client, account)),
        ),
    )
