"""What is said while linking, as free terms.

In this system a message is what it was built from: two messages are equal only if they were built
alike, and nothing comes out of a message but its parts. So it can be asked what the network, which
sees and sends every message, can know and what it can make. Keys and details are public; a secret
is not. A pair gives its parts back, a signature shows what it signs, and an authentication code
and a derived value show nothing of what they were made from.
"""

from __future__ import annotations

from typing import NewType

from mdaudit.spec.linking.attempts import Attempt
from mdaudit.spec.logic import Constructor
from mdaudit.spec.sorts import IdentityKey

Details = NewType("Details", str)
"""What a primary certifies besides the key: life, time and index, as one opaque value."""

Data = NewType("Data", object)
"""A message or a part of one."""

secret = Constructor[Attempt, Data]("secret", (Attempt,), Data)
"""The secret of an attempt."""
the_key = Constructor[IdentityKey, Data]("the_key", (IdentityKey,), Data)
"""A public identity key."""
the_details = Constructor[Details, Data]("the_details", (Details,), Data)
"""Details, as they stand in a message."""
pair = Constructor[Data, Data, Data]("pair", (Data, Data), Data)
"""Two things in one message."""
authenticated = Constructor[Data, Data, Data]("authenticated", (Data, Data), Data)
"""The HMAC under the first of the second."""
account_signed = Constructor[IdentityKey, Data, Data]("account_signed", (IdentityKey, Data), Data)
"""The account signature (0600) of a key over something."""
device_signed = Constructor[IdentityKey, Data, Data]("device_signed", (IdentityKey, Data), Data)
"""The device signature (0601) of a key over something."""
derived = Constructor[Data, Data]("derived", (Data,), Data)
"""A one-way value, such as a key derived from a secret for another use."""

ALL = (secret, the_key, the_details, pair, authenticated, account_signed, device_signed, derived)
"""All constructors."""


def certificate(details: Details, companion: IdentityKey) -> Data:
    """What an account signature covers: the details and the companion's key."""
    return pair(the_details(details), the_key(companion))


def certified(details: Details, companion: IdentityKey, primary: IdentityKey) -> Data:
    """The account signature of the primary over the certificate."""
    return account_signed(primary, certificate(details, companion))


def claim(primary: IdentityKey, signature: Data) -> Data:
    """The primary's key, and what is given as its account signature."""
    return pair(the_key(primary), signature)


def payload(details: Details, primary: IdentityKey, signature: Data) -> Data:
    """What the companion gets (``Ldata``): details, the primary's key, and a signature or not."""
    return pair(the_details(details), claim(primary, signature))


def vouched(attempt: Attempt, details: Details, primary: IdentityKey, signature: Data) -> Data:
    """The payload, authenticated by the secret of an attempt (``PHMAC``)."""
    return authenticated(secret(attempt), payload(details, primary, signature))


def both_keys(companion: IdentityKey, primary: IdentityKey) -> Data:
    """The keys of the two sides, in the order of the device signature."""
    return pair(the_key(companion), the_key(primary))


def agreement(details: Details, companion: IdentityKey, primary: IdentityKey) -> Data:
    """What a device signature covers: the details and both keys."""
    return pair(the_details(details), both_keys(companion, primary))


def consent(details: Details, companion: IdentityKey, primary: IdentityKey) -> Data:
    """The device signature of the companion."""
    return device_signed(companion, agreement(details, companion, primary))


def read_in_payload(
    details: Details, companion: IdentityKey, primary: IdentityKey
) -> tuple[Data, ...]:
    """The payload of an honest primary, and everything that can be read in it."""
    signature = certified(details, companion, primary)
    return (
        payload(details, primary, signature),
        claim(primary, signature),
        signature,
        certificate(details, companion),
        the_details(details),
        the_key(companion),
        the_key(primary),
    )


def read_in_consent(
    details: Details, companion: IdentityKey, primary: IdentityKey
) -> tuple[Data, ...]:
    """A device signature, and everything that can be read in it."""
    return (
        consent(details, companion, primary),
        agreement(details, companion, primary),
        both_keys(companion, primary),
        the_details(details),
        the_key(companion),
        the_key(primary),
    )
