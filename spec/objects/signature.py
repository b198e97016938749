"""Signatures: XEdDSA over Curve25519 keys, in the form that Signal and WhatsApp use.

A Curve25519 key has no sign, an Edwards key has one. The XEdDSA paper makes the sign always 0; the
form used here keeps the sign of the signer's key in the top bit of the signature's last byte. A
signature of the paper's form is simply one whose sign is 0.

What a verifier answers at the edges is part of the specification. It answers as the official
verifier does (libsignal, recorded in ``tests/fixtures/vectors``) wherever the private key is needed
to sign, and is stricter where it is not, or where no honest signer ever gets to:

* **Low-order keys are refused**; the official verifier accepts those of order 4 and 8. Under such
  a key *anybody* can sign anything, and a rule that says "signed by" would say nothing.
* **S of the group order or more is refused**; the official verifier looks at its top three bits
  only. Adding the order to S gives anybody a second signature for the same string.
* **R of low order is refused**; the official verifier accepts the canonical ones. An honest nonce
  hits one with a chance of about 2**-250, and the signature then gives the private key away. This
  one is left to the library, and tests hold it to that.
* **A key coordinate of p or more is refused**; the official verifier reduces it. These 19 strings
  are second spellings of small coordinates, which no key generation returns.
* **The top bit of the key is ignored**, as X25519 says and as every verifier does. The two
  spellings are one key for verification, yet two for every rule that compares keys: a signed string
  contains raw keys, so that a certificate for one spelling is none for the other.
* **A key with a low-order component is accepted**, as everywhere: nobody signs under it without the
  private key.
* A key on the twist, or with no Edwards image, and a non-canonical R are refused, as everywhere.

Source: XEdDSA paper; libsignal (sign bit); RFC 7748; the stricter points are inferred.
"""

from __future__ import annotations

from xeddsa import curve25519_pub_to_ed25519_pub, ed25519_verify

KEY_LENGTH = 32
"""Bytes in a raw public key."""

SIGNATURE_LENGTH = 64
"""Bytes in a signature: R, then S with the sign of the key in its top bit."""

S_OFFSET = 32
"""Where S starts in a signature."""

SIGN_BIT = 0x80
"""The top bit of a signature's last byte."""

FIELD_PRIME = 2**255 - 19
"""Coordinates are below it."""

GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493
"""S is below it."""

LOW_ORDER_COORDINATES = frozenset(
    {
        0,
        1,
        325606250916557431795983626356110631294008115727848805560023387167927233504,
        39382357235489614581723060781553021112529911719440698176882885853963445705823,
        FIELD_PRIME - 1,
    }
)
"""Coordinates of the keys under which anybody can sign, and of the one without an Edwards image."""


def is_raw_key(key: bytes) -> bool:
    """Whether `key` has the length of a raw public key, 32 bytes."""
    return len(key) == KEY_LENGTH


def signature_holds(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` (64 bytes) is one of `message` under `key` (raw, 32 bytes).

    Answers for any bytes and never raises: what is not a key or not a signature does not hold.
    Source: XEdDSA paper; libsignal; the module's description says where this is stricter.
    """
    if len(signature) != SIGNATURE_LENGTH or not _can_sign(key):
        return False
    last = signature[-1]
    unsigned = signature[:-1] + bytes([last & ~SIGN_BIT])
    if int.from_bytes(unsigned[S_OFFSET:], "little") >= GROUP_ORDER:
        return False
    edwards_key = curve25519_pub_to_ed25519_pub(key, set_sign_bit=last >= SIGN_BIT)
    return ed25519_verify(unsigned, edwards_key, message)


def _can_sign(key: bytes) -> bool:
    """Whether `key` is in canonical spelling, and only its owner can sign under it."""
    coordinate = int.from_bytes(key, "little") % 2**255
    return is_raw_key(key) and coordinate < FIELD_PRIME and coordinate not in LOW_ORDER_COORDINATES
