"""Pairwise sessions: X3DH and the Double Ratchet, with the bytes that WhatsApp's clients exchange.

Everything here is a function from a state to the next one. Randomness is passed in, so a run can be
repeated; state and what came of it are the caller's to store, both or neither. Who may be written
to, and who may speak, is decided by the steps of `mdaudit.spec` before anything here is called.

Reading order: `chain` and `ratchet` (how keys follow each other), `bundle` and `agreement` (how a
session comes about), `message` (the bytes), `session`, then `record` (several sessions with one
device), `padding` and `stored`.

Source: X3DH and Double Ratchet, revision 1; libsignal for labels, layouts and bounds.
"""

from mdaudit.reference.sessions.bundle import (
    LocalKeys,
    OneTimePreKey,
    PreKeyBundle,
    PreKeys,
    SignedPreKey,
    sign_pre_key,
)
from mdaudit.reference.sessions.message import (
    MessageKind,
    PreKeyMessage,
    read_pre_key_message,
)
from mdaudit.reference.sessions.padding import pad, unpad
from mdaudit.reference.sessions.record import (
    Read,
    SessionRecord,
    decrypt_first_from,
    decrypt_from,
    encrypt_to,
    read_sessions,
    write_sessions,
)
from mdaudit.reference.sessions.session import (
    Ciphertext,
    Session,
    answer_session,
    begin_session,
    decrypt,
    encrypt,
)
from mdaudit.reference.sessions.undecryptable import (
    KeyUsed,
    NoPreKey,
    NoSession,
    TooFarAhead,
    Undecryptable,
)

__all__ = [
    "Ciphertext",
    "KeyUsed",
    "LocalKeys",
    "MessageKind",
    "NoPreKey",
    "NoSession",
    "OneTimePreKey",
    "PreKeyBundle",
    "PreKeyMessage",
    "PreKeys",
    "Read",
    "Session",
    "SessionRecord",
    "SignedPreKey",
    "TooFarAhead",
    "Undecryptable",
    "answer_session",
    "begin_session",
    "decrypt",
    "decrypt_first_from",
    "decrypt_from",
    "encrypt",
    "encrypt_to",
    "pad",
    "read_pre_key_message",
    "read_sessions",
    "sign_pre_key",
    "unpad",
    "write_sessions",
]
