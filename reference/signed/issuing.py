"""Signed objects from the signer's side: details and a key in, bytes for the wire out.

Whether something is to be signed is decided by a step before; whoever holds a key, honest or not,
makes the bytes in this way.
"""

from __future__ import annotations

from dataclasses import replace

from mdaudit.reference.signed.linking_code import LinkingCode
from mdaudit.reference.signed.signing import KeyPair, Randomness
from mdaudit.spec.objects import (
    DeviceIdentity,
    KeyIndexList,
    LinkingPayload,
    SignedDeviceIdentity,
    SignedKeyIndexList,
    account_signature_string,
    device_list_string,
    device_signature_string,
    encode_device_identity,
    encode_key_index_list,
    encode_linking_payload,
    encode_signed_device_identity,
    encode_signed_key_index_list,
    linking_mac,
)
from mdaudit.spec.sorts import IdentityKey


def certify(
    primary: KeyPair, companion: IdentityKey, claims: DeviceIdentity, randomness: Randomness
) -> SignedDeviceIdentity:
    """A device identity with the primary's account signature (0600) and its key embedded."""
    details = encode_device_identity(claims)
    string = account_signature_string(details, companion, hosted=False)
    return SignedDeviceIdentity(details, primary.sign(string, randomness), primary.public)


def consent(
    companion: KeyPair, primary: IdentityKey, signed: SignedDeviceIdentity, randomness: Randomness
) -> bytes:
    """The same identity with the companion's device signature (0601), as peers get it.

    The primary's key is left out: a peer has it, or should not learn it from here.
    """
    string = device_signature_string(signed.details, companion.public, primary, hosted=False)
    signature = companion.sign(string, randomness)
    return encode_signed_device_identity(
        replace(signed, embedded_account_key=None, device_signature=signature)
    )


def linking_payload(code: LinkingCode, signed: SignedDeviceIdentity) -> bytes:
    """What a primary sends to the companion whose code it scanned."""
    inner = encode_signed_device_identity(signed)
    mac = linking_mac(code.linking_secret, inner, hosted=False)
    return encode_linking_payload(LinkingPayload(inner, mac))


def sign_list(primary: KeyPair, claims: KeyIndexList, randomness: Randomness) -> bytes:
    """A device list with the primary's list signature (0602)."""
    details = encode_key_index_list(claims)
    string = device_list_string(details, hosted=False)
    return encode_signed_key_index_list(
        SignedKeyIndexList(details, primary.sign(string, randomness))
    )
