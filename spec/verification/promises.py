"""What users are promised about comparing."""

from __future__ import annotations

from mdaudit.spec.logic import both, either, every, implies, negate
from mdaudit.spec.registry import Kind, promise
from mdaudit.spec.sorts import PRIMARY, Account, Client, IdentityKey, Index, Message, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import lists


@promise(
    "1b", "A copy sent while the contact is marked verified went to the account's own identity"
)
def verified_copies_went_to_the_account(s: State) -> Truth:
    """The pinned key was a primary of that very account, unless the sender's own primary lied.

    A companion has its marks from its primary; if that is corrupt, its marks are worth nothing.
    """

    def is_genuine(message: Message, account: Account, index: Index, key: IdentityKey) -> Truth:
        sender = s.sender(message)
        return either(
            negate(s.copy_verified(message, account, index, key)),
            s.was_primary(account, s.copy_pin(message, account, index, key)),
            s.corrupt(s.pin(sender, s.own_account(sender))),
        )

    return every(s.copied, is_genuine)


@promise("2b", "A companion that its own list does not name sends no new message", kind=Kind.CHANGE)
def removed_companions_are_silent(before: State, after: State) -> Truth:
    """A companion that learned of its own removal stops, whatever its server says."""

    def is_named(message: Message) -> Truth:
        client = after.sender(message)
        own = before.own_index(client)
        return either(
            before.sender(message) != Client(""),
            own == PRIMARY,
            lists(before.held(client, before.own_account(client)), own),
        )

    return every(after.sender, is_named)


@promise("3b", "A client never gets another primary for its own account", kind=Kind.CHANGE)
def own_primaries_stay(before: State, after: State) -> Truth:
    """Whoever controls the server cannot move a companion to another owner."""
    return every(
        before.pin,
        lambda client, account: implies(
            both(
                account == before.own_account(client),
                before.own_account(client) == after.own_account(client),
            ),
            after.pin(client, account) == before.pin(client, account),
        ),
    )


@promise(
    "8", "A verified mark survives linking and removing, and ends with its key", kind=Kind.CHANGE
)
def marks_live_as_long_as_their_key(before: State, after: State) -> Truth:
    """Automatic device verification: a mark lasts exactly as long as its key and life."""
    return every(
        before.verified,
        lambda client, account: (
            after.verified(client, account)
            == both(
                after.pin(client, account) == before.pin(client, account),
                after.pinned_life(client, account) == before.pinned_life(client, account),
            )
        ),
    )


@promise(
    "8b", "After a verified contact's identity changed, it gets no copy until that is confirmed"
)
def changes_are_confirmed_first(s: State) -> Truth:
    """No copy was made while a change of identity waited for the user.

    In groups it is promise 10: whoever waits for a confirmation is outside of the fan-out.
    """
    return every(
        s.copied,
        lambda message, account, index, key: negate(
            s.copy_unconfirmed(message, account, index, key)
        ),
    )
