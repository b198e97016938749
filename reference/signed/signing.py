"""Key pairs, and XEdDSA signatures in the form that Signal and WhatsApp use.

The library signs in the form of the XEdDSA paper, where a key's sign is always 0. Here the sign of
the signer's key goes to the top bit of the signature, as `mdaudit.spec.objects.signature_holds`
expects it. Source: XEdDSA paper; libsignal (sign bit).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from xeddsa import ed25519_priv_sign, priv_to_curve25519_pub, priv_to_ed25519_pub

from mdaudit.spec.objects.signature import KEY_LENGTH, SIGN_BIT
from mdaudit.spec.sorts import IdentityKey

Randomness = Callable[[int], bytes]
"""A source of so many random bytes, such as `os.urandom`."""

NONCE_LENGTH = 64
"""Random bytes in each signature."""


@dataclass(frozen=True)
class KeyPair:
    """An identity key pair on Curve25519.

    Raises:
        ValueError: the private key is not 32 bytes long, or not clamped.
    """

    private: bytes = field(repr=False)
    """The private key, 32 bytes, clamped: with another one, no signature would hold."""

    public: IdentityKey = field(init=False)
    """The public key, raw, 32 bytes."""

    def __post_init__(self) -> None:
        if len(self.private) != KEY_LENGTH or clamped(self.private) != self.private:
            raise ValueError("expected a clamped private key of 32 bytes")
        object.__setattr__(self, "public", IdentityKey(priv_to_curve25519_pub(self.private)))

    @staticmethod
    def generate(randomness: Randomness) -> KeyPair:
        """A fresh key pair."""
        return KeyPair(clamped(randomness(KEY_LENGTH)))

    def sign(self, message: bytes, randomness: Randomness) -> bytes:
        """The signature of a message, 64 bytes; takes 64 random bytes."""
        *body, last = ed25519_priv_sign(self.private, message, randomness(NONCE_LENGTH))
        sign = priv_to_ed25519_pub(self.private)[-1] & SIGN_BIT
        return bytes((*body, last | sign))


def clamped(private: bytes) -> bytes:
    """The private key of these 32 bytes, as X25519 reads them (RFC 7748)."""
    first, *middle, last = private
    return bytes((first & 0xF8, *middle, last & 0x7F | 0x40))
