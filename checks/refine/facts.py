"""Which facts a log may note: what the bytes in it prove, and a few that are the client's word.

Everything else that a client knows is what steps made of its state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from mdaudit.reference.parties.seen import Memory
from mdaudit.spec.objects import (
    Malformed,
    SignedDeviceIdentity,
    account_signature_holds,
    decode_signed_device_identity,
    decode_signed_key_index_list,
    device_signature_holds,
    list_signature_holds,
)
from mdaudit.spec.sorts import IdentityKey
from mdaudit.spec.state.signed import Certificate, SignedList

Proof = Callable[..., bool]


def _signed(memory: Memory, key: IdentityKey, listed: SignedList) -> bool:
    """Under either prefix: whether the account is hosted is no matter of the signature."""
    received = decode_signed_key_index_list(memory.octets(listed.name))
    return any(list_signature_holds(key, received, hosted=hosted) for hosted in (False, True))


def _certified(memory: Memory, key: IdentityKey, shown: Certificate) -> bool:
    received = decode_signed_device_identity(memory.octets(shown.name))
    return account_signature_holds(key, shown.certificate_key, received)


def _device_signed(memory: Memory, shown: Certificate, key: IdentityKey) -> bool:
    return any(
        device_signature_holds(key, shown.certificate_key, received)
        for received in _identities(memory, memory.octets(shown.name))
    )


def _identities(memory: Memory, octets: bytes) -> Iterator[SignedDeviceIdentity]:
    """The signed identity that these bytes are; of details alone, all that carry them.

    A primary names what it issues by the details, which is all there is before it signs. What its
    companion signs back has the same details.
    """
    try:
        yield decode_signed_device_identity(octets)
    except Malformed:
        yield from (signed for signed in _signed_identities(memory) if signed.details == octets)


def _signed_identities(memory: Memory) -> Iterator[SignedDeviceIdentity]:
    """All signed identities in the log."""
    for seen in memory:
        if isinstance(seen.object, Certificate) and seen.octets is not None:
            with suppress(Malformed):
                yield decode_signed_device_identity(seen.octets)


PROVED: Final[dict[str, Proof]] = {
    "signed": _signed,
    "certified": _certified,
    "device_signed": _device_signed,
}
"""The facts that bytes decide."""


@dataclass(frozen=True)
class Word:
    """A fact that no bytes in a log can decide."""

    because: str
    """Why it is the client's word."""
    only: bool | None = None
    """The one value that a client may note; None: any."""


TAKEN: Final = {
    "vouched": Word("the linking secret authenticates it, and no log holds a secret"),
    "maced": Word("a key for app state authenticates it, and no log holds one"),
    "written": Word("it was decrypted in a session, and no log holds one", only=True),
    "stated": Word("it was said in a session", only=True),
    "given": Word("a key for app state came over a session", only=True),
    "written_under": Word("the patch came over a session with the primary, as its own"),
    "handed_over": Word("the record came over a session", only=True),
    "primary_of": Word("a person saw it on another screen"),
    "query_wanted": Word("the client has asked; that it should ask is for steps", only=False),
}
"""The facts that are the client's word."""


def is_proved(memory: Memory, function: str, place: tuple[Any, ...], value: Any) -> bool | None:
    """Whether the bytes in the log give the fact this value; None if no bytes decide it.

    Raises:
        KeyError: the log does not have the bytes.
        Malformed: they are none that could prove anything.
    """
    proof = PROVED.get(function)
    return None if proof is None else proof(memory, *place) is value


def may_be_taken(function: str, value: Any) -> bool:
    """Whether the fact, with this value, is one for which the client's word has to do."""
    word = TAKEN.get(function)
    return word is not None and word.only in (None, value)
