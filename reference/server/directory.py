"""The directory: accounts, each with its primary's key, its signed list and its devices."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from mdaudit.reference.protocol.account import (
    ListPublication,
    Registration,
    ShownAccount,
    ShownDevice,
)
from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.device_hash import device_hash
from mdaudit.reference.protocol.notice import DevicesChanged
from mdaudit.reference.server import pre_keys
from mdaudit.reference.server.call import Call
from mdaudit.reference.server.devices import begin_routing, devices_of, end_routing
from mdaudit.reference.server.lists import check_follows, known_list, read_list
from mdaudit.reference.server.refusal import Refusal
from mdaudit.reference.server.tables import ACCOUNTS, BLOBS, DEVICES, PATCHES
from mdaudit.reference.server.watchers import tell_watchers, watch
from mdaudit.spec.reading import holds
from mdaudit.spec.revocation.notices import connection_is_of_a_listed_device
from mdaudit.spec.sorts import PRIMARY, IdentityKey, Index, RawId
from mdaudit.spec.state.signed import SignedList


def register(call: Call, registration: Registration) -> None:
    """A primary registers its account. One that was there is replaced, with all its devices.

    Whoever shows the first list of a key that the account does not have begins it anew: that the
    telephone number is theirs is outside of this reference. The same registration again changes
    nothing.

    Raises:
        Refusal: the account's name is no telephone number, or the list is not the primary's.
    """
    account = call.name("account")
    _check_account(account)
    key, life = IdentityKey(registration.identity_key), RawId(registration.raw_id)
    offered = read_list(key, registration.signed_list, life)
    if offered.valid_indexes - {PRIMARY}:
        raise Refusal(409, "unknown devices", "begin with a list that names no companion")
    shown = {"identity_key": key, "raw_id": life, "signed_list": registration.signed_list}
    old = _row(call, account)
    if old is None:
        call.connection.execute(insert(ACCOUNTS).values(shown | {"account": account}))
    elif old.identity_key == key and old.signed_list == registration.signed_list:
        return
    else:
        _clear(call, account, shown)
    _begin_primary(call, Address(account, PRIMARY), registration)


def publish(call: Call, publication: ListPublication) -> None:
    """The primary hands a new list over.

    Raises:
        Refusal: another device asks, or the list cannot take the place of the one that is there.
    """
    account = call.primary()
    if account != call.name("account"):
        raise Refusal(403, "not the primary", "publish lists of the own account")
    take_list(call, publication.signed_list, RawId(publication.raw_id))


def show(call: Call) -> ShownAccount:
    """Show an account, and remember who asked.

    Raises:
        Refusal: there is no such account.
    """
    account = call.name("account")
    shown = call.voice.account(call, account)
    watch(call, account)
    held = call.query.get("held", "").lower()
    unchanged = shown.signed_list is not None and held == sha256(shown.signed_list).hexdigest()
    if not unchanged:
        return shown
    return ShownAccount(
        shown.account, shown.identity_key, shown.raw_id, signed_list=None, devices=shown.devices
    )


def take_list(call: Call, octets: bytes, life: RawId) -> SignedList:
    """Take the newest list of the asking primary; who is not on it loses its routing (REV-4).

    Raises:
        Refusal: the list cannot take the place of the one that is there.
    """
    account = call.primary()
    row = account_row(call, account)
    offered = read_list(IdentityKey(row.identity_key), octets, life)
    if octets == row.signed_list:
        return offered
    check_follows(known_list(row.signed_list), offered)
    before = entry(call, account)
    values = {"signed_list": octets, "raw_id": life}
    call.connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.account == account).values(values))
    removed = call.voice.unrouted(call, before, unlisted(call, account, offered, RawId(row.raw_id)))
    for device in removed:
        end_routing(call, Address(account, device))
    tell_watchers(call, account, DevicesChanged(account, removed=tuple(sorted(removed))))
    return offered


def unlisted(call: Call, account: str, newest: SignedList, life_before: RawId) -> set[int]:
    """The devices that the newest list does not name; in another life, every companion."""
    begins = newest.list_life != life_before
    return {
        device
        for device in devices_of(call, account)
        if not holds(connection_is_of_a_listed_device, newest, Index(device))
        or (begins and device != PRIMARY)
    }


def entry(call: Call, account: str) -> ShownAccount:
    """An account as it is.

    Raises:
        Refusal: there is no such account.
    """
    row = account_row(call, account)
    columns = (DEVICES.c.device, DEVICES.c.identity_key, DEVICES.c.signed_device_identity)
    of_companions = (DEVICES.c.account == account, DEVICES.c.device != PRIMARY)
    rows = call.connection.execute(
        select(*columns).where(*of_companions).order_by(DEVICES.c.device)
    )
    devices = tuple(ShownDevice(*device) for device in rows)
    return ShownAccount(account, row.identity_key, row.raw_id, row.signed_list, devices)


def show_list(call: Call) -> bytes:
    """The signed list alone, for whoever asks: a removed companion cannot log in any more."""
    return bytes(account_row(call, call.name("account")).signed_list)


def account_row(call: Call, account: str) -> Row[Any]:
    """The account in its table.

    Raises:
        Refusal: there is no such account.
    """
    row = _row(call, account)
    if row is None:
        raise Refusal(404, f"unknown account {account}", "ask whether it is spelled like that")
    return row


def _row(call: Call, account: str) -> Row[Any] | None:
    found = select(ACCOUNTS).where(ACCOUNTS.c.account == account)
    return call.connection.execute(found).one_or_none()


def _check_account(account: str) -> None:
    try:
        device_hash(account, {PRIMARY})
    except ValueError:
        raise Refusal(400, "no account", "name it by a telephone number: digits") from None


def _clear(call: Call, account: str, shown: dict[str, Any]) -> None:
    """The account begins anew: everything that belonged to its old devices goes."""
    old = devices_of(call, account)
    for device in old:
        end_routing(call, Address(account, device))
    for table in (PATCHES, BLOBS):
        call.connection.execute(delete(table).where(table.c.account == account))
    call.connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.account == account).values(shown))
    removed = tuple(sorted(old - {PRIMARY}))
    tell_watchers(call, account, DevicesChanged(account, removed=removed))


def _begin_primary(call: Call, who: Address, registration: Registration) -> None:
    key = IdentityKey(registration.identity_key)
    described: dict[str, Any] = {"identity_key": key, "signed_device_identity": None}
    described |= {"name": registration.name, "platform": registration.platform}
    begin_routing(call, who, described | pre_keys.columns(key, registration.keys))
    pre_keys.add(call, who, registration.keys.one_time)
