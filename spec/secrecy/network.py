"""What the network does with what it has.

Each step is one deduction. The adversary opens what it has the key for, takes apart what is not
closed, and builds anything of what it has.
"""

from __future__ import annotations

from mdaudit.spec.logic import both
from mdaudit.spec.reading import assume
from mdaudit.spec.registry import Actor, step
from mdaudit.spec.secrecy.wire import (
    Data,
    Network,
    SharedKey,
    lock,
    own_copy,
    pair,
    seal,
    shared,
    text,
)
from mdaudit.spec.sorts import NO_KEY, IdentityKey, Message
from mdaudit.spec.state.system import replace


def learn(s: Network, data: Data) -> Network:
    """The adversary has this, too."""
    return replace(s, knows=s.knows.but(data, becomes=True))


@step(Actor.ADVERSARY, "The adversary takes over the device {device}.")
def take_over_device(s: Network, device: IdentityKey) -> Network:
    """From now on the adversary opens whatever is encrypted for the device, or ever was."""
    assume(device != NO_KEY, "there is a device")
    return replace(s, corrupt=s.corrupt.but(device, becomes=True))


@step(Actor.ADVERSARY, "The adversary reads {message} on the device that wrote it.")
def read_at_the_author(s: Network, message: Message) -> Network:
    """A corrupt device reveals what it wrote; and what the adversary itself wants to say."""
    assume(s.corrupt(s.author(message)), "the author is corrupt")
    return learn(s, text(message))


@step(Actor.ADVERSARY, "The adversary takes {key} from the device that made it.")
def take_from_the_maker(s: Network, key: SharedKey) -> Network:
    """A corrupt device reveals the keys that it made."""
    assume(s.corrupt(s.maker(key)), "the maker is corrupt")
    return learn(s, shared(key))


@step(Actor.ADVERSARY, "The adversary opens what was encrypted for {device}: {inside}.")
def open_sealed(s: Network, device: IdentityKey, inside: Data) -> Network:
    """A pairwise ciphertext opens with the device's own key."""
    assume(both(s.knows(seal(device, inside)), s.corrupt(device)), "the device is corrupt")
    return learn(s, inside)


@step(Actor.ADVERSARY, "The adversary opens what was encrypted under {key}: {inside}.")
def open_locked(s: Network, key: SharedKey, inside: Data) -> Network:
    """A ciphertext under a shared key opens with that key."""
    assume(both(s.knows(lock(key, inside)), s.knows(shared(key))), "the key is known")
    return learn(s, inside)


@step(Actor.ADVERSARY, "The adversary takes {message} out of its wrapper.")
def unwrap(s: Network, message: Message) -> Network:
    """The wrapper for own devices protects nothing; the seal around it does."""
    assume(s.knows(own_copy(message)), "the wrapper is known")
    return learn(s, text(message))


@step(Actor.ADVERSARY, "The adversary takes {one} and {other} apart.")
def split(s: Network, one: Data, other: Data) -> Network:
    """Two things that stand side by side are two things."""
    assume(s.knows(pair(one, other)), "both together are known")
    return learn(learn(s, one), other)


@step(Actor.ADVERSARY, "The adversary puts {one} and {other} together.")
def join(s: Network, one: Data, other: Data) -> Network:
    """Anything that is known can be put beside anything else."""
    assume(both(s.knows(one), s.knows(other)), "both are known")
    return learn(s, pair(one, other))


@step(Actor.ADVERSARY, "The adversary puts {message} into a wrapper.")
def wrap(s: Network, message: Message) -> Network:
    """The wrapper needs no key."""
    assume(s.knows(text(message)), "the message is known")
    return learn(s, own_copy(message))


@step(Actor.ADVERSARY, "The adversary encrypts {inside} for the device {device}.")
def seal_up(s: Network, device: IdentityKey, inside: Data) -> Network:
    """Anybody can encrypt for a device."""
    assume(s.knows(inside), "what is encrypted is known")
    return learn(s, seal(device, inside))


@step(Actor.ADVERSARY, "The adversary encrypts {inside} under {key}.")
def lock_up(s: Network, key: SharedKey, inside: Data) -> Network:
    """Whoever knows a shared key can encrypt under it."""
    assume(both(s.knows(shared(key)), s.knows(inside)), "key and content are known")
    return learn(s, lock(key, inside))
