"""What is signed: a two-byte prefix, the received bytes, then raw 32-byte keys (WIRE-1).

Every signed string starts with a prefix of its own kind, so a signature of one kind never passes
for another. After the prefix only the details have no fixed length, so a string is read back in one
way: the keys are its last 32 or 64 bytes. That needs keys of exactly 32 bytes, and the builders
refuse others: with a longer key, bytes could move from the details into the key unnoticed.

The same identity keys sign pre keys. Those strings start with 05, the type byte of a serialised
key, and so are none of these.

Source: white paper, linking and device lists (0600, 0601, 0602, and 0605, 0606 for Cloud API); open
clients agree on the strings. 0607 is inferred: sources differ on whether a hosted account's list
has a prefix of its own.
"""

from __future__ import annotations

from mdaudit.spec.objects.signature import KEY_LENGTH, is_raw_key
from mdaudit.spec.sorts import IdentityKey

ACCOUNT_SIGNATURE = bytes.fromhex("0600")
"""The primary approves a companion. Source: white paper, linking; open clients agree."""

DEVICE_SIGNATURE = bytes.fromhex("0601")
"""A companion adopts its primary. Source: white paper, linking; open clients agree."""

DEVICE_LIST = bytes.fromhex("0602")
"""The primary lists its companions. Source: white paper, device lists; open clients agree."""

HOSTED_ACCOUNT_SIGNATURE = bytes.fromhex("0605")
"""The primary approves a hosted device. Source: white paper, Cloud API; open clients agree."""

HOSTED_DEVICE_SIGNATURE = bytes.fromhex("0606")
"""A hosted device adopts its primary. Source: white paper, Cloud API; inferred: not seen in use."""

HOSTED_DEVICE_LIST = bytes.fromhex("0607")
"""The primary of a hosted account lists its companions. Source: one open client; inferred."""


def account_signature_string(details: bytes, companion: IdentityKey, *, hosted: bool) -> bytes:
    """What the primary signs to approve the companion's key with these details.

    `details` are the received bytes of an ``ADVDeviceIdentity``.

    Raises:
        ValueError: the key is not 32 bytes long; the caller is at fault.
    """
    prefix = HOSTED_ACCOUNT_SIGNATURE if hosted else ACCOUNT_SIGNATURE
    return prefix + details + _raw(companion)


def device_signature_string(
    details: bytes, companion: IdentityKey, primary: IdentityKey, *, hosted: bool
) -> bytes:
    """What the companion signs to adopt the primary, over the details that it was approved with.

    `hosted` chooses the prefix that is named for hosted devices. Pairing does not use it, not even
    for a hosted device.

    Raises:
        ValueError: a key is not 32 bytes long; the caller is at fault.
    """
    prefix = HOSTED_DEVICE_SIGNATURE if hosted else DEVICE_SIGNATURE
    return prefix + details + _raw(companion) + _raw(primary)


def device_list_string(details: bytes, *, hosted: bool) -> bytes:
    """What the primary signs to list its companions.

    `details` are the received bytes of an ``ADVKeyIndexList``.
    """
    return (HOSTED_DEVICE_LIST if hosted else DEVICE_LIST) + details


def linking_mac_input(inner: bytes, *, hosted: bool) -> bytes:
    """What the linking secret authenticates: the received bytes of the signed device identity.

    A hosted one is preceded by 0605. No well-formed message starts with 06, which would be field
    number 0, so these two kinds of string are disjoint as well.

    Source: white paper, linking; open clients agree on the prefix.
    """
    return HOSTED_ACCOUNT_SIGNATURE + inner if hosted else inner


def _raw(key: IdentityKey) -> bytes:
    """The key itself, when it is raw."""
    if not is_raw_key(key):
        raise ValueError(f"expected a raw key of {KEY_LENGTH} bytes, got {len(key)}")
    return key
