"""Somebody who has every ciphertext and some private keys, and reads what can be read with them.

It knows sessions and sender keys, and no rule, step or client: what it reads is a fact about bytes,
whatever the specification says. It tries every key on every ciphertext, whoever the envelope says
it is for, and goes on with each key that it finds inside.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from mdaudit.reference.demo.guessing import pieces, words
from mdaudit.reference.sender_keys import SenderKeyRecord, read_distribution
from mdaudit.reference.server.adversary.loot import Taken
from mdaudit.reference.sessions import (
    LocalKeys,
    PreKeys,
    SessionRecord,
    Undecryptable,
    decrypt_first_from,
    decrypt_from,
    read_pre_key_message,
    unpad,
)
from mdaudit.reference.signed.signing import KeyPair
from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.unauthentic import Unauthentic

UNREADABLE = (Undecryptable, Unauthentic, Malformed)
"""With these keys, these bytes cannot be read."""


@dataclass
class DeviceKeys:
    """What opens messages to one device; it changes as messages are read."""

    identity: KeyPair
    registration_id: int
    signed: Mapping[int, KeyPair]
    """Its signed pre keys, by number."""
    one_time: Mapping[int, KeyPair] = field(default_factory=dict)
    """Its one-time pre keys, by number."""
    sessions: list[SessionRecord] = field(default_factory=list)
    """Its sessions, with whomever."""

    def read(self, content: bytes) -> bytes | None:
        """What a pairwise ciphertext says, still padded; None if this device cannot read it."""
        for at, record in enumerate([*self.sessions, SessionRecord()]):
            read = self._in_session(record, content) or self._as_first(record, content)
            if read is not None:
                self.sessions[at : at + 1] = [read[0]]
                return read[1]
        return None

    def _in_session(
        self, record: SessionRecord, content: bytes
    ) -> tuple[SessionRecord, bytes] | None:
        try:
            read = decrypt_from(record, content, os.urandom)
        except UNREADABLE:
            return None
        return read.record, read.plaintext

    def _as_first(
        self, record: SessionRecord, content: bytes
    ) -> tuple[SessionRecord, bytes] | None:
        local = LocalKeys(self.identity, self.registration_id)
        keys = PreKeys(self.signed.get, self.one_time.get)
        try:
            message = read_pre_key_message(content)
            if record.sessions and record.begun_by(message) is None:
                return None  # a session with somebody else, which this one must not replace
            read = decrypt_first_from(record, local, message, keys, os.urandom)
        except UNREADABLE:
            return None
        return read.record, read.plaintext


@dataclass(frozen=True)
class Overheard:
    """A ciphertext that could be read."""

    taken: Taken
    """It, as it went by."""
    words: tuple[str, ...]
    """Every text in it."""


class Eavesdropper:
    """A listener with the private keys of some devices."""

    def __init__(
        self, devices: Iterable[DeviceKeys] = (), sender_keys: Iterable[SenderKeyRecord] = ()
    ) -> None:
        self._devices = list(devices)
        self._sender_keys = list(sender_keys)
        self._known: set[bytes] = {one.identity.private for one in self._devices}

    def listen(self, wire: Iterable[Taken]) -> list[Overheard]:
        """What it can read of all that went by; keys that came along are used from the start."""
        carried = list(wire)
        for taken in carried:
            self._take_keys(taken)
        return [heard for taken in carried for heard in self._hear(taken)]

    def _take_keys(self, taken: Taken) -> None:
        keys = taken.keys
        if keys is None or keys.identity_key in self._known:
            return
        self._known.add(keys.identity_key)
        signed = {keys.signed_pre_key_id: KeyPair(keys.signed_pre_key)}
        self._devices.append(DeviceKeys(KeyPair(keys.identity_key), keys.registration_id, signed))

    def _hear(self, taken: Taken) -> Iterator[Overheard]:
        for device in self._devices:
            plaintext = device.read(taken.content)
            if plaintext is not None:
                yield self._overheard(taken, plaintext)
                return
        for at, record in enumerate(self._sender_keys):
            try:
                read = record.decrypt(taken.content)
            except UNREADABLE:
                continue
            self._sender_keys[at] = read.record
            yield self._overheard(taken, read.plaintext)
            return

    def _overheard(self, taken: Taken, padded: bytes) -> Overheard:
        plaintext = unpad(padded)
        for piece in pieces(plaintext):
            try:
                self._sender_keys.append(
                    SenderKeyRecord().with_distribution(read_distribution(piece))
                )
            except Malformed:
                continue
        return Overheard(taken, tuple(words(plaintext)))


def heard_texts(overheard: Iterable[Overheard], written: Iterable[str]) -> list[str]:
    """Which of the texts that were written are among what was overheard, in their order."""
    heard = {word for one in overheard for word in one.words}
    return [text for text in written if text in heard]
