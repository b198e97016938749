"""A peer: a client of others. It pins, accepts lists and devices, and computes its fan-out.

What it receives are bytes. What they prove is verified once, over the bytes as received, and noted
in its state as *signed*, *certified* and *device signed*; then a step is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from mdaudit.reference.parties.fan_out import Copy, Sent, sent
from mdaudit.reference.parties.party import Party
from mdaudit.reference.signed.described import described_certificate, described_list
from mdaudit.reference.signed.verification import note_certificate, note_list
from mdaudit.spec.device_list.acceptance import continues_life
from mdaudit.spec.device_list.devices import accept_device
from mdaudit.spec.device_list.hints import hear_hint, refuse_list
from mdaudit.spec.device_list.holding import (
    accept_list,
    accept_new_life,
    confirm_unchanged,
    pin_primary,
    set_up,
)
from mdaudit.spec.fanout.resending import send_again
from mdaudit.spec.fanout.sending import send
from mdaudit.spec.objects import (
    SignedDeviceIdentity,
    SignedKeyIndexList,
    decode_signed_device_identity,
    decode_signed_key_index_list,
)
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.revocation.notices import end_session
from mdaudit.spec.sorts import (
    NO_KEY,
    PRIMARY,
    Account,
    Client,
    IdentityKey,
    Index,
    Message,
    RawId,
    Time,
)
from mdaudit.spec.state.signed import NO_CERTIFICATE, SignedList


class Peer:
    """A device of one account, as a client of all accounts, its own one too."""

    def __init__(self, name: Client, party: Party) -> None:
        self.name = name
        self.party = party
        """Its state and log."""

    @property
    def account(self) -> Account:
        """The account that the client is a device of."""
        return self.party.state.own_account(self.name)

    def set_up(
        self, account: Account, key: IdentityKey, clock: Time, index: Index = PRIMARY
    ) -> None:
        """Become a device of an account, with this key of its own.

        Raises:
            NotPossible: it is one already.
        """
        self.party.take(set_up, clock, self.name, account, key, index)

    def pin(
        self, account: Account, key: IdentityKey, life: RawId, clock: Time, *, hosted: bool = False
    ) -> None:
        """First contact or identity change: pin what the server shows."""
        self.party.take(pin_primary, clock, self.name, account, key, life, hosted)

    def receive_list(self, account: Account, received: bytes, clock: Time) -> None:
        """Hold a device list (``ADVSignedKeyIndexList``), or refuse it.

        Raises:
            Refused: the bytes are malformed, or a rule does not hold. A list that the owner
                signed is remembered as word of a newer one (LIST-10).
        """
        signed = self._read_list(account, received, clock)
        offered = described_list(received, signed.claims)
        embedded = signed.embedded_account_key or NO_KEY
        self.party.seen.add(offered, received)
        hosted = self.party.state.pinned_hosted(self.name, account)
        keys = (self.party.state.pin(self.name, account), embedded)
        note_list(self.party, keys, offered, signed, hosted=hosted)
        continues = continues_life(self.party.state, self.name, account, offered)
        step = accept_list if continues else accept_new_life
        try:
            self.party.take(step, clock, self.name, account, offered, embedded, clock)
        except Refused:
            self._remember_refused(account, offered, clock)
            raise

    def confirm_unchanged(self, account: Account, clock: Time) -> None:
        """The server says that the list of the account is still the one that is held."""
        self.party.take(confirm_unchanged, clock, self.name, account, clock)

    def receive_device(
        self,
        account: Account,
        index: Index,
        key: IdentityKey,
        received: bytes | None,
        clock: Time,
    ) -> None:
        """Open a session with a companion, or refuse it.

        `received` is its ``ADVSignedDeviceIdentity``; None: the server passed none on.

        Raises:
            Refused: the bytes are malformed, or a rule does not hold.
        """
        shown, embedded = NO_CERTIFICATE, NO_KEY
        if received is not None:
            signed = self._read_certificate(account, index, key, received, clock)
            shown = described_certificate(received, signed.claims, key)
            embedded = signed.embedded_account_key or NO_KEY
            self.party.seen.add(shown, received)
            keys = (self.party.state.pin(self.name, account), embedded)
            note_certificate(self.party, keys, shown, signed)
        self.party.take(accept_device, clock, self.name, account, index, key, shown, embedded)

    def end_session(self, account: Account, index: Index, key: IdentityKey, clock: Time) -> None:
        """Write no more to a companion that the held list does not name.

        Raises:
            Refused: the held list names it, or there is none (REV-1).
            NotPossible: it is the primary.
        """
        self.party.take(end_session, clock, self.name, account, index, key)

    def hear_hint(
        self,
        account: Account,
        speaker: tuple[Account, Index, IdentityKey],
        named: Time,
        clock: Time,
    ) -> None:
        """A decrypted message of a device says how new a list of the account it knows.

        Raises:
            Refused: the device is not believed, or the time is from the future (ICDC-2).
        """
        self.party.take(hear_hint, clock, self.name, account, *speaker, named, clock)

    def send(
        self,
        message: Message,
        to: Account,
        clock: Time,
        has_session: Callable[[Copy], bool] = lambda _: True,
    ) -> Sent:
        """The copies of a new message to an account, and which devices were left out, and why.

        `has_session` says for whom a copy can be encrypted; the log tells of the others.

        Raises:
            NotPossible: the message was sent before.
        """
        reading = self.party.take(send, clock, self.name, message, to, clock)
        result = sent(self.party.state, message, (to, self.account), reading, has_session)
        self.party.log[-1] |= result.event()
        return result

    def send_again(
        self,
        message: Message,
        account: Account,
        index: Index,
        key: IdentityKey,
        clock: Time,
    ) -> None:
        """One more copy of a message, for one device: it could not read the first, or was missed.

        Raises:
            Refused: the message was not meant for the device, or it had copies enough (FAN-6).
            NotPossible: the client did not send the message, or the device is not served now.
        """
        self.party.take(send_again, clock, self.name, message, account, index, key, clock)

    def _remember_refused(self, account: Account, offered: SignedList, clock: Time) -> None:
        """Take the step of refusing; it is possible for refusals that tell of a newer list."""
        with suppress(NotPossible):
            self.party.take(refuse_list, clock, self.name, account, offered, clock)

    def _read_list(self, account: Account, received: bytes, clock: Time) -> SignedKeyIndexList:
        arguments = {
            "client": self.name,
            "account": account,
            "offered": received,
            "embedded": None,
            "clock": clock,
        }
        return self.party.read(
            decode_signed_key_index_list, received, accept_list, clock, arguments
        )

    def _read_certificate(
        self, account: Account, index: Index, key: IdentityKey, received: bytes, clock: Time
    ) -> SignedDeviceIdentity:
        arguments = {
            "client": self.name,
            "account": account,
            "index": index,
            "key": key,
            "shown": received,
            "embedded": None,
        }
        return self.party.read(
            decode_signed_device_identity, received, accept_device, clock, arguments
        )
