"""A family for tests: residents of the town whose phones see their companions sign back."""

from mdaudit.reference.client.handing_over import settle
from mdaudit.reference.client.handlers import HANDLERS
from mdaudit.reference.client.messages.bundles import begin_missing
from mdaudit.reference.client.own.channel import tell_own_device
from mdaudit.reference.client.receiving import receive_from
from mdaudit.reference.own_data.messages import OwnMessage
from tests.reference.client.losing import partner
from tests.reference.client.town import Resident, Town


def meet(*residents: Resident) -> None:
    """Let each of them, in turn, hand over and receive all that waits, and do what is due."""
    for resident in residents:
        device, remote = resident.device, resident.remote
        settle(device, remote)
        with remote.mailbox() as mailbox:
            while receive_from(device, remote, HANDLERS, mailbox, None):
                pass
        settle(device, remote)


def welcomed(town: Town, phone: Resident) -> Resident:
    """Link a new laptop to a phone, which tells it all that it tells a new companion."""
    laptop = town.laptop(phone)
    meet(phone, laptop)
    return laptop


def said_by(resident: Resident, to: Resident, message: OwnMessage) -> None:
    """Let a device say something to one other device that only own devices may say."""
    begin_missing(resident.device, resident.remote, [partner(to)])
    with resident.device.transaction():
        tell_own_device(resident.device, partner(to), message)
    resident.hand_over()
