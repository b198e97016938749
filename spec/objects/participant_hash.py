"""The participant hash: a short name for the set of devices that a message went to.

Sender and server compare it to notice that one of them knows of a device that the other does not.
It has 48 bits and no key, so it shows accidents and not attacks: whoever chooses the devices can
find two sets with one hash, and the server can answer whatever it likes.

The spellings are sorted and joined with nothing in between. They are read back in one way all the
same: a user has digits only, and a server has none.

Source: open clients agree; the hash of no device is in the server's list of common words.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Set as AbstractSet
from hashlib import sha256

from mdaudit.spec.objects.device_address import DeviceAddress

PREFIX = "2:"
"""The version of the hash."""

LENGTH = 6
"""Bytes of the SHA-256 that are kept: eight characters in base64."""


def participant_hash(devices: AbstractSet[DeviceAddress]) -> str:
    """Name the set of devices; in a group it contains the sender's own.

    >>> participant_hash(frozenset())
    '2:47DEQpj8'
    >>> participant_hash({DeviceAddress("5511999999999", 3, "s.whatsapp.net")})
    '2:5s+YxCff'
    """
    joined = "".join(sorted(device.in_full() for device in devices))
    return PREFIX + b64encode(sha256(joined.encode("ascii")).digest()[:LENGTH]).decode("ascii")
