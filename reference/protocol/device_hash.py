"""The participant hash of an account's devices, as `Submission` and the server compare it."""

from __future__ import annotations

from collections.abc import Iterable

from mdaudit.spec.objects.device_address import DeviceAddress
from mdaudit.spec.objects.participant_hash import participant_hash

ADDRESS_SERVER = "s.whatsapp.net"
"""The kind of user that an account here is: a telephone number."""


def device_hash(account: str, devices: Iterable[int]) -> str:
    """Name the devices of an account: all that it has, the primary and the sender's own included.

    Raises:
        ValueError: the account is no telephone number, or a number is no device's.
    """
    return participant_hash({DeviceAddress(account, d, ADDRESS_SERVER) for d in devices})
