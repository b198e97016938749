"""Why the network reads nothing: whatever it has was sent closed, or built of what it may have."""

from __future__ import annotations

from mdaudit.spec.logic import both, either, every, every_built, negate
from mdaudit.spec.registry import lemma
from mdaudit.spec.secrecy.promises import is_exposed, is_key_exposed
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
from mdaudit.spec.sorts import NO_KEY, IdentityKey, Message, Truth


@lemma("17")
def nobody_is_not_corrupt(s: Network) -> Truth:
    """No device is no corrupt device, so what nobody wrote or made is not exposed by its author."""
    return every(s.corrupt, lambda device: device != NO_KEY)


@lemma("17")
def wrappers_hide_nothing(s: Network) -> Truth:
    """A wrapper for own devices is known only if its message is, or may be."""
    return every_built(
        s.knows,
        own_copy,
        lambda message: either(s.knows(text(message)), is_exposed(s, message)),
    )


@lemma("17")
def shared_keys_are_kept(s: Network) -> Truth:
    """A shared key is known only if a device that has it is corrupt."""
    return every_built(s.knows, shared, lambda key: is_key_exposed(s, key))


@lemma("17")
def pairs_hide_nothing(s: Network) -> Truth:
    """No device sends two things unprotected: who has a pair had both parts."""
    return every_built(s.knows, pair, lambda one, other: both(s.knows(one), s.knows(other)))


@lemma("17")
def seals_are_of_known_things_or_recorded(s: Network) -> Truth:
    """What is encrypted for a device is known anyway, or the record says that it was sent there."""

    def is_recorded(device: IdentityKey, inside: Data) -> Truth:
        def is_other(message: Message, to: IdentityKey) -> Truth:
            said = either(inside == text(message), inside == own_copy(message))
            return negate(both(to == device, said))

        def is_another(key: SharedKey, to: IdentityKey) -> Truth:
            return negate(both(to == device, inside == shared(key)))

        return either(
            s.knows(inside),
            negate(every(s.copied_to, is_other)),
            negate(every(s.given_to, is_another)),
        )

    return every_built(s.knows, seal, is_recorded)


@lemma("17")
def locks_are_of_known_things_or_recorded(s: Network) -> Truth:
    """What is under a shared key is known anyway, or the record says that it was put there."""

    def is_recorded(key: SharedKey, inside: Data) -> Truth:
        return either(
            s.knows(inside),
            negate(
                every(
                    s.locked_under,
                    lambda message, under: negate(both(under == key, inside == text(message))),
                )
            ),
        )

    return every_built(s.knows, lock, is_recorded)
