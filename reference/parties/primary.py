"""A primary: the phone that registered an account. It signs what the owner's steps let it sign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mdaudit.reference.parties.party import Party
from mdaudit.reference.parties.rows import rows_of
from mdaudit.reference.signed.described import described_certificate, described_list
from mdaudit.reference.signed.issuing import certify, linking_payload, sign_list
from mdaudit.reference.signed.linking_code import LinkingCode
from mdaudit.reference.signed.signing import KeyPair, Randomness
from mdaudit.spec.device_list.owner import approve, begin_life, refresh, register, unlink
from mdaudit.spec.linking.primary import show_as_linked
from mdaudit.spec.objects import (
    DeviceIdentity,
    KeyIndexList,
    decode_signed_device_identity,
    device_signature_holds,
    encode_device_identity,
    encode_key_index_list,
)
from mdaudit.spec.registry import Step
from mdaudit.spec.revocation.backup import back_up, restore_backup
from mdaudit.spec.sorts import NO_KEY, PRIMARY, Account, IdentityKey, Index, RawId, Time
from mdaudit.spec.state.signed import (
    Certificate,
    SignedList,
    certificate_index,
    certificate_key,
    certificate_life,
)


@dataclass(frozen=True)
class Approval:
    """What a primary signs when its owner approves a companion."""

    payload: bytes
    """For the companion: ``ADVSignedDeviceIdentityHMAC``."""

    signed_list: bytes
    """For everybody: ``ADVSignedKeyIndexList``."""


class Primary:
    """A primary with a key of its own, in one life.

    It proposes an object with its contents; the step refuses it, or lets the primary sign it.
    Before signing there are only the details: the log names objects by them. What comes back from a
    companion with the same details is evidence about the certificate that they name.
    """

    def __init__(
        self, account: Account, keys: KeyPair, randomness: Randomness, party: Party
    ) -> None:
        self.party = party
        """Its state and log."""
        self.account = account
        self._keys = keys
        self._randomness = randomness

    @staticmethod
    def begin(account: Account, life: RawId, clock: Time, randomness: Randomness) -> Primary:
        """A new primary with fresh keys, registered."""
        made = Primary(account, KeyPair.generate(randomness), randomness, Party())
        made.register(life, clock)
        return made

    def register(self, life: RawId, clock: Time) -> None:
        """Register the account with this primary's key.

        Raises:
            NotPossible: the key was used before.
        """
        self.party.take(register, clock, self.account, self.identity_key, life)

    @property
    def life(self) -> RawId:
        """The present life."""
        return self.party.state.life_of(self.identity_key)

    @property
    def identity_key(self) -> IdentityKey:
        """The public key that stands for the account."""
        return self._keys.public

    @property
    def high_water(self) -> Index:
        """The highest index ever given out in the present life."""
        return self.party.state.high_water(self.identity_key, self.life)

    def approve(self, code: LinkingCode, clock: Time) -> Approval:
        """The owner scanned a companion's code: sign its certificate, and a list that names it.

        Raises:
            Refused: there are four companions (LINK-5), or the clock is not later than the last
                list (OWN-1).
        """
        index = Index(self.high_water + 1)
        identity = DeviceIdentity(self.life, clock, index)
        listing = self._listing({*self._linked(), index}, index, clock)
        certificate = self._proposed_certificate(identity, code.identity_key)
        self.party.take(approve, clock, self.account, certificate, self._proposed(listing), clock)
        signed = certify(self._keys, code.identity_key, identity, self._randomness)
        return Approval(
            linking_payload(code, signed), sign_list(self._keys, listing, self._randomness)
        )

    def unlink(self, index: Index, clock: Time) -> bytes:
        """The owner removes a companion: sign a list without it.

        Raises:
            Refused: the clock is not later than the last list (OWN-1).
            NotPossible: no companion with this index is linked.
        """
        remaining = self._linked() - {index}
        listing = self._listing(remaining, self.high_water, clock)
        self.party.take(unlink, clock, self.account, index, self._proposed(listing), clock)
        return sign_list(self._keys, listing, self._randomness)

    def refresh(self, clock: Time) -> bytes:
        """Sign a list of the same companions before the last one expires.

        Raises:
            Refused: the clock is not later than the last list (OWN-1).
        """
        listing = self._listing(self._linked(), self.high_water, clock)
        self.party.take(refresh, clock, self.account, self._proposed(listing), clock)
        return sign_list(self._keys, listing, self._randomness)

    def show_as_linked(self, received: bytes, clock: Time) -> Index:
        """The companion signed back (``ADVSignedDeviceIdentity``): show it to the owner as linked.

        Raises:
            Refused: the bytes are malformed, or the device signature does not hold (LINK-4).
            NotPossible: this primary did not issue the certificate.
        """
        arguments = {"account": self.account, "certificate": received}
        signed = self.party.read(
            decode_signed_device_identity, received, show_as_linked, clock, arguments
        )
        index = signed.claims.key_index
        companion = self.approved_key(index)
        certificate = described_certificate(signed.details, signed.claims, companion)
        self.party.seen.add(certificate, signed.details)
        self.party.seen.add(described_certificate(received, signed.claims, companion), received)
        holds = device_signature_holds(self.identity_key, companion, signed)
        self.party.note("device_signed", certificate, self.identity_key, becomes=holds)
        self.party.take(show_as_linked, clock, self.account, certificate)
        return index

    def begin_life(self, life: RawId, clock: Time) -> bytes:
        """Start over under the same key, without companions: sign the first list of a new life.

        Raises:
            Refused: the clock is not later than the last list (OWN-1).
            NotPossible: the life is not new.
        """
        return self._begin(begin_life, life, clock)

    def back_up(self, clock: Time) -> None:
        """Put the present indexes aside: what is copied after this step is a backup."""
        self.party.take(back_up, clock, self.account)

    def restore_backup(self, life: RawId, clock: Time) -> bytes:
        """Go on from a backup, in a new life: sign its first list.

        Raises:
            Refused: the life is that of the backup (OWN-3), or the clock is not later (OWN-1).
            NotPossible: there is no backup.
        """
        return self._begin(restore_backup, life, clock)

    def certificates(self) -> list[Certificate]:
        """What it issued in the present life, in the order of indexes."""
        approved = self.party.state.approved.at(self.identity_key)
        seen = (one.object for one in self.party.seen)
        made = (one for one in seen if isinstance(one, Certificate) and approved(one))
        present = (one for one in made if certificate_life(one) == self.life)
        return sorted(present, key=certificate_index)

    def approved_key(self, index: Index) -> IdentityKey:
        """The companion that got an index in the present life; no key if none did."""
        issued = (one for one in self.certificates() if certificate_index(one) == index)
        return next((certificate_key(one) for one in issued), NO_KEY)

    def _begin(
        self, step: Step[[Account, RawId, SignedList, Time]], life: RawId, clock: Time
    ) -> bytes:
        listing = KeyIndexList(life, clock, PRIMARY, frozenset({PRIMARY}))
        self.party.take(step, clock, self.account, life, self._proposed(listing), clock)
        return sign_list(self._keys, listing, self._randomness)

    def _linked(self) -> set[Index]:
        return {
            index for (index,) in rows_of(self.party.state.linked.at(self.identity_key, self.life))
        }

    def _listing(self, linked: Iterable[Index], current: Index, clock: Time) -> KeyIndexList:
        return KeyIndexList(self.life, clock, current, frozenset({PRIMARY, *linked}))

    def _proposed(self, listing: KeyIndexList) -> SignedList:
        details = encode_key_index_list(listing)
        listed = described_list(details, listing)
        self.party.seen.add(listed, details)
        return listed

    def _proposed_certificate(
        self, identity: DeviceIdentity, companion: IdentityKey
    ) -> Certificate:
        details = encode_device_identity(identity)
        certificate = described_certificate(details, identity, companion)
        self.party.seen.add(certificate, details)
        return certificate
