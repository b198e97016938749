"""What the server tells by itself: a reason to ask, or to make keys, and nothing else (REV-1)."""

from __future__ import annotations

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.directory import refresh
from mdaudit.reference.client.outbox import post
from mdaudit.reference.client.own_list import stop_if_removed
from mdaudit.reference.client.pre_keys import make_pre_keys
from mdaudit.reference.client.remote import Remote, ServerRefused
from mdaudit.reference.listener import Listener
from mdaudit.reference.protocol.notice import DevicesChanged, FewPreKeys
from mdaudit.spec.sorts import NO_KEY, Account


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
    if account == device.account:
        stop_if_removed(device)


def make_more_pre_keys(device: Device, _remote: Remote, _notice: FewPreKeys) -> None:
    """Few one-time pre keys are said to be left: make more. At worst, there are too many."""
    with device.transaction():
        post(device, make_pre_keys(device))
