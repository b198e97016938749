"""The address book of one device: who its contacts are, handed over by a primary to a companion."""

from __future__ import annotations

from mdaudit.reference.own_data.contact_record import (
    ContactRecord,
    described_contact,
    encode_contact,
)
from mdaudit.reference.parties.party import Party
from mdaudit.reference.parties.reader import Device
from mdaudit.reference.parties.rows import rows_of
from mdaudit.reference.signed.described import described_list
from mdaudit.reference.signed.verification import note_list
from mdaudit.spec.objects import decode_signed_key_index_list
from mdaudit.spec.sorts import Account, Client, Time
from mdaudit.spec.state.signed import NO_LIST
from mdaudit.spec.verification.contacts import hand_over_contact, take_over_contact


class AddressBook:
    """A client, in its role as one that has contacts."""

    def __init__(self, name: Client, party: Party) -> None:
        self.name = name
        self.party = party
        """Its state and log."""

    def contacts(self) -> list[Account]:
        """Everybody else whose list is held; hosted accounts are not handed over."""
        s = self.party.state
        pinned: list[tuple[Account, ...]] = rows_of(s.pin.at(self.name))
        return [
            account
            for (account,) in pinned
            if account != s.own_account(self.name)
            and s.held(self.name, account) != NO_LIST
            and not s.pinned_hosted(self.name, account)
        ]

    def record_of(self, account: Account) -> ContactRecord:
        """What the device keeps of a contact.

        Raises:
            KeyError: it holds no list of the account; the caller is at fault.
        """
        s, client = self.party.state, self.name
        return ContactRecord(
            account,
            s.pin(client, account),
            s.pinned_life(client, account),
            s.verified(client, account),
            self.party.seen.octets(s.held(client, account).name),
            s.mark(client, account),
            s.required_time(client, account),
        )

    def hand_over(self, account: Account, clock: Time) -> bytes:
        """A primary tells its companions what it knows of a contact; returns the record.

        Raises:
            NotPossible: the device is no primary.
        """
        record = self.record_of(account)
        octets = encode_contact(record)
        held = self.party.state.held(self.name, account)
        contact = described_contact(octets, record, held)
        self.party.seen.add(contact, octets)
        self.party.take(hand_over_contact, clock, self.name, contact)
        return octets

    def take_over(self, giver: Device, octets: bytes, record: ContactRecord, clock: Time) -> None:
        """A companion learns of a contact from a device of its account.

        Raises:
            Refused: the device is not its primary (VER-6), or the list is not the contact's
                (LIST-1), of the future (LIST-5), or contradicts itself (LIST-6).
            NotPossible: the contact is known already, or there is no session with the device.
            Malformed: the list in the record cannot be read.
        """
        signed = decode_signed_key_index_list(record.signed_list)
        offered = described_list(record.signed_list, signed.claims)
        contact = described_contact(octets, record, offered)
        _, index, key = giver
        self.party.seen.add(offered, record.signed_list)
        self.party.seen.add(contact, octets)
        note_list(self.party, (record.pin,), offered, signed, hosted=False)
        self.party.note("handed_over", key, contact)
        self.party.take(take_over_contact, clock, self.name, contact, index, key, clock)
