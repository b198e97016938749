"""What the network can make of what it knows.

The adversary sees every message, keeps it, takes it apart, builds others and delivers whichever it
likes. Each step here is one deduction; there is no bound on how many it makes. Nothing else is
possible: no signature without the key, no authentication code without the secret.
"""

from __future__ import annotations

from mdaudit.spec.linking.attempts import Attempt
from mdaudit.spec.linking.exchange import Exchange, heard
from mdaudit.spec.linking.messages import (
    Data,
    Details,
    account_signed,
    authenticated,
    derived,
    device_signed,
    pair,
    secret,
    the_details,
    the_key,
)
from mdaudit.spec.logic import both
from mdaudit.spec.reading import assume
from mdaudit.spec.registry import Actor, step
from mdaudit.spec.sorts import IdentityKey
from mdaudit.spec.state.system import replace


@step(Actor.ADVERSARY, "The adversary takes over the key {key}.")
def take_over(s: Exchange, key: IdentityKey) -> Exchange:
    """From now on the adversary signs with the key. A key that it made itself is one of these."""
    return replace(s, corrupt=s.corrupt.but(key, becomes=True))


@step(Actor.ADVERSARY, "The adversary sees the code of {attempt}.")
def see_code(s: Exchange, attempt: Attempt) -> Exchange:
    """A camera, a screen share, a relayed picture; or the attempt is the adversary's own."""
    return replace(s, leaked=s.leaked.but(attempt, becomes=True), knows=heard(s, secret(attempt)))


@step(Actor.ADVERSARY, "The adversary thinks of {key} and {details}.")
def think_of(s: Exchange, key: IdentityKey, details: Details) -> Exchange:
    """Public keys and details are no secrets."""
    return replace(s, knows=heard(s, the_key(key), the_details(details)))


@step(Actor.ADVERSARY, "The adversary pairs {first} with {second}.")
def make_pair(s: Exchange, first: Data, second: Data) -> Exchange:
    """Two things that are known, in one message."""
    assume(both(s.knows(first), s.knows(second)), "both are known")
    return replace(s, knows=heard(s, pair(first, second)))


@step(Actor.ADVERSARY, "The adversary parts {first} from {second}.")
def take_apart(s: Exchange, first: Data, second: Data) -> Exchange:
    """What is in a pair can be read."""
    assume(s.knows(pair(first, second)), "the pair is known")
    return replace(s, knows=heard(s, first, second))


@step(Actor.ADVERSARY, "The adversary authenticates {content} under {under}.")
def make_authenticated(s: Exchange, under: Data, content: Data) -> Exchange:
    """An authentication code takes the secret, or whatever else it is made under."""
    assume(both(s.knows(under), s.knows(content)), "both are known")
    return replace(s, knows=heard(s, authenticated(under, content)))


@step(Actor.ADVERSARY, "The adversary derives a value from {known}.")
def make_derived(s: Exchange, known: Data) -> Exchange:
    """Forwards only."""
    assume(s.knows(known), "it is known")
    return replace(s, knows=heard(s, derived(known)))


@step(Actor.ADVERSARY, "The adversary signs {content} as the account {key}.")
def forge_account_signature(s: Exchange, key: IdentityKey, content: Data) -> Exchange:
    """Under a key that it holds."""
    assume(both(s.corrupt(key), s.knows(content)), "the key is corrupt")
    return replace(s, knows=heard(s, account_signed(key, content)))


@step(Actor.ADVERSARY, "The adversary signs {content} as the device {key}.")
def forge_device_signature(s: Exchange, key: IdentityKey, content: Data) -> Exchange:
    """Under a key that it holds."""
    assume(both(s.corrupt(key), s.knows(content)), "the key is corrupt")
    return replace(s, knows=heard(s, device_signed(key, content)))


@step(Actor.ADVERSARY, "The adversary reads what {key} signed as an account: {content}.")
def read_account_signature(s: Exchange, key: IdentityKey, content: Data) -> Exchange:
    """A signature hides nothing."""
    assume(s.knows(account_signed(key, content)), "the signature is known")
    return replace(s, knows=heard(s, content))


@step(Actor.ADVERSARY, "The adversary reads what {key} signed as a device: {content}.")
def read_device_signature(s: Exchange, key: IdentityKey, content: Data) -> Exchange:
    """A signature hides nothing."""
    assume(s.knows(device_signed(key, content)), "the signature is known")
    return replace(s, knows=heard(s, content))
