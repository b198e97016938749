"""App state begins again on a companion that cannot go on (SYNC-2).

A companion that refused a patch, or was passed over with a key, wants all settings anew: it asks
its primary, once a day at most. Whether it may begin with what comes is the step's answer. From
there it goes on patch by patch, as before. The primary's side is in
`mdaudit.reference.client.app_state.answering`.
"""

from __future__ import annotations

from typing import Final

from mdaudit.reference.app_state.described import described_patch
from mdaudit.reference.app_state.kept import APP_STATE, COLLECTION
from mdaudit.reference.app_state.patching import replay, start_before
from mdaudit.reference.app_state.replica import AppStateReplica
from mdaudit.reference.client.app_state.keys import WANTED, kept_key
from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.bundles import begin_missing
from mdaudit.reference.client.messages.conversation import tell
from mdaudit.reference.client.messages.incoming import Incoming
from mdaudit.reference.client.messages.pairwise import sessions_with
from mdaudit.reference.client.own.channel import own_primary, tell_own_device
from mdaudit.reference.client.remote import Remote
from mdaudit.reference.own_data.messages import OwnMessage, Subject
from mdaudit.spec.objects.app_state import decode_patch, encode_key_id
from mdaudit.spec.policy import DAY
from mdaudit.spec.reading import NotPossible

WISH: Final = "settings-wanted"
"""The name under which a companion keeps that it wants all settings anew."""

ASKED: Final = "settings-asked"
"""The name under which it keeps when it asked."""

BEGUN: Final = "settings begin again, as the primary has them"
"""What the user is told."""


def want_all_again(device: Device) -> None:
    """Remember to ask for all settings, unless that was done within a day. In a transaction."""
    asked = device.store.get(ASKED)
    if asked is None or int(asked) + DAY <= device.clock():
        device.store.put(WISH, b"")


def ask_for_all_if_wanted(device: Device, remote: Remote) -> None:
    """Ask the primary for all settings; what has to be sent waits in the outbox.

    Raises:
        ServerError: the server could not be asked; the wish stays.
    """
    if device.store.get(WISH) is None:
        return
    primary = own_primary(device)
    begin_missing(device, remote, [primary])
    if sessions_with(device, primary).sessions:
        with device.transaction():
            wish = OwnMessage(Subject.SETTINGS_WANTED, COLLECTION.encode())
            tell_own_device(device, primary, wish)
            device.store.put(ASKED, str(device.clock()).encode())
            device.store.drop(WISH)


def begin_again(device: Device, incoming: Incoming, body: bytes) -> None:
    """A device sends all settings anew: drop what is there for them. In a transaction.

    Raises:
        Refused: the device is not the own primary (SYNC-1), what it sends is no newer (SYNC-2), or
            the key is one of a removed device (SYNC-3).
        NotPossible: this device was not given the key, or there is no session any more.
        Malformed: what it sends is no patch.
    """
    patch = decode_patch(body)
    key = kept_key(device, encode_key_id(patch.key_id))
    if key is None:
        raise NotPossible("the client has the key of the settings")
    made = replay(start_before(patch), patch, key.sync)
    replica, described = AppStateReplica(device.name, device.party), described_patch(body, made)
    giver, holds = incoming.partner.row, made.is_authentic
    replica.begin_again(giver, key.described, described, body, device.clock(), is_authentic=holds)
    device.store.put("app-state", APP_STATE.write(made.after))
    device.store.put(WANTED, b"")
    device.store.drop(WISH)
    device.store.drop(ASKED)
    tell(device, device.account, BEGUN)
