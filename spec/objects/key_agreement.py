"""X25519: what two key pairs share.

**A shared value of zero is refused.** It comes from a key of low order, with which everybody shares
zero: whoever sent it wants a secret that he knows without having a key.

Source: RFC 7748, which leaves the refusal to the user; open clients do not agree on it, so the
refusal is inferred.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from mdaudit.spec.objects.malformed import Malformed


def shared_secret(private: bytes, public: bytes) -> bytes:
    """What the owner of `private` shares with the owner of `public`; all are raw, 32 bytes.

    Raises:
        Malformed: the public key is one of low order.
        ValueError: a key is not 32 bytes long; the caller is at fault.
    """
    own = X25519PrivateKey.from_private_bytes(private)
    other = X25519PublicKey.from_public_bytes(public)
    try:
        return own.exchange(other)
    except ValueError as error:
        raise Malformed("public key", "a key of full order", "one of low order", 0) from error
