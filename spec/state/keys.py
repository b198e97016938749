"""Keys, who holds them, and what was signed with them."""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.spec.logic import Function
from mdaudit.spec.sorts import IdentityKey, Truth
from mdaudit.spec.state.signed import Certificate, SignedList
from mdaudit.spec.state.system import System, default


@dataclass(frozen=True, kw_only=True)
class Keys(System):
    """Keys and what they signed."""

    corrupt: Function[IdentityKey, Truth] = default(value=False)
    """Keys that the adversary holds."""
    leaked: Function[IdentityKey, Truth] = default(value=False)
    """Companion keys whose linking secret the adversary holds."""
    signed: Function[IdentityKey, SignedList, Truth] = default(value=False)
    """The list carries a valid list signature (0602) of the key."""
    certified: Function[IdentityKey, Certificate, Truth] = default(value=False)
    """The certificate carries a valid account signature (0600) of the key."""
    device_signed: Function[Certificate, IdentityKey, Truth] = default(value=False)
    """The certificate carries a valid device signature (0601), naming this primary."""
    vouched: Function[IdentityKey, Certificate, IdentityKey, Truth] = default(value=False)
    """A linking payload with certificate and primary, authenticated by the companion's secret."""
