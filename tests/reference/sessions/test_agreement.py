"""Both sides come to one root key, and it depends on every key that was used."""

from dataclasses import replace

import pytest

from mdaudit.reference.sessions import (
    LocalKeys,
    PreKeyBundle,
    PreKeyMessage,
    SignedPreKey,
)
from mdaudit.reference.sessions.agreement import root_of_initiator, root_of_responder
from mdaudit.reference.sessions.bundle import OneTimePreKey
from mdaudit.reference.signed.signing import KeyPair
from tests.reference.scene import stream

RANDOM = stream("agreement")
ALICE, BOB, BASE, SIGNED, ONE_TIME, OTHER = (KeyPair.generate(RANDOM) for _ in range(6))
BUNDLE = PreKeyBundle(
    2, BOB.public, SignedPreKey(7, SIGNED.public, bytes(64)), OneTimePreKey(9, ONE_TIME.public)
)
WITHOUT = replace(BUNDLE, one_time_pre_key=None)
MESSAGE = PreKeyMessage(1, ALICE.public, BASE.public, 7, 9, b"")
OURS = root_of_initiator(LocalKeys(ALICE, 1), BASE, BUNDLE)


def test_both_sides_come_to_the_same() -> None:
    bob = LocalKeys(BOB, 2)
    assert root_of_responder(bob, MESSAGE, SIGNED, ONE_TIME) == OURS
    without = root_of_initiator(LocalKeys(ALICE, 1), BASE, WITHOUT)
    assert without == root_of_responder(bob, MESSAGE, SIGNED, None)
    assert without != OURS


@pytest.mark.parametrize(
    ("local", "message", "signed", "one_time"),
    [
        (OTHER, MESSAGE, SIGNED, ONE_TIME),
        (BOB, replace(MESSAGE, identity_key=OTHER.public), SIGNED, ONE_TIME),
        (BOB, replace(MESSAGE, base_key=OTHER.public), SIGNED, ONE_TIME),
        (BOB, MESSAGE, OTHER, ONE_TIME),
        (BOB, MESSAGE, SIGNED, OTHER),
    ],
    ids=["own identity", "their identity", "base key", "signed pre key", "one-time pre key"],
)
def test_another_key_gives_another_root(
    local: KeyPair, message: PreKeyMessage, signed: KeyPair, one_time: KeyPair
) -> None:
    assert root_of_responder(LocalKeys(local, 2), message, signed, one_time) != OURS
