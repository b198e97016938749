"""Sessions begin from bundles, and a bundle is the server's word.

The identity key in it has to be the one that this device accepted before, by a certificate or as
the pin. A bundle with another key is put to the same step as any device that the server shows,
which refuses it: as device 0 (DEV-0), or because no certificate is for that key (DEV-1).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.messages.pairwise import Partner, begin, sessions_with
from mdaudit.reference.client.remote import Remote
from mdaudit.reference.protocol.prekeys import Bundle
from mdaudit.reference.sessions import OneTimePreKey, PreKeyBundle, SignedPreKey
from mdaudit.spec.objects import Malformed
from mdaudit.spec.reading import NotPossible, Refused
from mdaudit.spec.sorts import Account, IdentityKey


@dataclass(frozen=True)
class Unreached:
    """A device for which no session could begin."""

    partner: Partner
    reason: str
    """Why, in words."""


def begin_missing(device: Device, remote: Remote, partners: Iterable[Partner]) -> list[Unreached]:
    """Begin a session with each of these devices that has none.

    Raises:
        ServerError: the server could not be asked.
    """
    missing = [one for one in partners if not sessions_with(device, one).sessions]
    return begin_anew(device, remote, missing)


def begin_anew(device: Device, remote: Remote, partners: Iterable[Partner]) -> list[Unreached]:
    """Begin another session with each of these devices.

    Raises:
        ServerError: the server could not be asked.
    """
    unreached: list[Unreached] = []
    for account, of_account in groupby(sorted(partners), key=lambda one: one.account):
        wanted = list(of_account)
        bundles = _bundles(remote, account, wanted)
        for partner in wanted:
            reason = _begin(device, partner, bundles.get(partner.index))
            unreached += [Unreached(partner, reason)] if reason else []
    return unreached


def _bundles(remote: Remote, account: Account, wanted: list[Partner]) -> dict[int, Bundle]:
    answer = remote.bundles(account, tuple(one.index for one in wanted))
    return {bundle.device: bundle for bundle in answer.bundles}


def _begin(device: Device, partner: Partner, bundle: Bundle | None) -> str:
    """Begin one session; why that did not work, or nothing."""
    if bundle is None:
        return "the server has no keys of this device"
    try:
        with device.transaction():
            _believe(device, partner, bundle)
            begin(device, partner, _read(bundle))
    except (Refused, NotPossible, Malformed) as problem:
        return str(problem)
    return ""


def _believe(device: Device, partner: Partner, bundle: Bundle) -> None:
    """Ask the step about a bundle's key, unless it is the one that was accepted.

    Raises:
        Refused: the key is not one of the account's, as it should be.
        NotPossible: it is, but it is not the key of this partner.
    """
    key = IdentityKey(bundle.identity_key)
    if key != partner.key:
        certificate = bundle.signed_device_identity
        device.peer.receive_device(partner.account, partner.index, key, certificate, device.clock())
        raise NotPossible("the keys are of another device than the one that is known")


def _read(bundle: Bundle) -> PreKeyBundle:
    signed, one_time = bundle.signed, bundle.one_time
    return PreKeyBundle(
        bundle.registration_id,
        IdentityKey(bundle.identity_key),
        SignedPreKey(signed.id, signed.public, signed.signature),
        None if one_time is None else OneTimePreKey(one_time.id, one_time.public),
    )
