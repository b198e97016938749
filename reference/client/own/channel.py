"""The own-account channel: what a primary tells its companions besides texts, and they tell it.

Each message goes to one device, over the pairwise session: with the key that this primary itself
certified, or that this companion adopted. Which devices the server has is not asked. Who may be
told what is a step's answer, which callers ask first. A message is kept, so that a device that
could not read it gets it again: `mdaudit.reference.client.own.resending`.
"""

from __future__ import annotations

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.linking.approving import is_shown_as_linked
from mdaudit.reference.client.lists.hints import context_info
from mdaudit.reference.client.messages.bundles import begin_missing
from mdaudit.reference.client.messages.pairwise import Partner, encrypt, sessions_with
from mdaudit.reference.client.messages.plaintexts import fresh_secret, id_of
from mdaudit.reference.client.messages.sent import SentMessage, keep
from mdaudit.reference.client.messages.submitting import submit
from mdaudit.reference.client.remote import Remote
from mdaudit.reference.own_data.messages import OwnMessage, own_content
from mdaudit.reference.parties.rows import rows_of
from mdaudit.spec.objects.messages import Message, encode_message
from mdaudit.spec.sorts import PRIMARY, Index


def linked_companions(device: Device) -> list[Partner]:
    """The companions of this primary that are linked and have signed back."""
    primary, key = device.primary, device.keys.public
    linked: list[tuple[Index]] = rows_of(device.party.state.linked.at(key, primary.life))
    return [
        Partner(device.account, index, primary.approved_key(index))
        for (index,) in linked
        if is_shown_as_linked(device, index)
    ]


def own_primary(device: Device) -> Partner:
    """The primary that this companion adopted."""
    account = device.account
    return Partner(account, PRIMARY, device.party.state.pin(device.name, account))


def own_partners(device: Device) -> list[Partner]:
    """The devices that this one speaks with over the channel."""
    return linked_companions(device) if device.is_primary else [own_primary(device)]


def meet_companions(device: Device, remote: Remote) -> list[Partner]:
    """Begin a session with each companion that has none; returns those that have one then.

    Raises:
        ServerError: the server could not be asked.
    """
    companions = linked_companions(device)
    begin_missing(device, remote, companions)
    return [one for one in companions if sessions_with(device, one).sessions]


def tell_own_device(device: Device, partner: Partner, message: OwnMessage) -> None:
    """Encrypt a message for one own device. In the transaction of the step that allows it.

    Raises:
        Refused: this device has no list of its own account to speak of (ICDC-1).
        NoSession: there is no session with the device.
    """
    secret = fresh_secret()
    info = context_info(device, secret, None)
    plaintext = encode_message(Message(context_info=info, content=own_content(message)))
    submit(device, id_of(secret), [encrypt(device, partner, plaintext)])
    told = SentMessage(device.account, plaintext, plaintext, (partner.row,), on_own_channel=True)
    keep(device, id_of(secret), told)
