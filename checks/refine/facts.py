"""Whether a fact in a log is what the bytes in the log prove."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from mdaudit.reference.seen import Memory
from mdaudit.spec.objects import (
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
    received = decode_signed_device_identity(memory.octets(shown.name))
    return device_signature_holds(key, shown.certificate_key, received)


PROVED: Final[dict[str, Proof]] = {
    "signed": _signed,
    "certified": _certified,
    "device_signed": _device_signed,
}
"""The facts that bytes decide."""


def is_proved(memory: Memory, function: str, place: tuple[Any, ...], value: Any) -> bool | None:
    """Whether the bytes in the log give the fact this value; None if no bytes decide it.

    Raises:
        KeyError: the log does not have the bytes.
        Malformed: they are none that could prove anything.
    """
    proof = PROVED.get(function)
    return None if proof is None else proof(memory, *place) is value
