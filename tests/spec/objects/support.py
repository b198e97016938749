"""Keys, signed objects and recorded vectors that the tests of the objects share."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256, sha512
from pathlib import Path
from typing import Any

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
    encode_signed_device_identity,
    linking_mac,
)
from mdaudit.spec.sorts import IdentityKey, Index, RawId, Time

VECTORS = Path(__file__).parents[2] / "fixtures" / "vectors"

SECRET = bytes(range(32))
IDENTITY = DeviceIdentity(RawId(7), Time(1_700_000_000), Index(3))
HOSTED_IDENTITY = DeviceIdentity(
    RawId(7), Time(1_700_000_000), Index(3), EncryptionType.HOSTED, EncryptionType.HOSTED
)
LIST = KeyIndexList(RawId(7), Time(1_700_000_000), Index(300), frozenset(map(Index, (0, 3, 300))))


@dataclass(frozen=True)
class KeyPair:
    """An identity key pair that signs as primaries and companions do."""

    private: bytes

    @classmethod
    def named(cls, name: str) -> "KeyPair":
        """Make the key pair of that name, always the same."""
        first, *middle, last = sha256(name.encode()).digest()
        return cls(bytes((first & 0xF8, *middle, last & 0x7F | 0x40)))

    @property
    def public(self) -> IdentityKey:
        return IdentityKey(priv_to_curve25519_pub(self.private))

    @property
    def sign_bit(self) -> int:
        return priv_to_ed25519_pub(self.private)[-1] & 0x80

    def sign(self, message: bytes) -> bytes:
        nonce = sha512(self.private + message).digest()
        *body, last = ed25519_priv_sign(self.private, message, nonce)
        return bytes((*body, last | self.sign_bit))


PRIMARY = KeyPair.named("primary")
COMPANION = KeyPair.named("companion")


def signed_identity(
    identity: DeviceIdentity = IDENTITY, *, device_prefix_is_hosted: bool = False
) -> SignedDeviceIdentity:
    """Return an identity that both sides have signed, with the primary's key embedded."""
    details = encode_device_identity(identity)
    hosted = identity.device_type is EncryptionType.HOSTED
    approval = account_signature_string(details, COMPANION.public, hosted=hosted)
    adoption = device_signature_string(
        details, COMPANION.public, PRIMARY.public, hosted=device_prefix_is_hosted
    )
    return SignedDeviceIdentity(
        details=details,
        account_signature=PRIMARY.sign(approval),
        embedded_account_key=PRIMARY.public,
        device_signature=COMPANION.sign(adoption),
    )


def signed_list(listed: KeyIndexList = LIST, *, hosted: bool = False) -> SignedKeyIndexList:
    """Return a list that the primary has signed, with its key embedded."""
    details = encode_key_index_list(listed)
    signature = PRIMARY.sign(device_list_string(details, hosted=hosted))
    return SignedKeyIndexList(details, signature, embedded_account_key=PRIMARY.public)


def linking_payload(identity: DeviceIdentity = IDENTITY) -> LinkingPayload:
    """Return what a primary sends at linking, where the companion has not signed yet."""
    inner = encode_signed_device_identity(signed_identity(identity))
    hosted = identity.account_type is EncryptionType.HOSTED
    mac = linking_mac(SECRET, inner, hosted=hosted)
    return LinkingPayload(inner, mac, identity.account_type)


def single_bit_flips(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield every string that differs from `data` in one bit, with the offset of its byte."""
    for bit in range(8 * len(data)):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        yield bit // 8, bytes(flipped)


def recorded(name: str) -> dict[str, Any]:
    """Return what one file records."""
    found: dict[str, Any] = json.loads((VECTORS / name).read_text(encoding="utf-8"))
    return found


def cases(name: str) -> list[dict[str, Any]]:
    """Return the recorded cases of one file."""
    return list(recorded(name)["cases"])


def decisions(kind: str) -> dict[str, str]:
    """Return the verdicts, where they are not the recorded ones, for ids of one kind."""
    return {
        name: decision["specification"]
        for name, decision in recorded("decisions.json")["cases"].items()
        if name.startswith(kind) and decision["why"]
    }


def verdict(*, accepted: bool) -> str:
    """Return the word that the recorded cases use."""
    return "accept" if accepted else "reject"
