"""What devices encrypt, and for whom.

No step asks who the recipient is: it may be anybody, and the record says who it was. Corrupt
devices may take these steps like others.
"""

from __future__ import annotations

from mdaudit.spec.logic import both, either, every, negate
from mdaudit.spec.reading import assume
from mdaudit.spec.registry import Actor, step
from mdaudit.spec.secrecy.wire import Network, SharedKey, lock, own_copy, seal, shared, text
from mdaudit.spec.sorts import NO_KEY, IdentityKey, Message, Truth
from mdaudit.spec.state.system import replace


@step(Actor.CLIENT, "The device {by} writes {message}.")
def write_message(s: Network, message: Message, by: IdentityKey) -> Network:
    """A message begins to exist, on its author's device only."""
    assume(by != NO_KEY, "there is a device")
    assume(s.author(message) == NO_KEY, "the message is new")
    return replace(s, author=s.author.but(message, becomes=by))


@step(Actor.CLIENT, "A copy of {message} is sent to the device {to}.")
def send_copy(s: Network, message: Message, to: IdentityKey) -> Network:
    """The author encrypts the message for one device: at first, for a retry or for a backfill."""
    assume(s.author(message) != NO_KEY, "there is such a message")
    return replace(
        s,
        copied_to=s.copied_to.but(message, to, becomes=True),
        knows=s.knows.but(seal(to, text(message)), becomes=True),
    )


@step(Actor.CLIENT, "A copy of {message} is sent to {to}, a device of the author's own account.")
def send_own_copy(s: Network, message: Message, to: IdentityKey) -> Network:
    """The author's other devices get the message in a wrapper that says where it went."""
    assume(s.author(message) != NO_KEY, "there is such a message")
    return replace(
        s,
        copied_to=s.copied_to.but(message, to, becomes=True),
        knows=s.knows.but(seal(to, own_copy(message)), becomes=True),
    )


@step(Actor.CLIENT, "The device {by} makes the shared key {key}.")
def make_shared_key(s: Network, key: SharedKey, by: IdentityKey) -> Network:
    """A sender key for a group, the key of a history bundle, or an app-state key."""
    assume(by != NO_KEY, "there is a device")
    assume(s.maker(key) == NO_KEY, "the key is new")
    return replace(s, maker=s.maker.but(key, becomes=by))


@step(Actor.CLIENT, "The device {by} gives the shared key {key} to the device {to}.")
def give_shared_key(s: Network, key: SharedKey, by: IdentityKey, to: IdentityKey) -> Network:
    """Who has a shared key encrypts it for another device: a member's, or one of the own account.

    A sender key is given by its maker; an app-state key by any device that has it.
    """
    assume(has_key(s, key, by), "the giver has the key")
    return replace(
        s,
        given_to=s.given_to.but(key, to, becomes=True),
        knows=s.knows.but(seal(to, shared(key)), becomes=True),
    )


@step(Actor.CLIENT, "The device {by} encrypts {message} under the shared key {key}.")
def lock_message(s: Network, message: Message, key: SharedKey, by: IdentityKey) -> Network:
    """A group message, a part of a history bundle, or app state.

    In a history bundle a device passes on what it can read, not only what it wrote.
    """
    assume(has_key(s, key, by), "the device has the key")
    assume(can_read(s, message, by), "the device can read the message")
    return replace(
        s,
        locked_under=s.locked_under.but(message, key, becomes=True),
        knows=s.knows.but(lock(key, text(message)), becomes=True),
    )


def has_key(s: Network, key: SharedKey, device: IdentityKey) -> Truth:
    """The device made the shared key, or was given it."""
    return both(s.maker(key) != NO_KEY, either(s.maker(key) == device, s.given_to(key, device)))


def can_read(s: Network, message: Message, device: IdentityKey) -> Truth:
    """The device wrote the message, got a copy, or has a key under which it was encrypted."""
    return both(
        s.author(message) != NO_KEY,
        either(
            s.author(message) == device,
            s.copied_to(message, device),
            negate(every(s.locked_under.at(message), lambda key: negate(has_key(s, key, device)))),
        ),
    )
