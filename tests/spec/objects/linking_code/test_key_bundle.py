"""Key bundles: recorded ones opened by the primary, and every changed bit (LINK-7)."""

from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from mdaudit.spec.objects import Malformed
from mdaudit.spec.objects.key_agreement import shared_secret
from mdaudit.spec.objects.linking_code import (
    KeyBundle,
    linking_secret,
    names_both,
    open_key_bundle,
    seal_key_bundle,
    unwrap_key,
)
from mdaudit.spec.objects.unauthentic import Unauthentic
from mdaudit.spec.sorts import IdentityKey
from tests.spec.objects.support import COMPANION, PRIMARY, cases, single_bit_flips

RECORDED = cases("linking_code.json")
SHARED, SALT, NONCE = bytes([7] * 32), bytes([8] * 32), bytes([9] * 12)
BUNDLE = KeyBundle(COMPANION.public, PRIMARY.public, bytes([10] * 32))
SEALED = seal_key_bundle(SHARED, BUNDLE, salt=SALT, nonce=NONCE)


@pytest.mark.parametrize("case", RECORDED, ids=lambda case: case["id"])
def test_the_primary_opens_a_recorded_bundle_and_derives_the_secret(case: dict[str, Any]) -> None:
    recorded = {name: bytes.fromhex(case[name]) for name in case if name not in {"id", "code"}}
    ephemeral = unwrap_key(case["code"], recorded["companion_hello"])
    shared = shared_secret(recorded["primary_ephemeral_private"], ephemeral)
    bundle = open_key_bundle(shared, recorded["bundle"])
    companion = IdentityKey(recorded["companion_identity"])
    assert names_both(bundle, companion, IdentityKey(recorded["primary_identity"]))
    sealed = recorded["bundle"]
    assert seal_key_bundle(shared, bundle, salt=sealed[:32], nonce=sealed[32:44]) == sealed
    identities = shared_secret(recorded["primary_identity_private"], companion)
    assert linking_secret(shared, identities, bundle.random) == recorded["linking_secret"]


def test_a_bundle_is_what_general_libraries_make_of_the_definition() -> None:
    info = b"link_code_pairing_key_bundle_encryption_key"
    key = HKDF(SHA256(), 32, SALT, info).derive(SHARED)
    plain = BUNDLE.companion + BUNDLE.primary + BUNDLE.random
    assert SALT + NONCE + AESGCM(key).encrypt(NONCE, plain, None) == SEALED
    secret = HKDF(SHA256(), 32, None, b"adv_secret").derive(SHARED + bytes(32) + BUNDLE.random)
    assert linking_secret(SHARED, bytes(32), BUNDLE.random) == secret


def test_a_bundle_is_opened_under_its_own_secret_only() -> None:
    assert open_key_bundle(SHARED, SEALED) == BUNDLE
    with pytest.raises(Unauthentic, match="key bundle: expected the tag of these bytes"):
        open_key_bundle(bytes(32), SEALED)


def test_no_changed_bit_is_opened() -> None:
    for _, flipped in single_bit_flips(SEALED):
        with pytest.raises(Unauthentic):
            open_key_bundle(SHARED, flipped)


@pytest.mark.parametrize("sealed", [b"", SEALED[:-1], SEALED + b"\0", SEALED[:60]])
def test_other_lengths_are_refused(sealed: bytes) -> None:
    with pytest.raises(Malformed, match="key bundle: expected 156 bytes"):
        open_key_bundle(SHARED, sealed)


def test_both_keys_must_be_the_ones_outside() -> None:
    other = IdentityKey(bytes([1] * 32))
    assert names_both(BUNDLE, COMPANION.public, PRIMARY.public)
    assert not names_both(BUNDLE, other, PRIMARY.public)
    assert not names_both(BUNDLE, COMPANION.public, other)
    assert not names_both(BUNDLE, PRIMARY.public, COMPANION.public)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_the_caller_cannot_seal_or_derive_from_other_lengths(length: int) -> None:
    wrong = bytes(length)
    for bundle in (
        replace(BUNDLE, companion=IdentityKey(wrong)),
        replace(BUNDLE, primary=IdentityKey(wrong)),
        replace(BUNDLE, random=wrong),
    ):
        with pytest.raises(ValueError, match="expected 32, 12, 32, 32 and 32 bytes"):
            seal_key_bundle(SHARED, bundle, salt=SALT, nonce=NONCE)
    with pytest.raises(ValueError, match="expected 32, 12"):
        seal_key_bundle(SHARED, BUNDLE, salt=wrong, nonce=NONCE)
    with pytest.raises(ValueError, match="expected 32, 12"):
        seal_key_bundle(SHARED, BUNDLE, salt=SALT, nonce=wrong)
    for parts in ((wrong, SHARED, SHARED), (SHARED, wrong, SHARED), (SHARED, SHARED, wrong)):
        with pytest.raises(ValueError, match="expected 32 bytes each"):
            linking_secret(*parts)
