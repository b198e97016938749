"""What users are promised about groups: who can read, and whose words are shown.

All of it is about devices. Which accounts are members is the server's word, and not promised.
"""

from __future__ import annotations

from mdaudit.spec.fanout.promises import before_the_bound, in_time_for
from mdaudit.spec.logic import both, either, every, implies
from mdaudit.spec.registry import promise
from mdaudit.spec.sorts import (
    NO_SENDER_KEY,
    PRIMARY,
    Account,
    Client,
    Group,
    IdentityKey,
    Index,
    Message,
    SenderKey,
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


@promise(
    "6b",
    "While the pin is honest, a removed device reads no group after its removal + lifetime + 2E",
)
def removal_takes_effect_in_groups(s: State) -> Truth:
    """No sender key is given to it, and no message is sent under a key that it was given before.

    Even if the server withholds every newer list and every message.
    """

    def given_in_time(chain: SenderKey, account: Account, index: Index, key: IdentityKey) -> Truth:
        pinned = s.given_pin(chain, account, index, key)
        life = list_life(s.given_list(chain, account, index, key))
        return in_time_for(s, pinned, life, index, s.given_at(chain, account, index, key))

    def read_in_time(message: Message, account: Account, index: Index, key: IdentityKey) -> Truth:
        pinned = s.group_pin(message, account)
        life = list_life(s.group_list(message, account))
        return in_time_for(s, pinned, life, index, s.group_sent_at(message))

    return both(every(s.given_from, given_in_time), every(s.readable, read_in_time))


@promise(
    "7b",
    "While the pin is honest, a removed device reads no group after a hint of it + deadline + 2E",
)
def hints_take_effect_in_groups(s: State) -> Truth:
    """No sender key is given to it, and no message is sent under a key that it was given before.

    Per sending device, from the first hint that names a time at or after the removal's.
    """

    def given_in_time(chain: SenderKey, account: Account, index: Index, key: IdentityKey) -> Truth:
        told = s.given_told_at(chain, account, index, key)
        return either(
            index == PRIMARY,
            s.corrupt(s.given_pin(chain, account, index, key)),
            before_the_bound(s, told, s.given_at(chain, account, index, key), s.policy.deadline),
        )

    def read_in_time(message: Message, account: Account, index: Index, key: IdentityKey) -> Truth:
        told = s.group_told_at(message, account, index)
        return either(
            index == PRIMARY,
            s.corrupt(s.group_pin(message, account)),
            before_the_bound(s, told, s.group_sent_at(message), s.policy.deadline),
        )

    return both(every(s.given_from, given_in_time), every(s.readable, read_in_time))


@promise("10", "No group message is under a key given to a device outside the present fan-out")
def only_the_fan_out_reads(s: State) -> Truth:
    """At the moment of sending, every device that can read the message is one that a message of
    the sender's would be encrypted for at that moment.
    """
    return every(
        s.readable,
        lambda message, account, index, key: s.fanned_out(message, account, index, key),
    )


@promise("10b", "Nobody can read a group message who could not when it was sent")
def nobody_reads_the_past(s: State) -> Truth:
    """A newly linked device, or a new member, reads what is sent from then on.

    Here reading means: the device was given the message's chain from a place that is not after the
    message, or a copy of it. What the device is given otherwise, such as a history bundle, is not
    spoken about.
    """
    return both(
        every(
            s.sent_under,
            lambda message: every(
                s.given_from.at(s.sent_under(message)),
                lambda account, index, key: implies(
                    s.given_from(s.sent_under(message), account, index, key)
                    <= s.sent_position(message),
                    s.readable(message, account, index, key),
                ),
            ),
        ),
        every(
            s.copied,
            lambda message, account, index, key: either(
                s.sent_under(message) == NO_SENDER_KEY,
                s.readable(message, account, index, key),
            ),
        ),
    )


@promise("10c", "A group message is shown only as from a believed device that brought its key")
def shown_devices_brought_the_key(s: State) -> Truth:
    """The device's own session brought the sender key, and when the message was shown the device
    was the pinned primary, or one that the pinned key certified and the held list named.

    So after a removal that the client saw, or in another life, nothing is shown as from the removed
    device.
    """

    def is_right(
        client: Client,
        group: Group,
        account: Account,
        index: Index,
        key: IdentityKey,
        chain: SenderKey,
    ) -> Truth:
        here = (client, group, account, index, key, chain)
        pinned, held, shown = (
            s.group_shown_pin(*here),
            s.group_shown_list(*here),
            s.group_shown_evidence(*here),
        )
        return both(
            s.brought(*here),
            either(
                both(index == PRIMARY, key == pinned),
                both(
                    both(s.signed(pinned, held), lists(held, index)),
                    both(s.certified(pinned, shown), certificate_life(shown) == list_life(held)),
                    both(certificate_index(shown) == index, certificate_key(shown) == key),
                ),
            ),
        )

    return every(s.group_shown_under, is_right)
