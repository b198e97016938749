"""What users are promised about copies: who can read a message.

Device 0, the primary, is an ordinary recipient. All bounds are in true time; E is the clock error.
"""

from __future__ import annotations

from mdaudit.spec.logic import both, either, every, implies, negate
from mdaudit.spec.registry import Kind, promise
from mdaudit.spec.sorts import (
    NEVER,
    NO_SENDER_KEY,
    PRIMARY,
    Account,
    Client,
    Duration,
    IdentityKey,
    Index,
    Message,
    RawId,
    Time,
    Truth,
)
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import (
    certificate_index,
    certificate_key,
    certificate_life,
    list_life,
    lists,
)


@promise("1", "Every copy goes to the pinned primary, or to a device that it certified and listed")
def copies_go_to_listed_devices(s: State) -> Truth:
    """The list and the certificate are signed by the pinned key, for one life, index and key."""

    def is_right(message: Message, account: Account, index: Index, key: IdentityKey) -> Truth:
        pinned = s.copy_pin(message, account, index, key)
        basis = s.copy_list(message, account, index, key)
        shown = s.copy_evidence(message, account, index, key)
        return either(
            both(index == PRIMARY, key == pinned),
            both(
                index > PRIMARY,
                both(s.signed(pinned, basis), lists(basis, index)),
                both(s.certified(pinned, shown), certificate_life(shown) == list_life(basis)),
                both(certificate_index(shown) == index, certificate_key(shown) == key),
            ),
        )

    return every(s.copied, is_right)


@promise("2", "An honest owner approved the device, and an honest device adopted the owner")
def both_sides_consented(s: State) -> Truth:
    """An honest primary approved exactly this certificate; an honest device adopted exactly this
    primary. So a malicious owner cannot claim somebody else's device.
    """

    def is_wanted(message: Message, account: Account, index: Index, key: IdentityKey) -> Truth:
        pinned = s.copy_pin(message, account, index, key)
        shown = s.copy_evidence(message, account, index, key)
        return either(
            index == PRIMARY,
            both(
                either(s.corrupt(pinned), s.approved(pinned, shown)),
                either(s.corrupt(key), s.adopted(key, shown, pinned)),
            ),
        )

    return every(s.copied, is_wanted)


@promise(
    "3",
    "While the pin is unchanged, nobody but the pinned primary adds a recipient",
    kind=Kind.CHANGE,
)
def only_the_primary_adds_recipients(before: State, after: State) -> Truth:
    """A device that a client may serve after a step had been certified and listed by the pinned key
    before the step. The server chooses when a client learns of it, and nothing else.
    """
    return every(
        after.knows,
        lambda client, account, index, key: implies(
            both(
                before.pin(client, account) == after.pin(client, account),
                index > PRIMARY,
                lists(after.held(client, account), index),
            ),
            both(
                before.signed(after.pin(client, account), after.held(client, account)),
                before.certified(
                    after.pin(client, account), after.evidence(client, account, index, key)
                ),
            ),
        ),
    )


@promise(
    "5b",
    "No copy reaches an index that its sender saw dropped",
    rests_on=("5",),
)
def no_copy_to_the_dropped(s: State) -> Truth:
    """The fan-out's side of promise 5: what a sender saw removed it does not serve, even if a
    corrupt owner lists it again.
    """
    return every(
        s.copied,
        lambda message, account, index, key: negate(
            s.copy_saw_dropped(message, account, index, key)
        ),
    )


@promise(
    "6", "While the pin is honest, a removed device gets no copy after its removal + lifetime + 2E"
)
def removal_takes_effect(s: State) -> Truth:
    """Even if the server withholds every newer list and every message."""

    def is_in_time(message: Message, account: Account, index: Index, key: IdentityKey) -> Truth:
        pinned = s.copy_pin(message, account, index, key)
        life = list_life(s.copy_list(message, account, index, key))
        return in_time_for(s, pinned, life, index, s.copied_at(message, account, index, key))

    return every(s.copied, is_in_time)


def in_time_for(s: State, pinned: IdentityKey, life: RawId, index: Index, at: Time) -> Truth:
    """At that time it was less than lifetime + 2E since the index was removed, if it was."""
    removed = s.removal_true_time(pinned, life, index)
    return either(
        index == PRIMARY,
        s.corrupt(pinned),
        before_the_bound(s, removed, at, s.policy.lifetime),
    )


def before_the_bound(s: State, since: Time, at: Time, bound: Duration) -> Truth:
    """The first time never was, or less than the bound and two clock errors passed since."""
    return either(since == NEVER, at < s.policy.after(since, bound, errors=2))


@promise(
    "7", "While the pin is honest, a removed device gets no copy after a hint of it + deadline + 2E"
)
def hints_take_effect(s: State) -> Truth:
    """Per sending device, counted from the first hint that names a time at or after the removal's,
    while the pin is unchanged. The deadline is 48 hours in the documented policy.
    """

    def is_in_time(message: Message, account: Account, index: Index, key: IdentityKey) -> Truth:
        told = s.copy_told_at(message, account, index, key)
        copied_at = s.copied_at(message, account, index, key)
        return either(
            index == PRIMARY,
            s.corrupt(s.copy_pin(message, account, index, key)),
            before_the_bound(s, told, copied_at, s.policy.deadline),
        )

    return every(s.copied, is_in_time)


@promise("16", "No copy is based on a list beyond lifetime + 4E after the sender first held it")
def no_copy_outlives_its_list(s: State) -> Truth:
    """Even from a corrupt owner, who may date a list as it likes."""

    def is_in_time(message: Message, account: Account, index: Index, key: IdentityKey) -> Truth:
        first = s.first_held(s.sender(message), s.copy_list(message, account, index, key))
        copied_at = s.copied_at(message, account, index, key)
        return either(index == PRIMARY, used_within_its_life(s, first, copied_at))

    return every(s.copied, is_in_time)


@promise("16b", "No message is admitted by a list beyond lifetime + 4E after it was first held")
def no_admission_outlives_its_list(s: State) -> Truth:
    """Receipt's side of promise 16."""

    def is_in_time(client: Client, account: Account, index: Index, key: IdentityKey) -> Truth:
        first = s.first_held(client, s.admitted(client, account, index, key))
        admitted_at = s.admitted_at(client, account, index, key)
        return either(index == PRIMARY, used_within_its_life(s, first, admitted_at))

    return every(s.admitted, is_in_time)


@promise(
    "18",
    "While the pin is honest, no copy goes to a device approved after it was sent + 4E",
    rests_on=("1", "2"),
)
def no_copy_to_later_devices(s: State) -> Truth:
    """A retry or a backfill brings a message to no device that was linked after it was sent."""

    def was_there(message: Message, account: Account, index: Index, key: IdentityKey) -> Truth:
        pinned = s.copy_pin(message, account, index, key)
        approved = s.approved_at(pinned, s.copy_evidence(message, account, index, key))
        first = s.first_sent_at(message)
        return either(
            index == PRIMARY,
            s.corrupt(pinned),
            approved <= s.policy.after(first, Duration(0), errors=4),
        )

    return every(s.copied, was_there)


@promise("18b", "A copy goes to an account that the message was written to, or to its sender's")
def no_copy_to_other_accounts(s: State) -> Truth:
    """And under the pin of the first sending, so a change of identity moves no old message.

    Who gets a copy of a message to a group says promise 10b.
    """

    def is_meant(message: Message, account: Account, index: Index, key: IdentityKey) -> Truth:
        return both(
            either(
                account == s.sent_to(message),
                account == s.own_account(s.sender(message)),
                s.sent_under(message) != NO_SENDER_KEY,
            ),
            s.copy_pin(message, account, index, key) == s.sent_pin(message, account),
        )

    return every(s.copied, is_meant)


def used_within_its_life(s: State, first: Time, used_at: Time) -> Truth:
    """A list first held at one time was used before its lifetime, and four clock errors, passed."""
    return both(first != NEVER, used_at < s.policy.after(first, s.policy.lifetime, errors=4))
