"""What users are promised about lists.

A number is given once and never reused; a letter names a part of a promise. Each is proved
for any number of accounts, clients, devices, lists and messages, with a malicious server, with
owners and companions that may be corrupt at any time, and with clocks that differ.
"""

from __future__ import annotations

from mdaudit.spec.device_list.acceptance import same_content
from mdaudit.spec.logic import both, either, every, implies, negate
from mdaudit.spec.registry import promise
from mdaudit.spec.sorts import PRIMARY, Account, Client, IdentityKey, Index, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import (
    certificate_index,
    certificate_is_hosted,
    certificate_key,
    list_is_hosted,
    list_time,
    lists,
)


@promise("1c", "Only an account that was pinned as hosted has hosted lists and devices")
def hosted_is_never_silent(s: State) -> Truth:
    """A hosted device is read by a provider: none comes into a client's view of other accounts."""
    return both(
        every(
            s.evidence,
            lambda client, account, index, key: implies(
                certificate_is_hosted(s.evidence(client, account, index, key)),
                s.pinned_hosted(client, account),
            ),
        ),
        every(
            s.held,
            lambda client, account: implies(
                list_is_hosted(s.held(client, account)), s.pinned_hosted(client, account)
            ),
        ),
    )


@promise("2c", "While the pin is unchanged, an index has one key to a client, and a key one index")
def indexes_have_one_key(s: State) -> Truth:
    """Whatever the owner signs: nobody takes the place of a device that the client knows."""
    return every(
        s.knows,
        lambda client, account, index, key: every(
            s.knows.at(client, account),
            lambda other, other_key: both(
                implies(index == other, key == other_key),
                implies(key == other_key, index == other),
            ),
        ),
    )


@promise("4a", "A client never holds two contents for one list time while its pin is unchanged")
def no_client_sees_two_contents(s: State) -> Truth:
    """At any two moments since the pin was set, and whatever the owner does.

    A corrupt owner can sign two lists of one time; one client holds at most one of them.
    """
    return every(
        s.held_since_pin,
        lambda client, account, one: every(
            s.held_since_pin.at(client, account),
            lambda other: implies(list_time(one) == list_time(other), same_content(one, other)),
        ),
    )


@promise("4b", "Two clients with the same honest pin and equal list times hold equal contents")
def equal_times_mean_equal_lists(s: State) -> Truth:
    """As long as the owner's key is the owner's, the list time alone tells what a list says."""
    return every(
        s.held,
        lambda client, account: every(
            s.held,
            lambda other, other_account: implies(
                both(
                    s.pin(client, account) == s.pin(other, other_account),
                    negate(s.corrupt(s.pin(client, account))),
                    list_time(s.held(client, account)) == list_time(s.held(other, other_account)),
                ),
                same_content(s.held(client, account), s.held(other, other_account)),
            ),
        ),
    )


@promise("5", "An index that a client saw dropped is never valid in any list it holds later")
def dropped_indexes_stay_dropped(s: State) -> Truth:
    """Since the pin was set, and even if the owner is corrupt: removal cannot be taken back."""
    return every(
        s.saw_dropped,
        lambda client, account, index: negate(lists(s.held(client, account), index)),
    )


@promise("15a", "A message is admitted only from a companion that a signed list named")
def admitted_companions_were_listed(s: State) -> Truth:
    """The pinned key signed that list, and certified this key for this index."""

    def was_listed(client: Client, account: Account, index: Index, key: IdentityKey) -> Truth:
        held = s.admitted(client, account, index, key)
        shown = s.evidence(client, account, index, key)
        pinned = s.pin(client, account)
        return either(
            index == PRIMARY,
            both(
                both(s.signed(pinned, held), lists(held, index)),
                s.certified(pinned, shown),
                both(certificate_index(shown) == index, certificate_key(shown) == key),
            ),
        )

    return every(s.admitted, was_listed)
