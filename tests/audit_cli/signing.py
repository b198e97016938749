"""Keys that really sign, and the objects on the wire that they sign."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256, sha512

from xeddsa import ed25519_priv_sign, priv_to_curve25519_pub, priv_to_ed25519_pub

from mdaudit.spec.objects import (
    DeviceIdentity,
    EncryptionType,
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
from mdaudit.spec.sorts import IdentityKey, Index, RawId, Time

E2EE, HOSTED = EncryptionType.E2EE, EncryptionType.HOSTED


@dataclass(frozen=True)
class KeyPair:
    """An identity key pair. The nonce is a function of key and message: a run can be repeated."""

    private: bytes

    @classmethod
    def named(cls, name: str) -> "KeyPair":
        """Make the key pair of that name, always the same."""
        return cls.clamped(sha256(name.encode()).digest())

    @classmethod
    def clamped(cls, private: bytes) -> "KeyPair":
        """Make the key pair of a private key, which the library does not clamp itself."""
        first, *middle, last = private
        return cls(bytes((first & 0xF8, *middle, last & 0x7F | 0x40)))

    @property
    def public(self) -> IdentityKey:
        return IdentityKey(priv_to_curve25519_pub(self.private))

    def sign(self, message: bytes) -> bytes:
        """Sign, with the sign of the key in the top bit, as clients do."""
        nonce = sha512(self.private + message).digest()
        sign = priv_to_ed25519_pub(self.private)[-1] & 0x80
        *body, last = ed25519_priv_sign(self.private, message, nonce)
        return bytes((*body, last | sign))


def base64(octets: bytes) -> str:
    """Return the bytes as evidence writes them."""
    return b64encode(octets).decode("ascii")


def device_list(
    owner: KeyPair,
    time: int,
    valid: Iterable[int],
    *,
    current: int | None = None,
    life: int = 7,
    hosted: bool = False,
    signed_as_hosted: bool | None = None,
    embedded: bytes | None = None,
) -> bytes:
    """Return a signed device list; `signed_as_hosted` chooses another prefix."""
    indexes = frozenset(map(Index, valid))
    highest = Index(max(indexes, default=0) if current is None else current)
    kind = HOSTED if hosted else E2EE
    details = encode_key_index_list(KeyIndexList(RawId(life), Time(time), highest, indexes, kind))
    as_hosted = hosted if signed_as_hosted is None else signed_as_hosted
    signature = owner.sign(device_list_string(details, hosted=as_hosted))
    key = None if embedded is None else IdentityKey(embedded)
    return encode_signed_key_index_list(SignedKeyIndexList(details, signature, key))


def certificate(
    owner: KeyPair,
    companion: KeyPair,
    index: int,
    *,
    time: int,
    life: int = 7,
    hosted: bool = False,
    embedded: bytes | None = None,
    names: KeyPair | None = None,
    consent: bool = True,
) -> bytes:
    """Return a device identity that both sides signed; `names` is whom the companion names."""
    kind = HOSTED if hosted else E2EE
    details = encode_device_identity(
        DeviceIdentity(RawId(life), Time(time), Index(index), kind, kind)
    )
    primary = (names or owner).public
    approval = account_signature_string(details, companion.public, hosted=hosted)
    adoption = device_signature_string(details, companion.public, primary, hosted=False)
    return encode_signed_device_identity(
        SignedDeviceIdentity(
            details,
            owner.sign(approval),
            None if embedded is None else IdentityKey(embedded),
            companion.sign(adoption) if consent else None,
        )
    )


def linking_payload(inner: bytes, secret: bytes, *, hosted: bool = False) -> bytes:
    """Return what a primary sends to a companion at linking."""
    kind = HOSTED if hosted else E2EE
    mac = linking_mac(secret, inner, hosted=hosted)
    return encode_linking_payload(LinkingPayload(inner, mac, kind))
