"""A signed pre key is signed by its own identity key, over the type byte and the key."""

from dataclasses import replace

from mdaudit.reference.sessions import sign_pre_key
from mdaudit.reference.signed.signing import KeyPair
from mdaudit.spec.objects import signature_holds
from tests.reference.scene import stream

RANDOM = stream("bundle")
IDENTITY, OTHER, PRE_KEY = (KeyPair.generate(RANDOM) for _ in range(3))
SIGNED = sign_pre_key(IDENTITY, 7, PRE_KEY, RANDOM)


def test_the_signature_is_over_05_and_the_key() -> None:
    assert signature_holds(IDENTITY.public, b"\x05" + PRE_KEY.public, SIGNED.signature)
    assert SIGNED.is_signed_by(IDENTITY.public)


def test_no_other_key_signed_it_and_it_signs_no_other() -> None:
    assert not SIGNED.is_signed_by(OTHER.public)
    assert not replace(SIGNED, public=OTHER.public).is_signed_by(IDENTITY.public)
    assert not replace(SIGNED, signature=bytes(64)).is_signed_by(IDENTITY.public)
