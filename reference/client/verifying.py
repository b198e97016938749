"""Verifying a contact: what this user shows and sees, and what follows from it.

The code is made of all device keys of both users, as the lists say that are held after both were
asked for (VER-4). Hosted devices do not count. Comparing it marks the contact's *primary*, so the
mark stays when either user links or removes a companion, although the code changes: whoever
compared once need not compare again (VER-2).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.linking.qr_picture import read_qr, write_qr
from mdaudit.reference.client.lists.directory import refresh
from mdaudit.reference.client.own.channel import meet_companions
from mdaudit.reference.client.own.contacts import hand_over_contacts
from mdaudit.reference.client.remote import Remote
from mdaudit.reference.parties.comparer import Comparer
from mdaudit.reference.signed.fingerprint import (
    CombinedFingerprint,
    decode_fingerprint,
    encode_fingerprint,
)
from mdaudit.spec.objects.security_code import Fingerprinted, security_code
from mdaudit.spec.sorts import NO_KEY, PRIMARY, Account, IdentityKey, Index
from mdaudit.spec.state.signed import certificate_is_hosted

DIGITS: Final = re.compile(r"[0-9]{60}")
"""A code, without the spaces between its groups."""


class NotComparableError(Exception):
    """There is no code to compare: a key is missing, or what was given is none of these two."""

    def __init__(self, expected: str, got: str, next_step: str) -> None:
        super().__init__(f"comparing: expected {expected}, got {got}; {next_step}")


def ask_for_both(device: Device, remote: Remote, account: Account) -> None:
    """Ask for both lists, so that the code is made of what is newest.

    Raises:
        ServerError: the server could not be asked, or has no such account.
    """
    for asked in dict.fromkeys((device.account, account)):
        refresh(device, remote, asked)


def code_with(device: Device, account: Account) -> str:
    """The 60 digits that both users see if they see the same keys.

    Raises:
        NotComparableError: the key of a listed device is not known, or it is the own account.
    """
    if account == device.account:
        raise NotComparableError("another account", "the own one", "name a contact")
    return security_code(_user(device, device.account), _user(device, account))


def show_picture(device: Device, account: Account, file: Path) -> None:
    """Write the picture that the other user scans.

    Raises:
        NotComparableError: the key of a listed device is not known.
        PictureError: the file cannot be written.
    """
    own, other = _user(device, device.account), _user(device, account)
    write_qr(encode_fingerprint(CombinedFingerprint(own, other)), file)


def compare_digits(device: Device, remote: Remote, account: Account, typed: str) -> None:
    """The user typed, or read, the digits on the other's screen.

    Raises:
        NotComparableError: they are no 60 digits.
        Refused: they are other digits (VER-4).
    """
    seen = re.sub(r"\s", "", typed)
    if not DIGITS.fullmatch(seen):
        got = f"{len(seen)} other characters"
        raise NotComparableError("60 digits", got, "read the other's screen again")
    own = code_with(device, account)
    _compare(device, remote, account, own.encode(), seen.encode())


def compare_picture(device: Device, remote: Remote, account: Account, file: Path) -> None:
    """The user scanned the picture on the other's screen.

    Raises:
        PictureError: the file shows no QR code.
        Malformed: the code is none of a comparison.
        NotComparableError: it is about two other users.
        Refused: the other one holds other keys (VER-4).
    """
    seen = decode_fingerprint(read_qr(file))
    own, other = _user(device, device.account), _user(device, account)
    if (seen.local.name, seen.remote.name) != (other.name, own.name):
        expected = f"what {account} shows to {device.account}"
        raise NotComparableError(expected, "a code of other users", "scan the other's screen")
    expected_there = CombinedFingerprint(other, own)
    octets = encode_fingerprint(seen)
    _compare(device, remote, account, encode_fingerprint(expected_there), octets)


def confirm_change(device: Device, account: Account) -> None:
    """The user goes on although a verified contact has another identity (VER-3).

    Raises:
        NotPossible: there is no change to confirm.
    """
    with device.transaction():
        Comparer(device.name, device.party).confirm_change(account, device.clock())


def is_verified(device: Device, account: Account) -> bool:
    """Whether the contact is marked as verified."""
    return device.party.state.verified(device.name, account)


def is_unconfirmed(device: Device, account: Account) -> bool:
    """Whether a verified contact's identity changed, and the user did not confirm it yet."""
    return device.party.state.unconfirmed(device.name, account)


def _compare(device: Device, remote: Remote, account: Account, own: bytes, seen: bytes) -> None:
    """Put what was seen to the step; a primary tells companions that do not know the contact."""
    with device.transaction():
        Comparer(device.name, device.party).compare(account, own, seen, device.clock())
    if device.is_primary:
        companions = meet_companions(device, remote)
        with device.transaction():
            hand_over_contacts(device, companions, [account])


def _user(device: Device, account: Account) -> Fingerprinted:
    """The keys of all devices of a user that are not hosted, as the held list says."""
    s, client = device.party.state, device.name
    keys = {PRIMARY: s.pin(client, account)}
    for index in sorted(s.held(client, account).valid_indexes - {PRIMARY}):
        key = s.key_at(client, account, index)
        if not _is_hosted(device, account, index, key):
            keys[index] = key
    unknown = [index for index, key in keys.items() if key == NO_KEY]
    if unknown:
        got = f"none of device {unknown[0]} of {account}"
        raise NotComparableError("a key of every listed device", got, "try again later")
    return Fingerprinted(account.encode(), tuple(keys.values()))


def _is_hosted(device: Device, account: Account, index: Index, key: IdentityKey) -> bool:
    shown = device.party.state.evidence(device.name, account, index, key)
    return certificate_is_hosted(shown)
