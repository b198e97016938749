"""All sessions with one device: the one to write in, and a few older ones that are still read.

There are several when both devices begin at once, or when one begins again. Messages of the older
one may still be under way. A session in which something was read becomes the one to write in, so
that two devices which began at once soon agree.

A first message that is repeated is recognised by the session that it has begun. If that is kept no
more, its one-time pre key is missing; where there was none, the message is read again. So whoever
shows messages has to know by itself which it has shown, as the step of the specification does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mdaudit.reference.sessions.bundle import LocalKeys, PreKeys
from mdaudit.reference.sessions.message import PreKeyMessage, read_ordinary_message
from mdaudit.reference.sessions.session import (
    Ciphertext,
    Session,
    answer_session,
    decrypt,
    encrypt,
)
from mdaudit.reference.sessions.stored import StoredForm
from mdaudit.reference.sessions.undecryptable import NoPreKey, NoSession, TooFarAhead
from mdaudit.reference.signed.signing import KeyPair, Randomness
from mdaudit.spec.objects.unauthentic import Unauthentic

SESSION_LIMIT = 10
"""The most sessions with one device that are kept, the one to write in included."""


@dataclass(frozen=True)
class SessionRecord:
    """The sessions with one device, all with one identity key; the one to write in comes first."""

    sessions: tuple[Session, ...] = ()
    """Newest use first."""

    def with_session(self, session: Session) -> SessionRecord:
        """The record with a session to write in.

        It takes the place of an older state of itself. Sessions with another identity key go: they
        are with a device that is no longer there.
        """
        others = (
            known
            for known in self.sessions
            if known.base_key != session.base_key and known.peer_identity == session.peer_identity
        )
        return SessionRecord((session, *others)[:SESSION_LIMIT])

    def begun_by(self, message: PreKeyMessage) -> Session | None:
        """The session that a message with pre keys has begun before, if it is here."""
        named = message.base_key, message.identity_key
        known = (s for s in self.sessions if (s.base_key, s.peer_identity) == named)
        return next(known, None)


@dataclass(frozen=True)
class Read:
    """What reading a message gives; record and plaintext are stored together, or neither."""

    record: SessionRecord
    """The record after the message."""

    session: Session
    """The session of the message; its `peer_identity` is the key of who wrote it."""

    plaintext: bytes
    """What was written, still padded."""

    one_time_pre_key_id: int | None = None
    """The own one-time pre key that the message used up, to be deleted with the same write."""


STORED = StoredForm("sessions", 1, SessionRecord)


def write_sessions(record: SessionRecord) -> bytes:
    """The record as bytes; they hold secret keys."""
    return STORED.write(record)


def read_sessions(octets: bytes) -> SessionRecord:
    """The record that was written as these bytes.

    Raises:
        Malformed: they are not what `write_sessions` writes.
    """
    return STORED.read(octets)


def encrypt_to(record: SessionRecord, plaintext: bytes) -> tuple[SessionRecord, Ciphertext]:
    """The record after a message, and the message.

    Raises:
        NoSession: there is no session to write in.
    """
    if not record.sessions:
        raise NoSession
    following, ciphertext = encrypt(record.sessions[0], plaintext)
    return record.with_session(following), ciphertext


def decrypt_from(record: SessionRecord, octets: bytes, randomness: Randomness) -> Read:
    """Read an ordinary message in the session that it belongs to.

    Raises:
        NoSession: there is none at all.
        Malformed, Unauthentic, KeyUsed, TooFarAhead: as `decrypt` says; no session reads it.
    """
    ratchet_key = read_ordinary_message(octets).content.ratchet_key
    speaking = [known for known in record.sessions if known.hears(ratchet_key)]
    refusal: Exception = NoSession()
    for session in speaking or record.sessions:
        try:
            return _read(record, session, octets, randomness)
        except (Unauthentic, TooFarAhead) as problem:
            refusal = problem
    raise refusal


def decrypt_first_from(
    record: SessionRecord,
    local: LocalKeys,
    message: PreKeyMessage,
    pre_keys: PreKeys,
    randomness: Randomness,
) -> Read:
    """Read a message with pre keys, in the session that it has begun before or begins now.

    Whose identity key the message states, and whether it may speak, must have been asked before.

    Raises:
        NoPreKey: it names a pre key that this device does not have, or has used before.
        Malformed, Unauthentic, KeyUsed, TooFarAhead: as `decrypt` says.
    """
    known = record.begun_by(message)
    if known is not None:
        return _read(record, known, message.message, randomness)
    signed = _found(pre_keys.signed, "signed pre key", message.signed_pre_key_id)
    used = message.one_time_pre_key_id
    one_time = None if used is None else _found(pre_keys.one_time, "one-time pre key", used)
    session = answer_session(local, message, signed, one_time)
    return _read(record, session, message.message, randomness, used)


def _read(
    record: SessionRecord,
    session: Session,
    octets: bytes,
    randomness: Randomness,
    used: int | None = None,
) -> Read:
    following, plaintext = decrypt(session, octets, randomness)
    return Read(record.with_session(following), following, plaintext, used)


def _found(find: Callable[[int], KeyPair | None], kind: str, number: int) -> KeyPair:
    """A pre key of this device.

    Raises:
        NoPreKey: there is none of that id.
    """
    found = find(number)
    if found is None:
        raise NoPreKey(kind, number)
    return found
