"""Why the promises about lists hold: what stays true at every step.

A reader who trusts the provers may skip this section. Each lemma says one thing about the world,
and which promises need it.
"""

from __future__ import annotations

from mdaudit.spec.device_list.acceptance import same_content
from mdaudit.spec.logic import both, either, every, implies, negate
from mdaudit.spec.registry import lemma
from mdaudit.spec.sorts import (
    NEVER,
    NO_KEY,
    PRIMARY,
    Account,
    Client,
    Duration,
    IdentityKey,
    Index,
    Truth,
)
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import (
    NO_CERTIFICATE,
    NO_LIST,
    certificate_index,
    certificate_key,
    certificate_life,
    current_index,
    list_life,
    list_time,
    lists,
)


@lemma("2c")
def known_devices_stand_at_their_index(s: State) -> Truth:
    """The key of a known device is the one that was accepted for its index."""
    return every(
        s.knows,
        lambda client, account, index, key: both(
            s.key_at(client, account, index) == key, key != NO_KEY
        ),
    )


@lemma("1", "4b", "6", "7", "16")
def nothing_comes_from_nothing(s: State) -> Truth:
    """Time began at 0, and nothing is signed with no key or is no object."""
    return both(
        s.now >= 0,
        every(s.corrupt, lambda key: key != NO_KEY),
        every(s.used_key, lambda key: key != NO_KEY),
        every(s.signed, lambda key, signed: both(key != NO_KEY, signed != NO_LIST)),
        every(s.certified, lambda key, shown: both(key != NO_KEY, shown != NO_CERTIFICATE)),
        every(s.pinned_life, lambda client, account: s.pin(client, account) != NO_KEY),
    )


@lemma("4b", "6", "7")
def honest_lists_are_dated_by_the_clock(s: State) -> Truth:
    """No list of an honest owner is later than its last one, nor later than a clock can be."""
    return both(
        every(
            s.last_list_time,
            lambda key: both(
                s.last_list_time(key) > NEVER,
                s.last_list_time(key) <= s.now + s.policy.clock_error,
            ),
        ),
        every(
            s.signed,
            lambda key, signed: implies(
                negate(s.corrupt(key)),
                both(
                    list_time(signed) <= s.last_list_time(key), s.used_life(key, list_life(signed))
                ),
            ),
        ),
    )


@lemma("4b")
def honest_lists_have_their_own_time(s: State) -> Truth:
    """An honest owner never signs two lists of one time."""
    return every(
        s.signed,
        lambda key, one: every(
            s.signed.at(key),
            lambda other: implies(
                both(negate(s.corrupt(key)), list_time(one) == list_time(other)), one == other
            ),
        ),
    )


@lemma("6", "7")
def linked_indexes_were_given_out(s: State) -> Truth:
    """Linked indexes lie between 1 and the high-water mark of the present life; none is removed."""
    return both(
        every(
            s.linked,
            lambda key, life, index: both(
                index > PRIMARY,
                index <= s.high_water(key, life),
                s.removal_list_time(key, life, index) == NEVER,
                s.removal_true_time(key, life, index) == NEVER,
                life == s.life_of(key),
            ),
        ),
        every(s.high_water, lambda key, life: s.high_water(key, life) > PRIMARY),
    )


@lemma("6", "7")
def lives_were_begun(s: State) -> Truth:
    """Whatever is recorded of a life of a key belongs to a life that this key began."""
    return both(
        every(s.high_water, lambda key, life: s.used_life(key, life)),
        every(s.used_key, lambda key: s.used_life(key, s.life_of(key))),
        every(s.life_of, lambda key: s.used_key(key)),
        every(s.used_life, lambda key, _life: s.used_key(key)),
        every(s.primary_of, lambda account: s.used_key(s.primary_of(account))),
        every(s.last_list_time, lambda key: s.used_key(key)),
    )


@lemma("6", "7")
def removals_have_both_times(s: State) -> Truth:
    """A removal is recorded in true time whenever it is recorded by its list."""
    return every(
        s.removal_list_time, lambda key, life, index: s.removal_true_time(key, life, index) != NEVER
    )


@lemma("6", "7")
def removals_are_dated(s: State) -> Truth:
    """A removal names a given-out index; its list is no later than the owner's last one."""
    return every(
        s.removal_true_time,
        lambda key, life, index: both(
            index > PRIMARY,
            index <= s.high_water(key, life),
            s.removal_list_time(key, life, index) > NEVER,
            s.removal_list_time(key, life, index) <= s.last_list_time(key),
            s.removal_true_time(key, life, index) <= s.now,
            s.removal_list_time(key, life, index)
            <= s.removal_true_time(key, life, index) + s.policy.clock_error,
        ),
    )


@lemma("6", "7")
def honest_lists_omit_the_removed(s: State) -> Truth:
    """A list of an honest owner names given-out indexes, and none that was removed before it."""
    return every(
        s.signed,
        lambda key, signed: implies(
            negate(s.corrupt(key)),
            every(
                lists.at(signed),
                lambda index: both(
                    index >= PRIMARY,
                    index <= s.high_water(key, list_life(signed)),
                    either(
                        s.removal_list_time(key, list_life(signed), index) == NEVER,
                        list_time(signed) < s.removal_list_time(key, list_life(signed), index),
                    ),
                ),
            ),
        ),
    )


@lemma("2")
def honest_certificates_were_approved(s: State) -> Truth:
    """The key of an honest owner signs only the certificates that the owner approved."""
    return every(
        s.certified,
        lambda key, certificate: either(s.corrupt(key), s.approved(key, certificate)),
    )


@lemma("2")
def honest_devices_adopted(s: State) -> Truth:
    """The key of an honest device consents only to the primary that it adopted."""
    return every(
        s.device_signed,
        lambda certificate, primary: either(
            s.corrupt(certificate_key(certificate)),
            s.adopted(certificate_key(certificate), certificate, primary),
        ),
    )


@lemma("1", "3", "15a", "4a", "5")
def held_lists_are_signed(s: State) -> Truth:
    """What a client holds is signed by its pin, of the pinned life, and up to the client's mark."""
    return every(
        s.held,
        lambda client, account: both(
            s.pin(client, account) != NO_KEY,
            s.signed(s.pin(client, account), s.held(client, account)),
            list_life(s.held(client, account)) == s.pinned_life(client, account),
            current_index(s.held(client, account)) <= s.mark(client, account),
            every(
                lists.at(s.held(client, account)),
                lambda index: index <= current_index(s.held(client, account)),
            ),
        ),
    )


@lemma("4a")
def history_ends_with_the_held_list(s: State) -> Truth:
    """No list held since the pin is newer than the held one; one as new says the same."""
    return every(
        s.held_since_pin,
        lambda client, account, signed: both(
            s.held(client, account) != NO_LIST,
            list_time(signed) <= list_time(s.held(client, account)),
            implies(
                list_time(signed) == list_time(s.held(client, account)),
                same_content(signed, s.held(client, account)),
            ),
        ),
    )


@lemma("5", "5b")
def dropped_indexes_are_below_the_mark(s: State) -> Truth:
    """An index that was seen to disappear lies between 1 and the client's mark."""
    return every(
        s.saw_dropped,
        lambda client, account, index: both(index > PRIMARY, index <= s.mark(client, account)),
    )


@lemma("1", "2", "3", "15a")
def known_devices_are_certified(s: State) -> Truth:
    """A known device is the pinned primary, or has both signatures for its index, key and life."""
    return every(
        s.knows,
        lambda client, account, index, key: both(
            s.pin(client, account) != NO_KEY,
            either(
                both(index == PRIMARY, key == s.pin(client, account)),
                both(
                    index > PRIMARY,
                    has_evidence(s, client, account, index, key),
                ),
            ),
        ),
    )


def has_evidence(
    s: State, client: Client, account: Account, index: Index, key: IdentityKey
) -> Truth:
    """The kept certificate is about this device and carries both signatures."""
    shown = s.evidence(client, account, index, key)
    pinned = s.pin(client, account)
    return both(
        s.certified(pinned, shown),
        s.device_signed(shown, pinned),
        certificate_index(shown) == index,
        certificate_key(shown) == key,
        certificate_life(shown) == s.pinned_life(client, account),
    )


@lemma("7")
def deadlines_are_near(s: State) -> Truth:
    """No deadline is further away than a clock and the bound allow."""
    return every(
        s.deadline,
        lambda client, account: (
            s.deadline(client, account) <= s.policy.after(s.now, s.policy.deadline, errors=1)
        ),
    )


@lemma("7")
def unmet_hints_have_a_deadline(s: State) -> Truth:
    """A required time that the held list does not meet runs against a deadline."""
    return every(
        s.required_time,
        lambda client, account: either(
            s.required_time(client, account) <= list_time(s.held(client, account)),
            s.deadline(client, account) != NEVER,
        ),
    )


@lemma("7")
def told_clients_act(s: State) -> Truth:
    """Who was told of a removal holds a list without the index, or has a deadline from then on."""
    return every(
        s.told_at,
        lambda client, account, index: implies(
            negate(s.corrupt(s.pin(client, account))),
            _acts(s, client, account, index),
        ),
    )


def _acts(s: State, client: Client, account: Account, index: Index) -> Truth:
    removal = s.removal_list_time(s.pin(client, account), s.pinned_life(client, account), index)
    return both(
        removal != NEVER,
        removal <= s.required_time(client, account),
        s.told_at(client, account, index) <= s.now,
        either(
            list_time(s.held(client, account)) >= removal,
            both(
                s.deadline(client, account) != NEVER,
                s.deadline(client, account)
                <= s.policy.after(s.told_at(client, account, index), s.policy.deadline, errors=1),
            ),
        ),
    )


@lemma("16", "16b")
def lists_are_not_from_the_future(s: State) -> Truth:
    """When a list was first held, it was at most three clock errors ahead of true time."""
    return both(
        every(
            s.first_held,
            lambda client, signed: both(
                s.first_held(client, signed) <= s.now,
                list_time(signed)
                <= s.policy.after(s.first_held(client, signed), Duration(0), errors=3),
            ),
        ),
        every(
            s.held,
            lambda client, account: s.first_held(client, s.held(client, account)) != NEVER,
        ),
    )
