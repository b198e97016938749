"""Objects of the model together with the bytes that stand for them, really signed."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from random import Random

from mdaudit.reference.signed.issuing import certify, consent, sign_list
from mdaudit.reference.signed.signing import KeyPair
from mdaudit.spec.objects import (
    DeviceIdentity,
    EncryptionType,
    KeyIndexList,
    SignedDeviceIdentity,
    decode_signed_device_identity,
    decode_signed_key_index_list,
    encode_signed_device_identity,
    encode_signed_key_index_list,
)
from mdaudit.spec.sorts import IdentityKey, Index, RawId, SenderKey, Time
from mdaudit.spec.state.app_state import AppStateKey
from mdaudit.spec.state.signed import Certificate, SignedList


@dataclass
class Mint:
    """Makes key pairs, lists and certificates, the same ones for the same source of chance."""

    random: Random
    pairs: dict[IdentityKey, KeyPair] = field(default_factory=dict)
    lists: dict[SignedList, bytes] = field(default_factory=dict)
    """Each list with its bytes."""
    along: dict[SignedList, IdentityKey] = field(default_factory=dict)
    """The key that comes along with a list, if one does."""
    issued: dict[Certificate, SignedDeviceIdentity] = field(default_factory=dict)
    """Each certificate as its signer made it, with the signer's key along."""
    app_state_keys: dict[AppStateKey, Time] = field(default_factory=dict)
    """Each app-state key with the time when it was made, by the clock of its maker."""

    def key(self) -> IdentityKey:
        """Return a new key, whose private half is known here."""
        pair = KeyPair.generate(self.random.randbytes)
        self.pairs[pair.public] = pair
        return pair.public

    def sender_key(self) -> SenderKey:
        """Return a new sender key; evidence calls it by a number of four bytes."""
        return SenderKey(self.random.randbytes(4))

    def list(
        self,
        signer: IdentityKey,
        life: RawId,
        time: Time,
        current: Index,
        valid: Iterable[Index],
        *,
        hosted: bool = False,
    ) -> SignedList:
        """Return a new list, signed by whoever holds the key."""
        indexes = frozenset(valid)
        kind = EncryptionType.HOSTED if hosted else EncryptionType.E2EE
        claims = KeyIndexList(life, time, current, indexes, kind)
        name = f"list {len(self.lists) + 1}"
        made = SignedList(name, life, time, current, indexes, hosted)
        self.lists[made] = sign_list(self.pairs[signer], claims, self.random.randbytes)
        return made

    def bring_along(self, key: IdentityKey, shown: SignedList) -> None:
        """Let a key come along with a list: nothing signs it."""
        signed = decode_signed_key_index_list(self.lists[shown])
        self.lists[shown] = encode_signed_key_index_list(replace(signed, embedded_account_key=key))
        self.along[shown] = key

    def certificate(
        self, signer: IdentityKey, companion: IdentityKey, life: RawId, time: Time, index: Index
    ) -> Certificate:
        """Return a new certificate, signed by whoever holds the key; the companion did not yet."""
        claims = DeviceIdentity(life, time, index)
        made = Certificate(f"certificate {len(self.issued) + 1}", life, time, index, companion)
        self.issued[made] = certify(self.pairs[signer], companion, claims, self.random.randbytes)
        return made

    def evidence(
        self, of: Certificate, primary: IdentityKey | None, embedded: IdentityKey | None = None
    ) -> bytes:
        """Return the bytes that a peer gets; without a primary, the companion signed nothing."""
        issued = replace(self.issued[of], embedded_account_key=None)
        if primary is not None:
            companion = self.pairs[of.certificate_key]
            signed = consent(companion, primary, issued, self.random.randbytes)
            issued = decode_signed_device_identity(signed)
        return encode_signed_device_identity(replace(issued, embedded_account_key=embedded))
