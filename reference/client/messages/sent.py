"""Messages that this device has sent, kept sealed so that a device that missed one can get it.

Not for ever: a device that asks for a message got its envelope from the server, which keeps none
for longer than 30 days, and a backfill is done when the server's answer asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.pairwise import Partner
from mdaudit.reference.sessions.stored import StoredForm
from mdaudit.spec.policy import DAY
from mdaudit.spec.sorts import Account, Message

KEPT: Final = 35 * DAY
"""Seconds for which a message is kept: longer than its envelopes are, by the clocks' errors."""

MOST: Final = 10_000
"""The most messages that are kept; the oldest go first."""

WRITTEN: Final = "sent-at/{at:012}/{message}"
"""The name under which stands when a message was first sent, so that the oldest are found."""


@dataclass(frozen=True)
class SentMessage:
    """A message as it was encrypted."""

    to: str
    """The account or group that it was written to."""
    for_others: bytes
    """The plaintext for devices of that account."""
    for_own: bytes
    """The plaintext for the other devices of this account: in the device-sent wrapper, unless it
    was written to a group."""
    served: tuple[tuple[str, int, bytes], ...] = ()
    """The devices that had a copy: account, index and identity key of each. None of a message to a
    group, whose readers the step knows."""
    group: str | None = None
    """The group, if it was written to one."""
    on_own_channel: bool = False
    """Whether it was told to one own device, over the own-account channel."""
    again: int = 0
    """How often such a one was encrypted again; of what users wrote, the step keeps count."""

    def plaintext_for(self, account: Account) -> bytes:
        """What a device of the account gets. A note to oneself is for others as well as for own."""
        return self.for_others if account == self.to else self.for_own

    def has_served(self, partner: Partner) -> bool:
        """Whether the device had a copy."""
        return partner.row in self.served


SENT = StoredForm("sent message", 1, SentMessage)


def keep(device: Device, message: Message, sent: SentMessage) -> None:
    """Keep what was sent, in the transaction that encrypts it."""
    name = f"sent/{message}"
    if device.store.get(name) is None:
        device.store.put(WRITTEN.format(at=device.clock(), message=message), b"")
    device.store.put(name, SENT.write(sent))


def forget_old(device: Device) -> None:
    """Forget what is older than anybody can ask for, and whatever is too much."""
    names = device.store.names("sent-at/")
    excess = len(names) - MOST
    oldest = WRITTEN.format(at=max(0, device.clock() - KEPT), message="")
    old = [name for number, name in enumerate(names) if number < excess or name < oldest]
    if old:
        with device.transaction():
            for name in old:
                device.store.drop(name)
                device.store.drop(f"sent/{name.rpartition('/')[2]}")


def sent_message(device: Device, message: str) -> SentMessage | None:
    """What this device has sent under that id, if it has."""
    stored = device.store.get(f"sent/{message}")
    return None if stored is None else SENT.read(stored)
