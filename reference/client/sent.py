"""Messages that this device has sent, kept sealed so that a device that missed one can get it."""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.pairwise import Partner
from mdaudit.reference.sessions.stored import StoredForm
from mdaudit.spec.sorts import Account, Message


@dataclass(frozen=True)
class SentMessage:
    """A message as it was encrypted."""

    to: str
    """The account that it was written to."""
    for_others: bytes
    """The plaintext for devices of that account."""
    for_own: bytes
    """The plaintext for the other devices of this account: in the device-sent wrapper."""
    served: tuple[tuple[str, int, bytes], ...] = ()
    """The devices that had a copy: account, index and identity key of each."""

    def plaintext_for(self, account: Account) -> bytes:
        """What a device of the account gets. A note to oneself is for others as well as for own."""
        return self.for_others if account == self.to else self.for_own

    def has_served(self, partner: Partner) -> bool:
        """Whether the device had a copy."""
        return partner.row in self.served


SENT = StoredForm("sent message", 1, SentMessage)


def keep(device: Device, message: Message, sent: SentMessage) -> None:
    """Keep what was sent, in the transaction that encrypts it."""
    device.store.put(f"sent/{message}", SENT.write(sent))


def sent_message(device: Device, message: str) -> SentMessage | None:
    """What this device has sent under that id, if it has."""
    stored = device.store.get(f"sent/{message}")
    return None if stored is None else SENT.read(stored)
