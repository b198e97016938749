"""How an attempt becomes a device: the primary approves, the companion signs back.

The server looks at both signatures. It need not: whoever writes to the device looks as well. But a
device that nobody would serve is of no use to its owner.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.linking import Approval, Completion
from mdaudit.reference.protocol.notice import DevicesChanged, Linked
from mdaudit.reference.protocol.part import read, spelled
from mdaudit.reference.server import pre_keys
from mdaudit.reference.server.call import Call
from mdaudit.reference.server.devices import begin_routing, devices_of
from mdaudit.reference.server.directory import account_row, take_list
from mdaudit.reference.server.linking import own_attempt, referred_attempt, remember, said_before
from mdaudit.reference.server.lists import known_list
from mdaudit.reference.server.notices import tell
from mdaudit.reference.server.refusal import Refusal
from mdaudit.reference.server.watchers import tell_watchers
from mdaudit.spec.objects import (
    Malformed,
    account_signature_holds,
    decode_signed_device_identity,
    device_signature_holds,
)
from mdaudit.spec.objects.device_address import DEVICE_END
from mdaudit.spec.reading import holds
from mdaudit.spec.revocation.notices import connection_is_of_a_listed_device
from mdaudit.spec.sorts import PRIMARY, IdentityKey, Index, RawId


def approve(call: Call, approval: Approval) -> None:
    """The primary approves the companion whose code it scanned, and hands over the new list.

    Raises:
        Refusal: there is no such open attempt, it has been approved, or the list is no such list.
    """
    row = referred_attempt(call, approval.reference)
    said = spelled(approval)
    if said_before(call, row, "approval", said):
        return
    account = call.primary()
    if not PRIMARY < approval.device < DEVICE_END or approval.device in devices_of(call, account):
        raise Refusal(409, "number is taken", "give the companion a number of its own")
    life = RawId(account_row(call, account).raw_id)
    offered = take_list(call, approval.signed_list, life)
    if not holds(connection_is_of_a_listed_device, offered, Index(approval.device)):
        raise Refusal(409, "device not listed", "sign a list that names it")
    remember(call, row, approval=said, account=account, device=approval.device)


def complete(call: Call, completion: Completion) -> None:
    """The companion signed back: it is a device from now on, and the attempt has ended.

    Raises:
        Refusal: the attempt is not approved or has ended, the device is not listed any more, or a
            signature does not hold.
    """
    row = own_attempt(call)
    said = spelled(completion)
    if said_before(call, row, "completion", said):
        return
    if row.approval is None:
        raise Refusal(409, "not approved", "wait for the primary")
    who = Address(row.account, row.device)
    account = account_row(call, who.account)
    if not holds(
        connection_is_of_a_listed_device, known_list(account.signed_list), Index(who.device)
    ):
        raise Refusal(403, "not linked", "begin another attempt")
    companion = IdentityKey(read(row.approval, Approval).companion_key)
    _check_identity(account, companion, who, completion.signed_device_identity)
    _begin_companion(call, who, companion, completion)
    remember(call, row, completion=said)
    tell(call, Address(who.account, PRIMARY), Linked(who.device, completion.signed_device_identity))
    tell_watchers(call, who.account, DevicesChanged(who.account, added=(who.device,)))


def _check_identity(
    account: Row[Any], companion: IdentityKey, who: Address, received: bytes
) -> None:
    """Check that both signed the identity of this device, in the account's present life."""
    try:
        signed = decode_signed_device_identity(received)
    except Malformed as problem:
        raise Refusal(400, "unreadable identity", str(problem)) from None
    primary = IdentityKey(account.identity_key)
    if (signed.claims.raw_id, signed.claims.key_index) != (account.raw_id, who.device):
        raise Refusal(409, "another device", "send the identity that the primary signed")
    if not account_signature_holds(primary, companion, signed):
        raise Refusal(403, "wrong signature", "send the identity that the primary signed")
    if not device_signature_holds(primary, companion, signed):
        raise Refusal(403, "wrong signature", "sign the identity back")


def _begin_companion(
    call: Call, who: Address, companion: IdentityKey, completion: Completion
) -> None:
    described = {
        "identity_key": companion,
        "signed_device_identity": completion.signed_device_identity,
        "name": completion.name,
        "platform": completion.platform,
    }
    begin_routing(call, who, described | pre_keys.columns(companion, completion.keys))
    pre_keys.add(call, who, completion.keys.one_time)
