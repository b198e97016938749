"""A family for tests: residents of the town whose phones see their companions sign back."""

from mdaudit.reference.client.handing_over import settle
from mdaudit.reference.client.handlers import HANDLERS
from mdaudit.reference.client.receiving import Handlers, receive_from
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


def lose_what_waits(resident: Resident) -> None:
    """Acknowledge everything that waits, and handle nothing."""
    deaf = Handlers({}, {}, {})
    while resident.waiting():
        with resident.remote.mailbox() as mailbox:
            while receive_from(resident.device, resident.remote, deaf, mailbox, None):
                pass
