"""What owners are promised about removals, and peers about what they are told of them."""

from __future__ import annotations

from mdaudit.spec.logic import both, either, every, implies, negate
from mdaudit.spec.registry import Kind, promise
from mdaudit.spec.sorts import PRIMARY, IdentityKey, Index, RawId, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import NO_LIST, list_life, list_time, lists


@promise("12", "A removal shown as done is in a published list, and in every list signed since")
def shown_removals_are_published(s: State) -> Truth:
    """While the owner's key is the owner's; across crashes and restored backups.

    The list without the device was handed to the server. How long peers may still use an older one
    is said by promises 6 and 7.
    """

    def is_gone(primary: IdentityKey, life: RawId, index: Index) -> Truth:
        shown_by = s.shown_gone_by(primary, life, index)
        return either(
            s.corrupt(primary),
            both(
                s.signed(primary, shown_by),
                s.handed(primary, shown_by),
                every(
                    s.signed.at(primary),
                    lambda other: implies(
                        both(list_life(other) == life, list_time(other) >= list_time(shown_by)),
                        negate(lists(other, index)),
                    ),
                ),
            ),
        )

    return every(s.shown_gone_by, is_gone)


@promise("12b", "A removal that was asked for is shown as done, or remembered until it is")
def removals_are_not_forgotten(s: State) -> Truth:
    """Across crashes. When it is done is up to the network."""
    return every(
        s.asked_gone,
        lambda primary, life, index: either(
            s.wanted_gone(primary, life, index),
            s.shown_gone_by(primary, life, index) != NO_LIST,
        ),
    )


@promise(
    "12c",
    "In one life, a client drops a companion only when its signed list does not name it",
    kind=Kind.CHANGE,
)
def only_lists_end_sessions(before: State, after: State) -> Truth:
    """The server cannot make a client stop writing to a listed device by saying that it is gone."""
    return every(
        before.knows,
        lambda client, account, index, key: either(
            index == PRIMARY,
            after.knows(client, account, index, key),
            before.pinned_life(client, account) != after.pinned_life(client, account),
            negate(lists(after.held(client, account), index)),
        ),
    )
