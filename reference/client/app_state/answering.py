"""All settings anew, for a companion that cannot go on with them: what its primary does.

That a companion asks is kept, and answered with what else is due. The answer is the next patch of
app state, under the newest key: it removes all and sets all again. Other companions replay it like
any patch; the one that asked begins from it. So it is sent over the session as well, which is how
that companion knows that its primary made it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from mdaudit.reference.client.app_state.writing import set_everything_again
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.incoming import Incoming
from mdaudit.reference.client.messages.pairwise import Partner
from mdaudit.reference.client.own.channel import tell_own_device
from mdaudit.reference.client.remote import Remote
from mdaudit.reference.own_data.messages import OwnMessage, Subject
from mdaudit.spec.reading import NotPossible, require
from mdaudit.spec.sync.channel import from_the_own_account

WISHES: Final = "settings-wanted-by/"
"""The names under which a primary keeps that companions want all settings anew."""


def hear_wish(device: Device, incoming: Incoming, _body: bytes) -> None:
    """A device wants all settings anew; it is answered later. In a transaction.

    No step is taken: nothing becomes of a wish but what the steps of the answer allow.

    Raises:
        Refused: the device is not one of the own account (SYNC-1).
        NotPossible: this device is no primary.
    """
    if not device.is_primary:
        raise NotPossible("the primary is asked")
    asking, primary_only = incoming.partner, False
    who = (device.party.state, device.name, asking.account, asking.index)
    require(from_the_own_account, *who, device.clock(), primary_only)
    device.store.put(_wish(asking), b"")


def grant_wishes(device: Device, remote: Remote, companions: Iterable[Partner]) -> None:
    """Set everything again, if one of these companions asked; what is sent waits in the outbox.

    Raises:
        ServerError: the server could not be asked, or shows what nobody made; the wishes stay.
    """
    wishes = device.store.names(WISHES)
    asking = [one for one in companions if _wish(one) in wishes]
    octets = set_everything_again(device, remote) if asking else b""
    if wishes:
        with device.transaction():
            for companion in asking:
                tell_own_device(device, companion, OwnMessage(Subject.SETTINGS_ANEW, octets))
            for wish in wishes:
                device.store.drop(wish)


def _wish(companion: Partner) -> str:
    return f"{WISHES}{companion.index}"
