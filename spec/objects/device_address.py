"""Device addresses: how the server names one device of one user."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mdaudit.spec.objects.malformed import Malformed

DEVICE_END = 2**16
"""One more than the largest device number."""

USER = r"[0-9]{1,20}"
SERVER = r"[a-z]+(?:\.[a-z]+)*"
DEVICE = r"0|[1-9][0-9]{0,4}"
ADDRESS = re.compile(rf"(?P<user>{USER})(?:\.0)?(?::(?P<device>{DEVICE}))?@(?P<server>{SERVER})")
"""``user@server``, ``user:device@server``, and either with the agent 0 after the user."""


@dataclass(frozen=True)
class DeviceAddress:
    """One device of one user.

    Source: open clients agree; that users are numbers holds for people, not for bots.

    Raises:
        ValueError: a part has no spelling; the caller is at fault.
    """

    user: str
    """A telephone number or a hidden user number: 1 to 20 digits."""

    device: int
    """0 is the primary; at most 65535. This is not the key index."""

    server: str
    """The kind of user: ``s.whatsapp.net`` for telephone numbers, ``lid`` for hidden ones."""

    def __post_init__(self) -> None:
        fits = re.fullmatch(USER, self.user) and re.fullmatch(SERVER, self.server)
        if not fits or not 0 <= self.device < DEVICE_END:
            raise ValueError(f"expected user, device and server, got {self!r}")

    def in_full(self) -> str:
        """The spelling that hashes are over: ``user.0:device@server``, nothing left out.

        >>> DeviceAddress("5511999999999", 0, "s.whatsapp.net").in_full()
        '5511999999999.0:0@s.whatsapp.net'
        """
        return f"{self.user}.0:{self.device}@{self.server}"


def decode_device_address(text: str) -> DeviceAddress:
    """Read an address; no device means 0.

    >>> decode_device_address("5511999999999:3@s.whatsapp.net").device
    3

    Raises:
        Malformed: the text is no address of a device.
    """
    found = ADDRESS.fullmatch(text)
    device = int(found["device"] or 0) if found else DEVICE_END
    if found is None or device >= DEVICE_END:
        raise Malformed("device address", "user:device@server", f"{text!r}", 0)
    return DeviceAddress(found["user"], device, found["server"])
