"""Who asks: a device signs a challenge, gets a token, and shows it with each request.

A device that is not routed to any more gets neither (REV-4): its tokens and challenges went with
its row.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from sqlalchemy import delete, func, insert, select, update

from mdaudit.reference.protocol.access import (
    WRONG_SIGNATURE,
    Answer,
    Challenge,
    Token,
    string_to_sign,
)
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.server.call import Call
from mdaudit.reference.server.devices import identity_key_of
from mdaudit.reference.server.refusal import Refusal
from mdaudit.reference.server.tables import CHALLENGES, DEVICES, TOKENS, of_device
from mdaudit.spec.objects import signature_holds
from mdaudit.spec.policy import DAY

CHALLENGE_LENGTH: Final = 32
"""Random bytes of a challenge, and of a token."""

CHALLENGE_SECONDS: Final = 60
"""For how long a challenge waits for its signature."""

TOKEN_SECONDS: Final = DAY
"""For how long a token is good."""

MOST_CHALLENGES: Final = 4096
"""So many challenges may wait at once."""


def challenge(call: Call, who: Address) -> Challenge:
    """Give a device something to sign.

    Raises:
        Refusal: the account is unknown, the device not linked, or too many challenges wait.
    """
    identity_key_of(call, who)
    call.connection.execute(delete(CHALLENGES).where(CHALLENGES.c.ends < call.now))
    waiting = call.connection.scalar(select(func.count()).select_from(CHALLENGES))
    if (waiting or 0) >= MOST_CHALLENGES:
        raise Refusal(429, "too many challenges", "try again in a minute")
    octets = call.randomness(CHALLENGE_LENGTH)
    row = {
        "challenge": octets,
        "account": who.account,
        "device": who.device,
        "ends": call.now + CHALLENGE_SECONDS,
    }
    call.connection.execute(insert(CHALLENGES).values(row))
    return Challenge(octets)


def token(call: Call, answer: Answer) -> Token:
    """Give the device that signed its challenge a token. A challenge serves once.

    Raises:
        Refusal: the device is not linked, the challenge not its own, or the signature not its own.
    """
    key = identity_key_of(call, answer.address)
    spent = call.connection.execute(
        delete(CHALLENGES).where(
            CHALLENGES.c.challenge == answer.challenge,
            CHALLENGES.c.ends >= call.now,
            *of_device(CHALLENGES, answer.address),
        )
    )
    if spent.rowcount == 0:
        raise Refusal(401, "unknown challenge", "ask for another one")
    string = string_to_sign(answer.address, answer.challenge)
    if not signature_holds(key, string, answer.signature):
        raise Refusal(401, WRONG_SIGNATURE, "sign with the device's identity key")
    text = call.randomness(CHALLENGE_LENGTH).hex()
    call.connection.execute(delete(TOKENS).where(TOKENS.c.ends < call.now))
    row = {
        "digest": _digest(text),
        "account": answer.address.account,
        "device": answer.address.device,
        "ends": call.now + TOKEN_SECONDS,
    }
    call.connection.execute(insert(TOKENS).values(row))
    see(call, answer.address)
    return Token(text)


def bearer(call: Call, text: str) -> Address:
    """The device that has this token.

    Raises:
        Refusal: no device has it, or not any more.
    """
    row = call.connection.execute(
        select(TOKENS.c.account, TOKENS.c.device).where(
            TOKENS.c.digest == _digest(text), TOKENS.c.ends >= call.now
        )
    ).one_or_none()
    if row is None:
        raise Refusal(401, "no valid token", "sign a challenge")
    return Address(row.account, row.device)


def connect(call: Call) -> Address:
    """The asking device opens its mailbox: who it is, now noted as connected."""
    see(call, call.sender)
    return call.sender


def see(call: Call, who: Address) -> None:
    """Note that the device is connected now."""
    seen = update(DEVICES).where(*of_device(DEVICES, who)).values(last_seen=call.now)
    call.connection.execute(seen)


def _digest(text: str) -> bytes:
    return sha256(text.encode()).digest()
