"""App state: a row of patches for each account, encrypted and in order."""

from __future__ import annotations

from sqlalchemy import func, insert, select

from mdaudit.reference.protocol.address import Address
from mdaudit.reference.protocol.app_state import Patches, StoredPatch
from mdaudit.reference.protocol.notice import PatchWritten
from mdaudit.reference.server.call import Call
from mdaudit.reference.server.devices import devices_of
from mdaudit.reference.server.notices import tell
from mdaudit.reference.server.refusal import Refusal
from mdaudit.reference.server.tables import PATCHES


def show_patches(call: Call) -> Patches:
    """The patches of the asking account that come after a version.

    Raises:
        Refusal: the version is no number.
    """
    after = call.number(call.query.get("after", "0"), "after")
    own = (PATCHES.c.account == call.sender.account, PATCHES.c.version > after)
    found = select(PATCHES.c.version, PATCHES.c.patch).where(*own).order_by(PATCHES.c.version)
    return Patches(tuple(StoredPatch(*row) for row in call.connection.execute(found)))


def write_patch(call: Call, written: StoredPatch) -> None:
    """Take the next patch, and tell the account's other devices. The same one again is no problem.

    Raises:
        Refusal: it is not the next one.
    """
    account = call.sender.account
    own = PATCHES.c.account == account
    last = call.connection.scalar(select(func.max(PATCHES.c.version)).where(own)) or 0
    if written.version != last + 1:
        there = select(PATCHES.c.patch).where(own, PATCHES.c.version == written.version)
        if call.connection.scalar(there) == written.patch:
            return
        raise Refusal(409, "not the next patch", "fetch the patches that came before")
    row = {"account": account, "version": written.version, "patch": written.patch}
    call.connection.execute(insert(PATCHES).values(row))
    for device in sorted(devices_of(call, account) - {call.sender.device}):
        tell(call, Address(account, device), PatchWritten(written.version))
