"""A primary: the phone that registered an account. It signs what the owner's steps let it sign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mdaudit.reference.described import described_certificate, described_list
from mdaudit.reference.issuing import certify, linking_payload, sign_list
from mdaudit.reference.linking_code import LinkingCode
from mdaudit.reference.party import Party
from mdaudit.reference.rows import rows_of
from mdaudit.reference.signing import KeyPair, Randomness
from mdaudit.spec.device_list.owner import approve, refresh, register, unlink
from mdaudit.spec.objects import (
    DeviceIdentity,
    KeyIndexList,
    encode_device_identity,
    encode_key_index_list,
)
from mdaudit.spec.sorts import PRIMARY, Account, IdentityKey, Index, RawId, Time
from mdaudit.spec.state.signed import Certificate, SignedList


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
    Before signing there are only the details: the log names objects by them.
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

    def approve(self, code: LinkingCode, clock: Time) -> Approval:
        """The owner scanned a companion's code: sign its certificate, and a list that names it.

        Raises:
            Refused: the clock is not later than the last list (OWN-1).
        """
        index = Index(self.party.state.high_water(self.identity_key, self.life) + 1)
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
        listing = self._listing(remaining, self._high_water(), clock)
        self.party.take(unlink, clock, self.account, index, self._proposed(listing), clock)
        return sign_list(self._keys, listing, self._randomness)

    def refresh(self, clock: Time) -> bytes:
        """Sign a list of the same companions before the last one expires.

        Raises:
            Refused: the clock is not later than the last list (OWN-1).
        """
        listing = self._listing(self._linked(), self._high_water(), clock)
        self.party.take(refresh, clock, self.account, self._proposed(listing), clock)
        return sign_list(self._keys, listing, self._randomness)

    def _linked(self) -> set[Index]:
        return {
            index for (index,) in rows_of(self.party.state.linked.at(self.identity_key, self.life))
        }

    def _high_water(self) -> Index:
        return self.party.state.high_water(self.identity_key, self.life)

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
