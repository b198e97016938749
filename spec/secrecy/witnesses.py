"""Runs on the network that must stay possible: it has everything, and reads what it may."""

from __future__ import annotations

from typing import Final

from mdaudit.spec.registry import Run, witness
from mdaudit.spec.secrecy.devices import (
    give_shared_key,
    lock_message,
    make_shared_key,
    send_copy,
    send_own_copy,
    write_message,
)
from mdaudit.spec.secrecy.network import (
    join,
    lock_up,
    open_locked,
    open_sealed,
    read_at_the_author,
    seal_up,
    split,
    take_from_the_maker,
    take_over_device,
    unwrap,
    wrap,
)
from mdaudit.spec.secrecy.wire import Network, SharedKey, own_copy, shared, text
from mdaudit.spec.sorts import IdentityKey, Message

BOBS_PHONE: Final = IdentityKey(b"bob-phone")
BOBS_LAPTOP: Final = IdentityKey(b"bob-laptop")
ALICES_PHONE: Final = IdentityKey(b"alice-phone")
ALICES_LAPTOP: Final = IdentityKey(b"alice-laptop")
MALLORY: Final = IdentityKey(b"mallory")

HELLO: Final = Message("hello")
TO_ALL: Final = Message("hello all")
SENDER_KEY: Final = SharedKey(b"bob's sender key")
BUNDLE_KEY: Final = SharedKey(b"the bundle's key")


@witness("Bob writes to Alice and to a group; Alice's phone hands all of it on", system=Network)
def everything_is_on_the_wire(run: Run) -> None:
    """Copies, a copy for Bob's laptop, a sender key, a group message and a history bundle.

    The network has seven ciphertexts and nothing else: no device is corrupt.
    """
    run.do(write_message, HELLO, BOBS_PHONE)
    run.do(send_copy, HELLO, ALICES_PHONE)
    run.do(send_own_copy, HELLO, BOBS_LAPTOP)
    run.do(write_message, TO_ALL, BOBS_PHONE)
    run.do(make_shared_key, SENDER_KEY, BOBS_PHONE)
    run.do(give_shared_key, SENDER_KEY, BOBS_PHONE, ALICES_PHONE)
    run.do(lock_message, TO_ALL, SENDER_KEY, BOBS_PHONE)
    run.do(make_shared_key, BUNDLE_KEY, ALICES_PHONE)
    run.do(give_shared_key, BUNDLE_KEY, ALICES_PHONE, ALICES_LAPTOP)
    run.do(lock_message, HELLO, BUNDLE_KEY, ALICES_PHONE)
    run.do(lock_message, TO_ALL, BUNDLE_KEY, ALICES_PHONE)


@witness("Alice's laptop is corrupt: the history bundle is read, through its key", system=Network)
def a_corrupt_recipient_reveals(run: Run) -> None:
    """The laptop was given the bundle's key, so it is a recipient of what is in the bundle."""
    everything_is_on_the_wire.script(run)
    run.do(take_over_device, ALICES_LAPTOP)
    run.do(open_sealed, ALICES_LAPTOP, shared(BUNDLE_KEY))
    run.do(open_locked, BUNDLE_KEY, text(HELLO))
    run.do(open_locked, BUNDLE_KEY, text(TO_ALL))


@witness("Bob's laptop is corrupt: its own copy is read, wrapper and all", system=Network)
def a_corrupt_own_device_reveals(run: Run) -> None:
    """What stayed closed is what the laptop was not sent: the message to the group."""
    everything_is_on_the_wire.script(run)
    run.do(take_over_device, BOBS_LAPTOP)
    run.do(open_sealed, BOBS_LAPTOP, own_copy(HELLO))
    run.do(unwrap, HELLO)


@witness(
    "The adversary has devices, messages and keys of its own, and builds things", system=Network
)
def the_adversary_builds(run: Run) -> None:
    """It can do with its own what everybody can do with theirs."""
    run.do(take_over_device, MALLORY)
    run.do(write_message, HELLO, MALLORY)
    run.do(read_at_the_author, HELLO)
    run.do(make_shared_key, SENDER_KEY, MALLORY)
    run.do(take_from_the_maker, SENDER_KEY)
    run.do(wrap, HELLO)
    run.do(join, text(HELLO), shared(SENDER_KEY))
    run.do(split, text(HELLO), shared(SENDER_KEY))
    run.do(seal_up, ALICES_PHONE, own_copy(HELLO))
    run.do(lock_up, SENDER_KEY, text(HELLO))
