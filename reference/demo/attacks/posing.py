"""A device of the server's own is shown as Alice's tablet."""

from __future__ import annotations

from typing import ClassVar

from mdaudit.reference.demo.attacks.attack import Attack
from mdaudit.reference.demo.eavesdropper import Eavesdropper


class Posing(Attack):
    """Bob, who has not met Alice yet, writes to her."""

    rule: ClassVar[str]
    """What refuses the device."""

    def happen(self) -> None:
        """The device is refused, and nothing is encrypted for it."""
        self.turn()
        self.bob_writes("Nice to meet you", {0, 1})
        self.answered(self.rule)
        self.telling.tell("Copies: Alice's phone and laptop, whose certificates are hers.")
        self.overheard(Eavesdropper(), [], "the false device's keys")


class InjectedDevice(Posing):
    """A certificate by a key that is not Alice's."""

    mode = "injected-device"
    tries = "a device of its own in the tablet's place, with a certificate by a key that it made"
    rule = "DEV-1"


class StrippedIdentity(Posing):
    """No certificate."""

    mode = "stripped-identity"
    tries = "a device of its own in the tablet's place, without any certificate"
    rule = "DEV-4"


class EmbeddedForeignKey(Posing):
    """A certificate with the key in it that it is to be checked with."""

    mode = "embedded-foreign-key"
    tries = "a device of its own, with a certificate that brings the key to check it along"
    rule = "DEV-5"
