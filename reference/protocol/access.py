"""Who is asking: a device signs a challenge and gets a token for its requests."""

from __future__ import annotations

from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.part import Name, Octets32, Part, Signature, Words

CHALLENGE_PREFIX = b"mdref device authentication\x00"
"""What is signed is this, then the account, a zero byte, the device number in decimal, a zero byte,
and the challenge. No other signed string begins like that."""

WRONG_SIGNATURE = "wrong signature"
"""The problem with an answer that another key signed than the server has for the device."""


class Challenge(Part, frozen=True):
    """Bytes to be signed once."""

    challenge: Octets32


class Answer(Part, frozen=True):
    """The challenge, signed with the identity key that the server has for the device."""

    address: Address
    challenge: Octets32
    signature: Signature


class Token(Part, frozen=True):
    """What a device's requests carry from now on (``Authorization: Bearer``)."""

    token: Name


class Problem(Part, frozen=True):
    """Why the server did not do what was asked."""

    problem: Words
    """What is the matter, in few words: ``not linked``, ``too many devices``..."""
    next: Words = ""
    """What can be done about it."""


def string_to_sign(address: Address, challenge: bytes) -> bytes:
    """The string that a device signs to show that it is that device."""
    who = f"{address.account}\0{address.device}\0".encode()
    return CHALLENGE_PREFIX + who + challenge
