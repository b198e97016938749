"""Pre keys: a device uploads them, others get them in bundles, each one-time key once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import func, insert, select, update

from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.notice import FewPreKeys
from mdaudit.reference.protocol.part import read, spelled
from mdaudit.reference.protocol.prekeys import (
    Bundle,
    BundleRequest,
    Bundles,
    OneTimePreKey,
    PreKeyCount,
    PreKeys,
    SignedPreKey,
)
from mdaudit.reference.server.call import Call
from mdaudit.reference.server.devices import identity_key_of
from mdaudit.reference.server.notices import tell
from mdaudit.reference.server.refusal import Refusal
from mdaudit.reference.server.tables import DEVICES, ONE_TIME_PRE_KEYS, of_device
from mdaudit.reference.sessions.public_key import serialised
from mdaudit.spec.device_list.bundles import pre_key_is_signed
from mdaudit.spec.objects import signature_holds
from mdaudit.spec.reading import holds
from mdaudit.spec.sorts import IdentityKey

FEW: Final = 5
"""With fewer one-time keys left, a device is told to upload more; open clients agree on 5."""

MOST_ONE_TIME_KEYS: Final = 1000
"""So many one-time keys the server keeps ready for a device."""


def upload(call: Call, keys: PreKeys) -> PreKeyCount:
    """Replace the signed key of the asking device, and add its one-time keys.

    Raises:
        Refusal: the signed key is not signed by the device, or there are too many keys.
    """
    described = columns(identity_key_of(call, call.sender), keys)
    of_sender = of_device(DEVICES, call.sender)
    call.connection.execute(update(DEVICES).where(*of_sender).values(described))
    add(call, call.sender, keys.one_time)
    return PreKeyCount(left(call, call.sender))


def bundles(call: Call, wanted: BundleRequest) -> Bundles:
    """Give out what is needed to write to devices of an account; unknown devices are left out.

    Raises:
        Refusal: there is no such account.
    """
    return Bundles(call.voice.bundles(call, call.name("account"), frozenset(wanted.devices)))


def columns(identity_key: IdentityKey, keys: PreKeys) -> dict[str, Any]:
    """What a device's row says of its pre keys.

    Raises:
        Refusal: the device did not sign its signed pre key (BND-1).
    """
    signed = signature_holds(identity_key, serialised(keys.signed.public), keys.signed.signature)
    if not holds(pre_key_is_signed, identity_key, signed):
        raise Refusal(403, "wrong signature", "sign the pre key with the identity key")
    return {"registration_id": keys.registration_id, "signed_pre_key": spelled(keys.signed)}


def add(call: Call, who: Address, keys: Iterable[OneTimePreKey]) -> None:
    """Add one-time keys. An id that was there before stays as it was, used or not.

    Raises:
        Refusal: there would be too many.
    """
    of_the_device = of_device(ONE_TIME_PRE_KEYS, who)
    known = set(call.connection.scalars(select(ONE_TIME_PRE_KEYS.c.id).where(*of_the_device)))
    row = {"account": who.account, "device": who.device, "handed_out": False}
    new = {key.id: row | {"id": key.id, "public": key.public} for key in keys}
    rows = [row for number, row in new.items() if number not in known]
    if left(call, who) + len(rows) > MOST_ONE_TIME_KEYS:
        raise Refusal(429, "too many pre keys", f"keep at most {MOST_ONE_TIME_KEYS} here")
    if rows:
        call.connection.execute(insert(ONE_TIME_PRE_KEYS), rows)


def left(call: Call, who: Address) -> int:
    """How many one-time keys of a device are left."""
    count = select(func.count()).select_from(ONE_TIME_PRE_KEYS)
    ready = (*of_device(ONE_TIME_PRE_KEYS, who), ~ONE_TIME_PRE_KEYS.c.handed_out)
    return call.connection.scalar(count.where(*ready)) or 0


def bundle(call: Call, who: Address) -> Bundle:
    """A bundle of a device that is there, with a one-time key that nobody else gets."""
    row = call.connection.execute(select(DEVICES).where(*of_device(DEVICES, who))).one()
    return Bundle(
        who.device,
        row.registration_id,
        row.identity_key,
        read(row.signed_pre_key, SignedPreKey),
        _hand_out(call, who),
        row.signed_device_identity,
    )


def _hand_out(call: Call, who: Address) -> OneTimePreKey | None:
    table = ONE_TIME_PRE_KEYS
    of_the_device = of_device(table, who)
    ready = select(table.c.id, table.c.public).where(*of_the_device, ~table.c.handed_out)
    row = call.connection.execute(ready.order_by(table.c.id).limit(1)).one_or_none()
    if row is None:
        return None
    handed_out = update(table).where(*of_the_device, table.c.id == row.id).values(handed_out=True)
    call.connection.execute(handed_out)
    remaining = left(call, who)
    if remaining < FEW:
        tell(call, who, FewPreKeys(remaining))
    return OneTimePreKey(row.id, row.public)
