"""What the server tells by itself: a reason to ask, or to make keys, and nothing else (REV-1).

After it asked, a client puts each removal that it was told of to the step that ends a session. The
step goes by the signed list, and what it refuses stays in the log.
"""

from __future__ import annotations

from contextlib import suppress

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.lists.directory import refresh
from mdaudit.reference.client.lists.own_list import stop_if_removed
from mdaudit.reference.client.messages.conversation import tell
from mdaudit.reference.client.messages.pre_keys import make_pre_keys
from mdaudit.reference.client.outbox import post
from mdaudit.reference.client.remote import Remote, ServerRefused
from mdaudit.reference.parties.listener import Listener
from mdaudit.reference.protocol.notice import DevicesChanged, FewPreKeys
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.sorts import NO_KEY, Account, Index


def ask_for_devices(device: Device, remote: Remote, notice: DevicesChanged) -> None:
    """The devices of an account are said to be others: ask for its list.

    Raises:
        ServerError: the server could not be asked.
        WipedError: the own list does not name this device any more.
    """
    account = Account(notice.account)
    if device.party.state.pin(device.name, account) == NO_KEY:
        return
    listener = Listener(device.name, device.party)
    heard = listener.notice_removal if notice.removed else listener.report_hash
    with device.transaction():
        heard(account, device.clock())
    try:
        refresh(device, remote, account)
    except ServerRefused:
        return  # the question stays open, and is asked before the next message
    for index in map(Index, notice.removed):
        _end_session(device, account, index)
    if account == device.account:
        stop_if_removed(device)


def _end_session(device: Device, account: Account, index: Index) -> None:
    """Write no more to a device that is said to be removed, if its account's list says so too."""
    key = device.party.state.key_at(device.name, account, index)
    if not device.party.state.knows(device.name, account, index, key):
        return  # it is gone already, or was never there
    with device.transaction(), suppress(NotPossible):
        try:
            device.peer.end_session(account, index, key, device.clock())
        except Refused as refused:
            said = f"the server said that device {index} was removed, and the signed list names it"
            tell(device, account, f"{said} ({refused.rule.id})")


def make_more_pre_keys(device: Device, _remote: Remote, _notice: FewPreKeys) -> None:
    """Few one-time pre keys are said to be left: make more. At worst, there are too many."""
    with device.transaction():
        post(device, make_pre_keys(device))
