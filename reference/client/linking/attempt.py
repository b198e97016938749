"""One attempt of a companion at being linked, from its first code to its end.

Its secret is sealed in the store, so that the companion can go on after it was interrupted, and is
forgotten when the attempt ends (LINK-6). Another attempt is another store, with another key
(LINK-8).
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from mdaudit.reference.client.device import Device
from mdaudit.reference.protocol.linking import Attempt as Known
from mdaudit.reference.sessions.stored import StoredForm
from mdaudit.reference.signed.signing import KeyPair
from mdaudit.spec.objects.linking import LINKING_SECRET_LENGTH
from mdaudit.spec.objects.qr_code import QrCode
from mdaudit.spec.sorts import Time

NAME: Final = "linking-secret"
"""The name of the secret under which a store keeps its attempt."""

SECONDS_AFTER: Final = 60
"""For how long the secret is good after the last code was shown. Source: LINK-6."""


@dataclass(frozen=True)
class Attempt:
    """An attempt that the server knows, with what it does not know: the secret."""

    token: str
    """By which the server knows the companion."""
    references: tuple[str, ...]
    seconds: tuple[int, ...]
    """For how long each reference is shown, one after the other."""
    begun: int
    """When the first one was shown, by the companion's clock."""
    secret: bytes = field(repr=False)
    """The linking secret, 32 bytes; empty before two sides have agreed on one."""
    noise_key: bytes = b""
    """A public key that takes the place of a connection key: connections have none here."""

    def reference_at(self, clock: Time) -> str | None:
        """The reference that is to be shown now; None: no code is left."""
        ends = accumulate(self.seconds, initial=self.begun)
        next(ends)
        shown = zip(self.references, ends, strict=False)
        return next((reference for reference, end in shown if clock < end), None)

    def has_ended(self, clock: Time) -> bool:
        """Whether the secret is good for nothing any more, because nobody came."""
        return clock >= self.begun + sum(self.seconds) + SECONDS_AFTER


ATTEMPT = StoredForm("linking attempt", 1, Attempt)


def begin(device: Device, known: Known) -> Attempt:
    """An attempt with a fresh secret, for a code that is seen. In a transaction."""
    return keep(device, described(device, known, os.urandom(LINKING_SECRET_LENGTH)))


def described(device: Device, known: Known, secret: bytes = b"") -> Attempt:
    """An attempt that begins now."""
    noise_key = bytes(KeyPair.generate(os.urandom).public)
    seconds = tuple(map(int, known.seconds))
    return Attempt(known.attempt, known.references, seconds, device.clock(), secret, noise_key)


def keep(device: Device, attempt: Attempt) -> Attempt:
    """Keep an attempt in the store, with its secret. In a transaction."""
    device.store.put(NAME, ATTEMPT.write(attempt))
    return attempt


def attempt_of(device: Device) -> Attempt | None:
    """The attempt that this device is in, if it is in one."""
    stored = device.store.get(NAME)
    return None if stored is None else ATTEMPT.read(stored)


def forget(device: Device) -> None:
    """The attempt has ended, and its secret with it. In a transaction."""
    device.store.drop(NAME)


def qr_code(device: Device, attempt: Attempt, reference: str) -> QrCode:
    """What the companion shows while this reference is the present one."""
    return QrCode(reference, attempt.noise_key, device.keys.public, attempt.secret)
