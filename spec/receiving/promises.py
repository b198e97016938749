"""What users are promised about what they see."""

from __future__ import annotations

from mdaudit.spec.logic import both, either, every
from mdaudit.spec.registry import promise
from mdaudit.spec.sorts import PRIMARY, Account, Client, Count, IdentityKey, Index, Message, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import (
    certificate_index,
    certificate_key,
    certificate_life,
    list_life,
    lists,
)


@promise("15", "A shown message was written, to this account, by a listed device of its sender")
def shown_messages_are_genuine(s: State) -> Truth:
    """The device was the pinned primary, or certified and listed when the message was shown.

    A corrupt device writes what the adversary wants, and that is shown as written by it.
    """

    def is_genuine(
        client: Client,
        account: Account,
        index: Index,
        key: IdentityKey,
        message: Message,
        to: Account,
    ) -> Truth:
        pinned = s.shown_pin(client, account, index, key, message)
        held = s.shown_list(client, account, index, key, message)
        shown = s.shown_evidence(client, account, index, key, message)
        return both(
            s.written(key, message, to),
            either(
                both(index == PRIMARY, key == pinned),
                both(
                    both(s.signed(pinned, held), lists(held, index)),
                    both(s.certified(pinned, shown), s.device_signed(shown, pinned)),
                    both(certificate_index(shown) == index, certificate_key(shown) == key),
                    certificate_life(shown) == list_life(held),
                ),
            ),
        )

    return every(s.shown, is_genuine)


@promise("15b", "What is shown as an account's came over a session with a device of that account")
def shown_messages_came_from_their_account(s: State) -> Truth:
    """Also what is shown as the user's own: nobody else can put words into the user's mouth."""
    return every(
        s.shown,
        lambda client, account, index, key, message, _to: (
            s.shown_from(client, account, index, key, message) == account
        ),
    )


@promise("20", "A message of a device is shown at most once")
def shown_at_most_once(s: State) -> Truth:
    """However often the server delivers it, and however often it was encrypted."""
    return every(
        s.times_shown,
        lambda client, key, message: s.times_shown(client, key, message) == Count(1),
    )
