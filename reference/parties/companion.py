"""A companion: a device that shows a code, and belongs to the primary that scanned it."""

from __future__ import annotations

from mdaudit.reference.parties.party import Party
from mdaudit.reference.parties.rows import rows_of
from mdaudit.reference.signed.described import described_certificate, unread_certificate
from mdaudit.reference.signed.issuing import consent
from mdaudit.reference.signed.linking_code import LinkingCode
from mdaudit.reference.signed.signing import KeyPair, Randomness
from mdaudit.spec.linking.companion import adopt, countersign, secret_vouches
from mdaudit.spec.objects import (
    LinkingPayload,
    SignedDeviceIdentity,
    account_signature_holds,
    decode_linking_payload,
    decode_signed_device_identity,
    linking_secret_vouches,
)
from mdaudit.spec.objects.linking import LINKING_SECRET_LENGTH
from mdaudit.spec.reading import holds
from mdaudit.spec.sorts import NO_KEY, IdentityKey, Time
from mdaudit.spec.state.signed import Certificate


class Companion:
    """One attempt at linking: a fresh identity key and a fresh secret."""

    def __init__(
        self, keys: KeyPair, linking_secret: bytes, randomness: Randomness, party: Party
    ) -> None:
        self.party = party
        """Its state and log."""
        self._keys = keys
        self._randomness = randomness
        self.code = LinkingCode(keys.public, linking_secret)
        """What it shows to its owner's primary, and to nobody else."""

    @staticmethod
    def begin(randomness: Randomness) -> Companion:
        """A new attempt."""
        secret = randomness(LINKING_SECRET_LENGTH)
        return Companion(KeyPair.generate(randomness), secret, randomness, Party())

    @property
    def identity_key(self) -> IdentityKey:
        """The companion's own public key."""
        return self._keys.public

    @property
    def primary(self) -> IdentityKey:
        """The primary that it adopted; no key before that."""
        rows = rows_of(self.party.state.adopted.at(self.identity_key))
        return next((primary for _, primary in rows), NO_KEY)

    def adopt(self, received: bytes, clock: Time) -> bytes:
        """Adopt the primary of a linking payload, and sign its certificate back.

        Returns the certificate with both signatures (``ADVSignedDeviceIdentity``). What the
        secret does not authenticate is not read (LINK-1).

        Raises:
            Refused: the payload is malformed, forged, or comes after another one.
        """
        payload = self._open(received, clock)
        unread = self._unread(payload)
        vouched = self.party.state.vouched(self.identity_key, unread, NO_KEY)
        if not holds(secret_vouches, vouched):
            self.party.take(adopt, clock, unread, NO_KEY)
        signed = self._look_inside(payload, clock)
        certificate, primary = self._verified(payload, signed)
        self.party.take(adopt, clock, certificate, primary)
        self.party.take(countersign, clock, certificate, primary)
        return consent(self._keys, primary, signed, self._randomness)

    def _open(self, received: bytes, clock: Time) -> LinkingPayload:
        arguments = {"certificate": received, "primary": None}
        return self.party.read(decode_linking_payload, received, adopt, clock, arguments)

    def _look_inside(self, payload: LinkingPayload, clock: Time) -> SignedDeviceIdentity:
        arguments = {"certificate": payload.inner, "primary": None}
        return self.party.read(
            decode_signed_device_identity, payload.inner, adopt, clock, arguments
        )

    def _unread(self, payload: LinkingPayload) -> Certificate:
        unread = unread_certificate(payload.inner, self.identity_key)
        self._note_vouched(payload, unread, NO_KEY)
        return unread

    def _verified(
        self, payload: LinkingPayload, signed: SignedDeviceIdentity
    ) -> tuple[Certificate, IdentityKey]:
        """The certificate and the primary to be pinned, with what their bytes prove."""
        certificate = described_certificate(payload.inner, signed.claims, self.identity_key)
        primary = signed.embedded_account_key or NO_KEY
        self._note_vouched(payload, certificate, primary)
        claimed = account_signature_holds(primary, self.identity_key, signed)
        self.party.note("certified", primary, certificate, becomes=claimed)
        return certificate, primary

    def _note_vouched(
        self, payload: LinkingPayload, certificate: Certificate, primary: IdentityKey
    ) -> None:
        vouched = linking_secret_vouches(self.code.linking_secret, payload)
        self.party.seen.add(certificate, payload.inner)
        self.party.note("vouched", self.identity_key, certificate, primary, becomes=vouched)
