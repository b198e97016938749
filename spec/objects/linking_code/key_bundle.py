"""The bundle: both identity keys and 32 random bytes, under the secret that the code led to.

::

    salt 32 | nonce 12 | AES-256-GCM(key, nonce, companion key 32 | primary key 32 | random 32)

The companion sends it in ``companion_finish``, with its identity key once more outside. A bundle
that opens proves that its maker knew the shared secret; a wrong code shows here, on the primary.

Source: open clients agree.
"""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.spec.objects.aes import NONCE_LENGTH, TAG_LENGTH, seal, unseal
from mdaudit.spec.objects.hkdf import hkdf
from mdaudit.spec.objects.linking import LINKING_SECRET_LENGTH
from mdaudit.spec.objects.linking_code.wrapped_key import SALT_LENGTH
from mdaudit.spec.objects.malformed import Malformed
from mdaudit.spec.objects.signature import KEY_LENGTH
from mdaudit.spec.objects.unauthentic import Unauthentic
from mdaudit.spec.sorts import IdentityKey

BUNDLE_KEY_INFO = b"link_code_pairing_key_bundle_encryption_key"
"""What the key of the bundle is for, in the words that it is derived with."""

LINKING_SECRET_INFO = b"adv_secret"
"""What the linking secret is for, in the words that it is derived with."""

RANDOM_LENGTH = 32
"""Random bytes in a bundle."""

HEADER_LENGTH = SALT_LENGTH + NONCE_LENGTH
"""Bytes before the sealed part."""

SEALED_LENGTH = HEADER_LENGTH + 2 * KEY_LENGTH + RANDOM_LENGTH + TAG_LENGTH
"""Bytes in a sealed bundle: 156."""


@dataclass(frozen=True)
class KeyBundle:
    """Whom the companion means to link with, and its part of the linking secret.

    Source: white paper, linking by phone number; open clients agree.
    """

    companion: IdentityKey
    """The companion's identity key."""

    primary: IdentityKey
    """The primary's identity key, as the companion saw it outside."""

    random: bytes
    """32 bytes that the companion drew."""


def seal_key_bundle(shared: bytes, bundle: KeyBundle, *, salt: bytes, nonce: bytes) -> bytes:
    """Seal a bundle under the secret that the two fresh keys share.

    Salt (32 bytes) and nonce (12 bytes) are random and used once.

    Raises:
        ValueError: a part has the wrong length; the caller is at fault.
    """
    lengths = [len(part) for part in (salt, nonce, bundle.companion, bundle.primary, bundle.random)]
    if lengths != [SALT_LENGTH, NONCE_LENGTH, KEY_LENGTH, KEY_LENGTH, RANDOM_LENGTH]:
        raise ValueError(f"expected 32, 12, 32, 32 and 32 bytes, got {lengths}")
    plain = bundle.companion + bundle.primary + bundle.random
    return salt + nonce + seal(_bundle_key(shared, salt), nonce, plain)


def open_key_bundle(shared: bytes, sealed: bytes) -> KeyBundle:
    """Open a bundle. Whether it `names_both` is still to be asked.

    Raises:
        Malformed: there are not 156 bytes.
        Unauthentic: it was made under another secret, as after a wrong code, or was changed.
    """
    if len(sealed) != SEALED_LENGTH:
        raise Malformed("key bundle", f"{SEALED_LENGTH} bytes", f"{len(sealed)}", 0)
    salt, nonce = sealed[:SALT_LENGTH], sealed[SALT_LENGTH:HEADER_LENGTH]
    plain = unseal(_bundle_key(shared, salt), nonce, sealed[HEADER_LENGTH:])
    if plain is None:
        raise Unauthentic("key bundle", "the tag of these bytes under the shared secret", "another")
    companion, rest = plain[:KEY_LENGTH], plain[KEY_LENGTH:]
    primary, random = rest[:KEY_LENGTH], rest[KEY_LENGTH:]
    return KeyBundle(IdentityKey(companion), IdentityKey(primary), random)


def names_both(bundle: KeyBundle, companion: IdentityKey, primary: IdentityKey) -> bool:
    """Whether the keys in the bundle are the companion's and the primary's seen outside (LINK-7).

    `primary` is the primary's own key, and `companion` the one that ``companion_finish`` carries in
    the clear and that the primary is about to sign.

    Source: white paper, linking by phone number; an open client that plays the primary.
    """
    return bundle.companion == companion and bundle.primary == primary


def linking_secret(shared: bytes, identity_shared: bytes, random: bytes) -> bytes:
    """The linking secret that both sides derive, 32 bytes; it takes the place of the QR code's.

    `shared` is what the two fresh keys share, `identity_shared` what the two identity keys share,
    and `random` the companion's bytes in the bundle.

    Raises:
        ValueError: a part is not 32 bytes long; the caller is at fault.
    """
    parts = (shared, identity_shared, random)
    if any(len(part) != KEY_LENGTH for part in parts):
        raise ValueError(f"expected 32 bytes each, got {[len(part) for part in parts]}")
    return hkdf(b"".join(parts), LINKING_SECRET_INFO, LINKING_SECRET_LENGTH)


def _bundle_key(shared: bytes, salt: bytes) -> bytes:
    return hkdf(shared, BUNDLE_KEY_INFO, KEY_LENGTH, salt)
