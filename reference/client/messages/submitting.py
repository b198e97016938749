"""Envelopes of one message become a submission in the outbox."""

from __future__ import annotations

from collections.abc import Iterable

from mdaudit.reference.client.device import Device
from mdaudit.reference.client.outbox import post, waiting
from mdaudit.reference.protocol.device_hash import device_hash
from mdaudit.reference.protocol.envelope import Kind, Outgoing, Submission
from mdaudit.spec.state.signed import NO_CERTIFICATE


def submit(
    device: Device,
    message: str,
    envelopes: Iterable[Outgoing],
    *,
    group: str | None = None,
    whole: Iterable[str] = (),
) -> None:
    """Put a message for these devices into the outbox. In the transaction that encrypted it.

    `whole` are the accounts of which all devices are served; the server compares them with its own.
    """
    outgoing = tuple(envelopes)
    begins = any(one.kind is Kind.PRE_KEY for one in outgoing)
    post(
        device,
        Submission(
            message,
            outgoing,
            group,
            _own_certificate(device) if begins else None,
            {account: _hash(device, account, outgoing) for account in whole},
        ),
    )


def waits(device: Device, message: str) -> bool:
    """Whether a copy of a message waits in the outbox."""
    return any(one.message == message for one in waiting(device, Submission))


def _own_certificate(device: Device) -> bytes | None:
    """The device's own certificate with both signatures; None for a primary, which has none."""
    own = (device.account, device.index, device.keys.public)
    evidence = device.party.state.evidence(device.name, *own)
    return None if evidence == NO_CERTIFICATE else device.party.seen.octets(evidence.name)


def _hash(device: Device, account: str, outgoing: Iterable[Outgoing]) -> str:
    served = {one.to.device for one in outgoing if one.to.account == account}
    own = {device.index} if account == device.account else set()
    return device_hash(account, served | own)
