"""The directory: the server is asked for an account, and the steps decide what to believe.

* A list that is held is named to the server, which may then leave it out. From the refresh age on
  it is not named any more: a confirmation renews nothing (LIST-8), only a newer list does.
* What is refused is told to the user and stops nothing else: a forged device beside an honest list
  is left out, and the list is held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.conversation import tell, tell_refusal
from mdaudit.reference.client.messages.pairwise import forget_strangers
from mdaudit.reference.client.remote import Remote
from mdaudit.reference.parties.listener import Listener
from mdaudit.reference.parties.rows import rows_of
from mdaudit.reference.protocol.account import ShownAccount, ShownDevice
from mdaudit.spec.logic import later
from mdaudit.spec.reading import Refused, holds
from mdaudit.spec.revocation.notices import removed_by_a_signed_list
from mdaudit.spec.sorts import NEVER, NO_KEY, PRIMARY, Account, IdentityKey, Index, RawId
from mdaudit.spec.state.signed import NO_LIST, list_time


@dataclass
class Learned:
    """What an answer of the directory brought."""

    account: Account
    identity_changed: bool = False
    """Another primary key was pinned than before."""
    refused: list[Refused] = field(default_factory=list)
    """What the server showed and a rule refused, in order."""


def refresh(device: Device, remote: Remote, account: Account) -> Learned:
    """Ask for an account, and take the steps that the answer allows.

    Raises:
        ServerError: the server could not be asked, or has no such account.
    """
    shown = remote.account(account, _list_to_name(device, account))
    if shown.signed_list is None and _key(shown) != device.party.state.pin(device.name, account):
        shown = remote.account(account)
    with device.transaction():
        return _take(device, account, shown)


def refresh_if_needed(device: Device, remote: Remote, account: Account) -> Learned | None:
    """Ask for an account if there is a reason to; None if there was none.

    Raises:
        ServerError: the server could not be asked, or has no such account.
    """
    return refresh(device, remote, account) if is_wanted(device, account) else None


def is_wanted(device: Device, account: Account) -> bool:
    """Whether there is a reason to ask: no list, an ageing one, or word of a newer one."""
    s, client = device.party.state, device.name
    return (
        s.pin(client, account) == NO_KEY
        or s.query_wanted(client, account)
        or s.deadline(client, account) != NEVER
        or not is_young(device, account)
    )


def is_young(device: Device, account: Account) -> bool:
    """Whether the held list of an account is younger than the age from which on it is renewed."""
    s = device.party.state
    held = s.held(device.name, account)
    ages = later(list_time(held), s.policy.refresh_age)
    return held != NO_LIST and device.clock() < ages


def was_removed(device: Device, account: Account, index: Index) -> bool:
    """Whether an index is one that the held list could name, and does not."""
    s = device.party.state
    could = PRIMARY < index <= s.mark(device.name, account)
    return could and holds(removed_by_a_signed_list, s, device.name, account, index)


def _list_to_name(device: Device, account: Account) -> bytes | None:
    """The held list, while it is young enough to be confirmed."""
    if not is_young(device, account):
        return None
    held = device.party.state.held(device.name, account)
    return device.party.seen.octets(held.name)


def _key(shown: ShownAccount) -> IdentityKey:
    return IdentityKey(shown.identity_key)


def _take(device: Device, account: Account, shown: ShownAccount) -> Learned:
    learned = Learned(account)
    taken = _attempt(
        device, learned, "another identity was refused", lambda: _pin(device, learned, shown)
    )
    if taken:
        _take_list(device, learned, shown.signed_list)
        _take_devices(device, learned, shown.devices)
        _end_sessions(device, account)
    Listener(device.name, device.party).has_asked(account)
    return learned


def _attempt(device: Device, learned: Learned, what: str, step: Callable[[], None]) -> bool:
    """Take a step; a refusal is told and collected. Returns whether it was taken."""
    try:
        step()
    except Refused as refused:
        learned.refused.append(refused)
        tell_refusal(device, learned.account, what, refused)
        return False
    return True


def _pin(device: Device, learned: Learned, shown: ShownAccount) -> None:
    """Pin the key that is shown, if it is not the pinned one."""
    before = device.party.state.pin(device.name, learned.account)
    if _key(shown) == before:
        return
    device.peer.pin(learned.account, _key(shown), RawId(shown.raw_id), device.clock())
    if before != NO_KEY:
        learned.identity_changed = True
        tell(device, learned.account, "the identity of this contact has changed: compare codes")


def _take_list(device: Device, learned: Learned, signed_list: bytes | None) -> None:
    account, clock = learned.account, device.clock()
    if signed_list is None:
        device.peer.confirm_unchanged(account, clock)
    else:
        _attempt(
            device,
            learned,
            "a device list was refused",
            lambda: device.peer.receive_list(account, signed_list, clock),
        )


def _take_devices(device: Device, learned: Learned, shown: Iterable[ShownDevice]) -> None:
    for one in shown:
        index, key = Index(one.device), IdentityKey(one.identity_key)
        if not device.party.state.knows(device.name, learned.account, index, key):
            _take_device(device, learned, index, key, one.signed_device_identity)


def _take_device(
    device: Device, learned: Learned, index: Index, key: IdentityKey, certificate: bytes | None
) -> None:
    account, clock = learned.account, device.clock()
    _attempt(
        device,
        learned,
        f"device {index} was refused",
        lambda: device.peer.receive_device(account, index, key, certificate, clock),
    )


def _end_sessions(device: Device, account: Account) -> None:
    """End the sessions with companions that are gone."""
    for index, key in rows_of(device.party.state.knows.at(device.name, account)):
        if was_removed(device, account, index):
            device.peer.end_session(account, index, key, device.clock())
    forget_strangers(device, account)
