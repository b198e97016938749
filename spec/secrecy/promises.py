"""What users are promised about the network: it reads nothing by itself."""

from __future__ import annotations

from mdaudit.spec.logic import either, every, every_built, negate
from mdaudit.spec.registry import Kind, promise
from mdaudit.spec.secrecy.wire import Network, SharedKey, text
from mdaudit.spec.sorts import Message, Truth


@promise(
    "17",
    "The network reads a message only if the sender or a recipient device is corrupt",
    kind=Kind.TERMS,
)
def the_network_reads_nothing(s: Network) -> Truth:
    """The sender is the device that wrote it. The recipients are the devices for which a copy was
    encrypted, and those that made or were given a shared key under which it was encrypted.

    Whether a *pin* is corrupt matters for who the recipients are, and is part of promise 1.
    """
    return every_built(s.knows, text, lambda message: is_exposed(s, message))


def is_exposed(s: Network, message: Message) -> Truth:
    """The author is corrupt, or a device with a copy, or one with a key that it is under."""
    return either(
        s.corrupt(s.author(message)),
        negate(every(s.copied_to.at(message), lambda device: negate(s.corrupt(device)))),
        negate(every(s.locked_under.at(message), lambda key: negate(is_key_exposed(s, key)))),
    )


def is_key_exposed(s: Network, key: SharedKey) -> Truth:
    """The maker of the shared key is corrupt, or a device that was given it."""
    return either(
        s.corrupt(s.maker(key)),
        negate(every(s.given_to.at(key), lambda device: negate(s.corrupt(device)))),
    )
