"""What gets lost on the way to a resident of the town, and how anybody asks for it again."""

from mdaudit.reference.client.messages.pairwise import Partner, forget
from mdaudit.reference.client.receiving import Handlers, receive_from
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.envelope import Envelope, Kind, RetryRequest
from mdaudit.reference.protocol.part import spelled
from tests.reference.client.town import Resident


def partner(resident: Resident) -> Partner:
    """Return a device as others know it."""
    return Partner(resident.account, resident.device.index, resident.device.keys.public)


def lose_session(of: Resident, with_: Resident) -> None:
    """Let a device forget what it shares with another."""
    with of.device.transaction():
        forget(of.device, partner(with_))


def lose_what_waits(resident: Resident) -> None:
    """Acknowledge everything that waits, and handle nothing."""
    deaf = Handlers({}, {}, {})
    while resident.waiting():
        with resident.remote.mailbox() as mailbox:
            while receive_from(resident.device, resident.remote, deaf, mailbox, None):
                pass


def asks_again(who: Resident, message: str, attempt: int = 1, group: str | None = None) -> Envelope:
    """Return a request that anybody could have made: nobody signs it."""
    address = Address(who.account, who.device.index)
    content = spelled(RetryRequest(message, attempt, group))
    return Envelope(attempt, "f" * 32, address, Kind.RETRY, content, 0)
